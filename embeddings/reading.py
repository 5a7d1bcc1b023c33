"""The documents' folder -> what is in it, reading only the files that changed since the live snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from embeddings.errors import DocumentError
from embeddings.files import FileRecord, record_file
from embeddings.readers import add_unique, document_files, files_behind, read_file
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
    """Read the documents' folder; a file that is known and unchanged is not parsed again.

    What comes of it is the same as without anything known. Raises SettingsError where there is no such folder.
    """
    documents: dict[str, Document] = {}
    errors: list[DocumentError] = []
    files: list[FileRecord] = []
    paths = list(document_files(folder))
    for number, (path, name) in enumerate(paths, start=1):
        found, record = _read(path, name, known, documents)
        errors += found
        files += [record] if record is not None and not found else []
        progress(number, len(paths))
    return Reading(list(documents.values()), errors, files)


def _read(
    path: Path, name: str, known: Known, documents: dict[str, Document]
) -> tuple[list[DocumentError], FileRecord | None]:
    before = known.files.get(name)
    record = _record(path, name, before)
    if record is not None and before is not None and record.holds == before.holds:
        stored = known.documents.get(name, ())
        whole = len(stored) == before.documents
        if whole and not any(document.id in documents for document in stored):  # else it is read: that tells the line
            documents |= {document.id: document for document in stored}
            return [], record
    count = len(documents)
    errors = add_unique(documents, read_file(path, name))
    if record is None or record != _record(path, name, before):  # it can't be read, or was written meanwhile
        return errors, None
    return errors, replace(record, documents=len(documents) - count)


def _record(path: Path, name: str, before: FileRecord | None) -> FileRecord | None:
    try:
        return record_file(path, name, before, beside=files_behind(path, name)[1:])
    except OSError:  # reading it tells of it
        return None
