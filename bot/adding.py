"""``onrecord add``: a file or a fetched page is kept in ``<seeds>/added/``, where the next rebuild reads it.

Nothing that is there is written over, nothing is written elsewhere, and only what can be read is kept. What was
fetched has a file ``NAME.meta.toml`` beside it with its address and when it was fetched.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import typer

from bot.render import clean, short
from bot.settings import Settings
from embeddings.errors import DocumentError, SettingsError, UsageError
from embeddings.fetch import Fetched, fetch
from embeddings.media import as_utf8, suffix_of
from embeddings.readers import read_file

FOLDER: Final = "added"
SIDECAR: Final = ".meta.toml"
_LONGEST: Final = 120  # bytes of a name without its suffix
_KEPT: Final = ("L", "M", "N")  # general categories of letters, marks and digits
_UNREAD: Final = ("readme", "folder", "aliases", "sources", "golden")  # names with a meaning of their own


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


def run_add(settings: Settings, target: str) -> None:
    """Add a file or an address, and print what was added."""
    if target.lower().startswith(("http://", "https://")):
        added = add_url(settings, target)
    elif "://" in target:
        raise UsageError(f"{clean(target)} can't be added: addresses begin with https:// or http://")
    else:
        added = add_path(settings, Path(target))
    typer.echo(describe(added))


def describe(added: Added) -> str:
    """Say what was added, in plain text."""
    title = f"“{short(added.title)}”" if added.title else "a document"
    if added.already:
        return f"{title[0].upper()}{title[1:]} is there already, as {clean(added.name)}."
    many = f"{added.documents} documents" if added.documents != 1 else title
    unread = f" ({added.unread} more in it can't be read)" if added.unread else ""
    return f"Added {many}{unread} as {clean(added.name)}. The next rebuild takes it up."


def add_path(settings: Settings, path: Path) -> Added:
    """Copy a file, and what stands beside it in ``NAME.meta.toml``. Raises UsageError or DocumentError."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder. Give one file, or copy the folder into {settings.seeds}.")
    if not path.is_file():
        raise UsageError(f"There is no file {str(path)!r}. Give a file, or an address that begins with https://")
    if path.resolve().is_relative_to(settings.seeds.resolve()):
        raise UsageError(f"{path} is in the documents' folder already: onrecord rebuild takes it up.")
    beside = path.with_name(path.name + SIDECAR)
    try:
        facts = beside.read_text(encoding="utf-8") if beside.is_file() else None
        return _keep(settings, path.name, lambda place: _copy(path, place), facts)
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{path} can't be added: {error}") from None


def add_file(settings: Settings, name: str, content: bytes) -> Added:
    """Keep a file that came from elsewhere. Raises DocumentError where it can't be read, UsageError where not kept."""
    try:
        return _keep(settings, name, lambda place: _write(place, content), None)
    except OSError as error:
        raise UsageError(f"{name[:200]!r} can't be added: {error}") from None


def add_url(settings: Settings, url: str) -> Added:
    """Fetch a page or a file and keep it. Blocks, for a minute at most; not to be called in an event loop.

    Raises FetchError, and what ``add_file`` raises.
    """
    found = fetch(url, private=settings.fetch_private)
    suffix = suffix_of(found, urlsplit(found.url).path)
    content = as_utf8(found, suffix)
    try:
        return _keep(settings, page_name(found, suffix), lambda place: _write(place, content), _facts(found))
    except DocumentError as error:  # its place is the address: nothing was kept
        raise DocumentError(found.url, error.why, line=error.line) from None
    except OSError as error:
        raise UsageError(f"{found.url} can't be added: {error}") from None


def page_name(found: Fetched, suffix: str) -> str:
    """Name what was fetched after its host and the end of its path."""
    parts = urlsplit(found.url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2]).removesuffix(suffix)
    return f"{(parts.hostname or '').removeprefix('www.')}-{last}".strip("-") + suffix


