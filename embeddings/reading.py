"""The documents' folder -> what is in it, reading only the files that changed since the live snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from embeddings.errors import DocumentError
from embeddings.files import FileRecord, record_file
from embeddings.folders import Root
from embeddings.readers import add_unique, document_files, files_behind, read_file
from embeddings.sources.file import source_folders
from embeddings.types import Document


@dataclass(frozen=True, slots=True)
class Known:
    """Files that were read before, and the documents in each of them, by path."""

    files: Mapping[str, FileRecord] = field(default_factory=dict)
    documents: Mapping[str, Sequence[Document]] = field(default_factory=dict)


NOTHING: Final = Known()


@dataclass(frozen=True, slots=True)
class Reading:
    """What is in a folder: the documents, in the order of their paths, and what was wrong with others.

    ``files`` are those without an error, to be known by the next time; the others will be read again.
    """

    documents: list[Document]
    errors: list[DocumentError]
    files: list[FileRecord]


def read_changed(
    folder: Path, known: Known = NOTHING, progress: Callable[[int, int], None] = lambda *_: None
) -> Reading:
    """Read the documents' folder, and those that its sources.toml names; a known and unchanged file isn't parsed again.

    What comes of it is the same as without anything known. Raises SettingsError where there is no such folder.
    """
    documents: dict[str, Document] = {}
    errors: list[DocumentError] = []
    files: list[FileRecord] = []
    roots = [Root(folder), *source_folders(folder)]
    missing = [root for root in roots[1:] if not root.path.is_dir()]
    places = [(root, *file) for root in roots if root not in missing for file in document_files(root)]
    for number, (root, path, name) in enumerate(places, start=1):
        found, record = _read(path, name, root, known, documents)
        errors += found
        files += [record] if record is not None and not found else []
        progress(number, len(places))
    for root in missing:
        errors.append(DocumentError(root.name, f"its folder {str(root.path)!r} is not there; what it held stays"))
        files += _kept(root, known, documents)
    return Reading(list(documents.values()), errors, files)


def _kept(root: Root, known: Known, documents: dict[str, Document]) -> list[FileRecord]:
    """Add the documents that were known below a root which is gone, for now perhaps; return their files."""
    files = [file for file in known.files.values() if file.path.startswith(f"{root.name}/")]
    for file in files:
        documents |= {one.id: one for one in known.documents.get(file.path, ()) if one.id not in documents}
    return files


def _read(
    path: Path, name: str, root: Root, known: Known, documents: dict[str, Document]
) -> tuple[list[DocumentError], FileRecord | None]:
    before = known.files.get(name)
    record = _record(path, name, root, before)
    if record is not None and before is not None and record.holds == before.holds:
        stored = known.documents.get(name, ())
        whole = len(stored) == before.documents
        if whole and not any(document.id in documents for document in stored):  # else it is read: that tells the line
            documents |= {document.id: document for document in stored}
            return [], record
    count = len(documents)
    errors = add_unique(documents, read_file(path, name, root))
    if record is None or record != _record(path, name, root, before):  # it can't be read, or was written meanwhile
        return errors, None
    return errors, replace(record, documents=len(documents) - count)


def _record(path: Path, name: str, root: Root, before: FileRecord | None) -> FileRecord | None:
    said = repr(root.defaults) if root.defaults.facts() else ""
    try:
        return record_file(path, name, before, beside=files_behind(path, root)[1:], said=said)
    except OSError:  # reading it tells of it
        return None
