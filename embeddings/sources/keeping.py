"""Content from elsewhere -> a file among the documents: read before it is kept, and never written over another one.

What was fetched has a file ``NAME.meta.toml`` beside it with its address and when it was fetched, which people edit.
"""

from __future__ import annotations

import contextlib
import filecmp
import json
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from embeddings.errors import DocumentError
from embeddings.fetching import Fetched
from embeddings.fetching.media import as_utf8, suffix_of
from embeddings.owner import open_file
from embeddings.readers.folder import SIDECAR, read_file

ASIDE: Final = ".onrecord-"  # begins the names of folders that are written in: what is hidden is not read
_LONGEST: Final = 120  # bytes of a name without its suffix
_KEPT: Final = ("L", "M", "N")  # general categories of letters, marks and digits
_UNREAD: Final = ("readme", "folder", "aliases", "sources", "golden")  # names with a meaning of their own
_FETCHED: Final = re.compile(r"(?m)^fetched\s*=.*$")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept, and how much of it can be read. ``already`` says that it had been kept before, at that place."""

    place: Path
    documents: int
    unread: int
    title: str | None
    already: bool = False


def keep(folder: Path, name: str, put: Callable[[Path], object], facts: str | None) -> Kept:
    """Write aside, read, and move to a name in ``folder`` that is free.

    Raises DocumentError where nothing in it can be read, and OSError.
    """
    name = clean_name(name)
    with tempfile.TemporaryDirectory(prefix=ASIDE, dir=folder) as aside:
        new = Path(aside, name)
        put(new)
        if facts is not None:
            write(Path(aside, name + SIDECAR), facts.encode())
        documents, unread, title = check(new, name)
        known = _same(new, folder)
        return Kept(known or _placed(new, folder), documents, unread, title, already=known is not None)


def keep_page(folder: Path, found: Fetched, listed: Mapping[str, str] = {}) -> Kept:
    """Keep what was fetched, named after its address; ``listed`` is what the feed says of it.

    Raises FetchError where it is nothing that is read, DocumentError, which names the address, and OSError.
    """
    suffix = page_suffix(found)
    content = as_utf8(found, suffix)
    with _named_by_address(found):
        return keep(folder, page_name(found, suffix), lambda new: write(new, content), sidecar_of(found, listed))


def renew_page(place: Path, found: Fetched) -> bool:
    """Write what was fetched over what was kept of it; return whether it is another. Raises what ``keep_page`` does."""
    content = as_utf8(found, page_suffix(found))
    with _named_by_address(found):
        return renew(place, content, found.at)


def page_suffix(found: Fetched) -> str:
    """Return the suffix that what was fetched is kept under. Raises FetchError where it is nothing that is read."""
    return suffix_of(found, urlsplit(found.url).path)


@contextlib.contextmanager
def _named_by_address(found: Fetched) -> Iterator[None]:
    try:
        yield
    except DocumentError as error:  # its place is the address: nothing was kept
        raise DocumentError(found.url, error.why, line=error.line) from None


def renew(place: Path, content: bytes, at: str) -> bool:
    """Write a new content over the old one, and its time into its sidecar; return whether it is another.

    Raises DocumentError where nothing in it can be read (the old one stays), and OSError.
    """
    if place.read_bytes() == content:
        return False
    with tempfile.TemporaryDirectory(prefix=ASIDE, dir=place.parent) as aside:
        new = Path(aside, place.name)
        write(new, content)
        check(new, place.name)
        beside = place.with_name(place.name + SIDECAR)
        facts = beside.read_text(encoding="utf-8") if beside.is_file() else ""
        line = f'fetched = "{at}"'
        facts = _FETCHED.sub(line, facts, count=1) if _FETCHED.search(facts) else f"{line}\n{facts}"
        write_whole(beside, facts.encode())
        new.replace(place)
    return True


def check(path: Path, name: str) -> tuple[int, int, str | None]:
    """Read a file as a rebuild would; return how many documents it holds and can't be read, and the first's title.

    Raises DocumentError where nothing in it can be read.
    """
    reads = [read for read, _ in read_file(path, name)]
    errors = [read for read in reads if isinstance(read, DocumentError)]
    documents = [read for read in reads if not isinstance(read, DocumentError)]
    if not documents:
        raise errors[0] if errors else DocumentError(name, "holds no document")
    return len(documents), len(errors), documents[0].title


def sidecar_of(found: Fetched, listed: Mapping[str, str] = {}) -> str:
    """Return the facts beside what was fetched; ``listed`` is what the feed says of it."""
    lines = [f'url = "{_escaped(found.url)}"', f'fetched = "{found.at}"']
    if listed:
        lines += ["", "[feed]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in listed.items())]
    return "\n".join(lines) + "\n"


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


def write(place: Path, content: bytes) -> None:
    """Write a new file, to the disk. Raises OSError, also where there is one."""
    with open_file(place, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_whole(place: Path, content: bytes) -> None:
    """Write a file of which nobody ever sees a half. One that is there keeps its mode. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix=ASIDE, dir=place.parent) as aside:
        new = Path(aside, place.name)
        write(new, content)
        if place.exists():
            shutil.copymode(place, new)
        new.replace(place)


def _plain(text: str) -> str:
    spaced = "".join(one if unicodedata.category(one)[0] in _KEPT or one == "_" else " " for one in text)
    short_enough = "-".join(spaced.split()).encode()[:_LONGEST].decode("utf-8", "ignore")
    return short_enough.strip("-")


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
                open_file(path, "xb").close()  # takes the name, where it is free
                undo.callback(path.unlink)
            if beside.exists():
                beside.replace(facts)
            new.replace(place)
            undo.pop_all()
            return place


def _escaped(url: str) -> str:
    return url.replace("\\", "%5C").replace('"', "%22")
