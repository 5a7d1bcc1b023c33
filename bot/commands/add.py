"""``onrecord add``: a file or a fetched page is kept in ``<seeds>/added/``, where the next rebuild reads it.

What goes on (a feed, a sitemap, a folder, a page that is to be followed) is written to ``sources.toml`` instead.
Nothing that is there is written over, nothing is written elsewhere, and only what can be read is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typer

from bot.render import clean, short
from bot.settings import Settings
from embeddings.errors import SettingsError, UsageError
from embeddings.fetching import fetch
from embeddings.fetching.urls import read_url
from embeddings.owner import copy_file, make_folder
from embeddings.readers.folder import SIDECAR
from embeddings.sources.file import FILE, FOLDER, Source, SourceKind, append_source
from embeddings.sources.items import items_of, list_kind
from embeddings.sources.keeping import Kept, keep, keep_page, page_suffix, write
from embeddings.text.wording import many

ADDED: Final = "added"


@dataclass(frozen=True, slots=True)
class Added:
    """What was kept. ``name`` is relative to the documents' folder; ``unread`` counts what in it can't be read.

    ``title`` is that of its first document. ``already`` says that it had been kept before, under that name.
    """

    name: str
    documents: int
    unread: int = 0
    title: str | None = None
    already: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """What is followed from now on, or was ``already``. ``lists`` is how many pages it lists."""

    source: Source
    lists: int = 0
    already: bool = False


def run_add(settings: Settings, target: str, *, follow: bool = False) -> None:
    """Add a file, a folder or an address, and print what was added."""
    if target.lower().startswith(("http://", "https://")):
        typer.echo(describe(add_url(settings, target, follow=follow)))
    elif "://" in target:
        raise UsageError(f"{clean(target)} can't be added: addresses begin with https:// or http://")
    elif Path(target).is_dir():
        typer.echo(describe(add_folder(settings, Path(target))))
    else:
        typer.echo(describe(add_path(settings, Path(target))))


def describe(added: Added | Begun) -> str:
    """Say what was added, in plain text."""
    if isinstance(added, Begun):
        return _describe_source(added)
    title = f"“{short(added.title)}”" if added.title else "a document"
    if added.already:
        return f"{title[0].upper()}{title[1:]} is there already, as {clean(added.name)}."
    what = title if added.documents == 1 else many(added.documents, "document")
    unread = f" ({added.unread} more in it can't be read)" if added.unread else ""
    return f"Added {what}{unread} as {clean(added.name)}. The next rebuild takes it up."


def _describe_source(begun: Begun) -> str:
    source = begun.source
    what = f"the {source.kind} {clean(source.address)}"
    if begun.already:
        return f"{what[0].upper()}{what[1:]} is in {FILE} already."
    if source.kind == "folder":
        return f"Added {what} to {FILE}. Rebuilds read it, as {source.name}/."
    lists = f", which lists {begun.lists} pages now (at most {source.limit} of them are fetched)" if begun.lists else ""
    return f"Added {what} to {FILE}{lists}. Rebuilds fetch what is new, and keep it in {FOLDER}/{source.name}/."


def add_path(settings: Settings, path: Path) -> Added:
    """Copy a file, and what stands beside it in ``NAME.meta.toml``. Raises UsageError or DocumentError."""
    if not path.is_file():
        raise UsageError(f"There is no file {str(path)!r}. Give a file, or an address that begins with https://")
    if path.resolve().is_relative_to(settings.seeds.resolve()):
        raise UsageError(f"{short(str(path))} is in the documents' folder already: onrecord rebuild takes it up.")
    beside = path.with_name(path.name + SIDECAR)
    try:
        facts = beside.read_text(encoding="utf-8") if beside.is_file() else None
        return _added(keep(_folder(settings), path.name, lambda place: copy_file(path, place), facts))
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{short(str(path))} can't be added: {error}") from None


def add_folder(settings: Settings, path: Path) -> Begun:
    """Let rebuilds read a folder where it is. Raises DocumentError where it can't be one of the sources."""
    return _begin(settings, "folder", str(path.resolve()))


def add_file(settings: Settings, name: str, content: bytes) -> Added:
    """Keep a file that came from elsewhere. Raises DocumentError where it can't be read, UsageError where not kept."""
    try:
        return _added(keep(_folder(settings), name, lambda place: write(place, content), None))
    except OSError as error:
        raise UsageError(f"{name[:200]!r} can't be added: {error}") from None


def add_url(settings: Settings, url: str, *, follow: bool = False) -> Added | Begun:
    """Fetch a page or a file and keep it; a feed, a sitemap, or what one wants to ``follow``, is followed.

    Blocks, for a minute at most; not to be called in an event loop. Raises FetchError, and what ``add_file`` raises.
    """
    found = fetch(url, private=settings.fetch_private)
    kind = list_kind(found)
    if kind is not None:
        return _begin(settings, kind, str(read_url(url)), lists=len(items_of(found, kind)))
    page_suffix(found)  # raises where it is nothing that is read, before a folder is made for it
    if follow:
        return _begin(settings, "page", str(read_url(url)))
    try:
        return _added(keep_page(_folder(settings), found))
    except OSError as error:
        raise UsageError(f"{found.url} can't be added: {error}") from None


def _begin(settings: Settings, kind: SourceKind, address: str, lists: int = 0) -> Begun:
    _check_seeds(settings)
    try:
        source, is_new = append_source(settings.seeds, kind, address)
    except OSError as error:
        raise UsageError(f"{settings.seeds / FILE} can't be written: {error}") from None
    return Begun(source, lists, already=not is_new)


def _added(kept: Kept) -> Added:
    return Added(f"{ADDED}/{kept.place.name}", kept.documents, kept.unread, kept.title, kept.already)


def _folder(settings: Settings) -> Path:
    _check_seeds(settings)
    folder = settings.seeds / ADDED
    if folder.is_symlink():
        raise UsageError(f"{folder} is a link; what is added is kept in the documents' folder itself. Remove the link.")
    make_folder(folder)
    return folder


def _check_seeds(settings: Settings) -> None:
    if not settings.seeds.is_dir():
        raise SettingsError(
            f"There is no documents' folder {str(settings.seeds)!r}. Create it, or name another in ONRECORD_SEEDS."
        )