def clean_name(name: str) -> str:
    """Return a file name without folders and surprises: letters, digits and single hyphens, and its suffix."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rstrip("/").rpartition("/")[2])
    last = last.encode("utf-8", "ignore").decode()
    ending = ".jsonl.gz" if last.lower().endswith(".jsonl.gz") else Path(last).suffix
    # No dot but that of the suffix: facts beside a.html would else be taken for those of a.html.txt, too.
    stem = _plain(last[: len(last) - len(ending)]) or "document"
    stem = f"document-{stem}" if stem.lower() in _UNREAD else stem
    return stem + "".join(letter for letter in ending.lower() if letter == "." or letter.isalnum())


def _plain(text: str) -> str:
    spaced = "".join(one if unicodedata.category(one)[0] in _KEPT or one == "_" else " " for one in text)
    short_enough = "-".join(spaced.split()).encode()[:_LONGEST].decode("utf-8", "ignore")
    return short_enough.strip("-")


def _keep(settings: Settings, name: str, put: Callable[[Path], None], facts: str | None) -> Added:
    """Write aside, read, and move to a name that is free."""
    folder = _folder(settings)
    name = clean_name(name)
    with tempfile.TemporaryDirectory(prefix=".", dir=folder) as aside:
        new = Path(aside, name)
        put(new)
        if facts is not None:
            _write(Path(aside, name + SIDECAR), facts.encode())
        added = _read(new, name)
        known = _same(new, folder)
        place = known or _placed(new, folder)
    return Added(f"{FOLDER}/{place.name}", added.documents, added.unread, added.title, already=known is not None)


def _folder(settings: Settings) -> Path:
    if not settings.seeds.is_dir():
        raise SettingsError(
            f"There is no documents' folder {str(settings.seeds)!r}. Create it, or name another in ONRECORD_SEEDS."
        )
    folder = settings.seeds / FOLDER
    if folder.is_symlink():
        raise UsageError(f"{folder} is a link; what is added is kept in the documents' folder itself. Remove the link.")
    folder.mkdir(exist_ok=True)
    return folder


def _read(path: Path, name: str) -> Added:
    """Read a file as a rebuild would. Raises DocumentError where nothing in it can be read."""
    first, documents, errors = None, 0, []
    for read, _ in read_file(path, name):
        if isinstance(read, DocumentError):
            errors.append(read)
        else:
            documents += 1
            first = first or read
    if first is None:
        raise errors[0] if errors else DocumentError(name, "holds no document")
    return Added(name, documents, len(errors), first.title)


def _same(new: Path, folder: Path) -> Path | None:
    """Return the file in ``folder`` that holds the same, None where there is none."""
    kept = (path for path in sorted(folder.glob(f"*{new.suffix}")) if path.is_file() and not path.is_symlink())
    return next((path for path in kept if filecmp.cmp(path, new, shallow=False)), None)


def _placed(new: Path, folder: Path) -> Path:
    """Move a file, and the facts beside it before it, to the first free name."""
    beside = new.with_name(new.name + SIDECAR)
    stem, dot, ending = new.name.partition(".")
    number = 1
    while True:
        place = folder / (new.name if number == 1 else f"{stem}-{number}{dot}{ending}")
        number += 1
        facts = place.with_name(place.name + SIDECAR)
        with contextlib.suppress(FileExistsError), contextlib.ExitStack() as undo:
            for path in (place, facts) if beside.exists() else (place,):
                path.open("xb").close()  # takes the name, where it is free
                undo.callback(path.unlink)
            if beside.exists():
                beside.replace(facts)
            new.replace(place)
            undo.pop_all()
            return place


def _facts(found: Fetched) -> str:
    """Return the facts beside what was fetched. When that was is no date of the document's, and so a comment."""
    url = found.url.replace("\\", "%5C").replace('"', "%22")
    return f'# fetched {found.at}\nurl = "{url}"\n'


def _copy(path: Path, place: Path) -> None:
    shutil.copyfile(path, place)


def _write(place: Path, content: bytes) -> None:
    with place.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
