"""The documents' folder -> documents. A bad one is named with file and line; the others are still read."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final, Literal
from unicodedata import normalize

from embeddings.errors import DocumentError, SettingsError
from embeddings.naming.aliases import FILE as ALIASES
from embeddings.owner import write_file
from embeddings.readers.collection import read_collection
from embeddings.readers.decode import decode
from embeddings.readers.draft import Draft
from embeddings.readers.facts import NO_SIDECAR, Sidecar, make_document, read_sidecar, without_a_say
from embeddings.readers.faq import read_faq
from embeddings.readers.folders import EXPECTED, LARGEST, Root, folder_files, read_defaults
from embeddings.readers.folders import FILE as DEFAULTS
from embeddings.readers.given import given_facts
from embeddings.readers.kinds import Kind, kind_of
from embeddings.readers.litter import is_litter
from embeddings.readers.ocr import ocr_languages
from embeddings.readers.plain import read_text
from embeddings.readers.pool import POOL
from embeddings.toml import is_there, read_toml
from embeddings.types import Document

Read = tuple[Document | DocumentError, int | None]  # and its line, where there are several in a file

# Recorded in the manifest: another value means that every file is read anew. Raise it with every change of what is
# made of a file; with the languages of OCR scans are read that were not.
READER: Final = " ".join(("29", *ocr_languages()))

SIDECAR: Final = ".meta.toml"
_LARGEST: Final[dict[Kind, int]] = {"collection": 16 << 30, "mbox": 2 << 30, "pdf": 512 << 20}  # bytes of a file
_LARGE = 64 << 20  # bytes of a file of another kind
_MOST_ERRORS = 1000  # of one file, that are told one by one
_FORMS: Final[tuple[Literal["NFC", "NFD"], ...]] = ("NFC", "NFD")
_OURS = (ALIASES, "sources.toml")
_OTHERS: Final[tuple[tuple[Callable[[Path], bool], str], ...]] = (
    (Path.is_dir, "a folder"),
    (Path.is_fifo, "a pipe"),
    (Path.is_socket, "a socket"),
    (Path.exists, "a device"),
)


def read_documents(folder: Path) -> tuple[list[Document], list[DocumentError]]:
    """Read every document below ``folder``, in the order of their paths.

    Raises SettingsError where there is no such folder; whatever is wrong with one document is returned.
    """
    documents: dict[str, Document] = {}
    errors: list[DocumentError] = []
    for path, name in document_files(Root(folder)):
        errors += add_unique(documents, read_file(path, name))
    return list(documents.values()), errors


def add_unique(documents: MutableMapping[str, Document], reads: Iterable[Read]) -> list[DocumentError]:
    """Add what was read to ``documents``, by id; return the errors, among them those of an id that is taken."""
    errors = []
    for read, line in reads:
        if isinstance(read, DocumentError):
            errors.append(read)
        elif read.id in documents:
            why = f"the id {read.id!r} is already that of {documents[read.id].path}"
            errors.append(DocumentError(read.path, why, line=line))
        else:
            documents[read.id] = read
    return errors


def document_files(root: Root) -> Iterator[tuple[Path, str]]:
    """Yield every file below a root that is to be read, with its name, in the order of the paths.

    Raises SettingsError where there is no such folder.
    """
    folder = root.path
    if not folder.is_dir():
        raise SettingsError(
            f"There is no documents' folder {str(folder)!r}. Create it, or name another in ONRECORD_SEEDS."
        )
    for path in sorted(folder.rglob("*")):
        name = root.name_of(path)
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.name.lower() == DEFAULTS != path.name:
            raise SettingsError(f"{name} is not read. Rename it to {DEFAULTS}, or to something else.")
        ours = name in _OURS or path.name == DEFAULTS or path.name.endswith(SIDECAR)
        folder_itself = path.is_dir() and not path.is_symlink()
        passed_over = hidden or ours or path.name.lower() == "readme.md" or is_litter(path.relative_to(folder).parts)
        if not passed_over and not folder_itself:
            yield path, name  # a pipe, too: reading it tells that it is left out


def files_behind(path: Path, root: Root) -> list[Path]:
    """Return the files that decide what is made of the file ``path``: itself, and those that say more about it.

    Not all of them need be there.
    """
    return [path, *_sidecars(path), *folder_files(path, root)]


def read_file(path: Path, name: str, root: Root | None = None) -> Iterator[Read]:
    """Yield what is in one file, document by document; whatever is wrong is yielded, too.

    ``root`` is the folder that it was found below; without it, the one that ``name`` is relative to.
    """
    try:
        name.encode()
        yield from _told(_read_file(path, name, root or Root(path.parents[len(Path(name).parts) - 1])), name)
    except DocumentError as error:
        yield error, None
    except UnicodeEncodeError:
        yield DocumentError(ascii(name), "its name is not UTF-8; rename the file"), None
    except (OSError, EOFError, zlib.error) as error:
        yield DocumentError(name, f"can't be read: {error}"), None


def read_content(content: bytes, name: str, facts: Mapping[str, Any]) -> list[Document | DocumentError]:
    """Read what came from elsewhere than a file, as one named ``name``; ``facts`` come before what it says itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "content").with_suffix(Path(name).suffix)
        write_file(path, content)
        try:
            stated = given_facts(facts, name)
            given = Sidecar(stated.facts, wrong=stated.wrong)
            drafts = list(_drafts(kind_of(path, name), path, name))
            return [one if isinstance(one, DocumentError) else make_document(one, name, given) for one in drafts]
        except DocumentError as error:
            return [error]


def _told(reads: Iterable[Read], name: str) -> Iterator[Read]:
    """Pass on what was read, and of what is wrong in it the first, and how many more there are."""
    count = 0
    for read, line in reads:
        count += isinstance(read, DocumentError)
        if count <= _MOST_ERRORS or not isinstance(read, DocumentError):
            yield read, line
    if count > _MOST_ERRORS:
        yield DocumentError(name, f"has {count - _MOST_ERRORS:,} more of them that can't be read"), None


def _read_file(path: Path, name: str, root: Root) -> Iterator[Read]:
    check_place(path, name, root)
    kind = kind_of(path, name)
    size, most = path.stat().st_size, _LARGEST.get(kind, _LARGE)
    if size > most:
        raise DocumentError(name, f"is of {size >> 20:,} MB, and at most {most >> 20:,} MB are read; split it")
    sidecar, defaults = _sidecar(path, name), read_defaults(path, root)
    for found in _drafts(kind, path, name):
        if isinstance(found, DocumentError):
            yield found, found.line
        else:
            from_afar = sidecar.fetched is not None or root.is_from_afar(name)
            said = without_a_say(found) if from_afar else found
            yield make_document(said, name, sidecar, defaults, root.defaults), found.line


def check_place(path: Path, name: str, root: Root) -> None:
    """Raise DocumentError where a file is a link that is not followed: only what is below the root is opened.

    A pipe, a socket or a device would keep whoever opens it waiting, itself or behind a link.
    """
    if path.is_symlink() and not path.is_file():
        raise DocumentError(name, f"is a link to {_what(path)}; it is not followed")
    if path.exists() and not path.is_file():
        raise DocumentError(name, f"is {_what(path)}; it is not opened")
    if not path.resolve().is_relative_to(root.path.resolve()):
        raise DocumentError(name, "is a link that leads out of the documents' folder; it is not followed")


def _what(path: Path) -> str:
    return next((what for is_that, what in _OTHERS if is_that(path)), "nothing")


def _drafts(kind: Kind, path: Path, name: str) -> Iterator[Draft | DocumentError]:
    if kind == "collection":
        yield from read_collection(path, name)
    elif kind == "faq":
        yield from read_faq(decode(path.read_bytes(), name), name)
    elif kind == "text":
        yield read_text(decode(path.read_bytes(), name), name)
    else:
        yield from POOL.read(kind, path.absolute(), name)


def _sidecar(path: Path, name: str) -> Sidecar:
    """Return the facts that stand in a file beside a document's own: report.pdf.meta.toml, or report.meta.toml."""
    for beside in _sidecars(path):
        place = Path(name).with_name(beside.name).as_posix()
        if is_there(beside, place):
            return read_sidecar(read_toml(beside, place, EXPECTED, largest=LARGEST)[0], place)
    return NO_SIDECAR


def _sidecars(path: Path) -> list[Path]:
    """Return where a sidecar may be: its name may be written in the other form of Unicode."""
    names = [name + SIDECAR for name in (path.name, path.stem)]
    names += [normalize(form, name) for name in names for form in _FORMS]
    return [path.with_name(name) for name in dict.fromkeys(names)]
