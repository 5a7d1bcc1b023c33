"""The documents' folder -> what is in it, reading only the files that changed since the live snapshot."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from embeddings.errors import DocumentError
from embeddings.files import FileRecord, record_file
from embeddings.readers.folder import Read, add_unique, check_place, document_files, files_behind, read_file
from embeddings.readers.folders import Root
from embeddings.sources.file import source_folders
from embeddings.types import Document


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """Files that were read before, and the documents in each of them, by path."""

    files: Mapping[str, FileRecord] = field(default_factory=dict)
    documents: Callable[[str], Sequence[Document]] = lambda _: ()


NOTHING: Final = KnownFiles()
_AT_ONCE: Final = min(4, os.cpu_count() or 1)  # files
_WAITING: Final = 4 * _AT_ONCE


@dataclass(frozen=True, slots=True)
class Reading:
    """What is in a folder: the documents, in the order of their paths, and what was wrong with others.

    ``files`` are those without an error, to be known by the next time; the others will be read again.
    """

    documents: Collection[Document]
    errors: list[DocumentError]
    files: list[FileRecord]


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file that is to be read, the folder that it was found below, and its name."""

    root: Root
    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class ReadBefore:
    """What was made of a file, and what it and those beside it held (FileRecord.holds), as far as that is known."""

    holds: tuple[str, str] | None
    reads: list[Read]


# Files -> what was made of each elsewhere, in their order.
ReadAhead = Callable[[Sequence[FilePlace]], Sequence[ReadBefore]]


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file as it is: ``record`` is None where it can't be relied on, ``reads`` where it is as it was."""

    place: FilePlace
    record: FileRecord | None
    reads: list[Read] | None


def read_changed(
    folder: Path,
    known: KnownFiles = NOTHING,
    progress: Callable[[int, int], None] = lambda *_: None,
    ahead: ReadAhead | None = None,
    documents: MutableMapping[str, Document] | None = None,
) -> Reading:
    """Read the documents' folder, and those that its sources.toml names; a known and unchanged file isn't parsed again.

    What comes of it is the same as without anything known, and without anything read ``ahead``: that counts only where
    the file is the same here. They are put into ``documents``, which may keep them elsewhere than in memory. Raises
    SettingsError where there is no such folder.
    """
    documents = {} if documents is None else documents
    errors: list[DocumentError] = []
    files: list[FileRecord] = []
    missing, places = _places(folder)
    before = {} if ahead is None else _ahead([place for place in places if _is_new(place, known)], ahead)
    threads = ThreadPoolExecutor(_AT_ONCE)  # what takes long is done in child processes
    try:
        looks = _in_turn(threads, lambda place: _look(place, known, before), places)
        for number, looked in enumerate(looks, start=1):
            found, record = _take(looked, known, documents)
            errors += found
            files += [record] if record is not None and not found else []
            progress(max(number, len(before)), len(places))
    finally:
        threads.shutdown(cancel_futures=True)
    for root in missing:
        errors.append(DocumentError(root.name, f"its folder {str(root.path)!r} is not there; what it held stays"))
        files += _kept(root, known, documents)
    return Reading(documents.values(), errors, files)


def _places(folder: Path) -> tuple[list[Root], list[FilePlace]]:
    """Return the folders that are not there, and the files of the others."""
    roots = [Root(folder), *source_folders(folder)]
    missing = [root for root in roots[1:] if not root.path.is_dir()]
    return missing, [FilePlace(root, *file) for root in roots if root not in missing for file in document_files(root)]


def _in_turn(
    threads: ThreadPoolExecutor, look: Callable[[FilePlace], _Looked], places: Iterable[FilePlace]
) -> Iterator[_Looked]:
    """Yield what was found in each file, in their order; what waits to be taken is a few files at the most."""
    waiting = deque[Future[_Looked]]()
    for place in places:
        waiting.append(threads.submit(look, place))
        if len(waiting) > _WAITING:
            yield waiting.popleft().result()
    yield from (one.result() for one in waiting)


def _kept(root: Root, known: KnownFiles, documents: MutableMapping[str, Document]) -> list[FileRecord]:
    """Add the documents that were known below a root which is gone, for now perhaps; return their files."""
    files = [file for file in known.files.values() if file.path.startswith(f"{root.name}/")]
    for file in files:
        documents.update({one.id: one for one in known.documents(file.path) if one.id not in documents})
    return files


def _ahead(places: Sequence[FilePlace], ahead: ReadAhead) -> dict[FilePlace, ReadBefore]:
    return dict(zip(places, ahead(places), strict=True))


def _is_new(place: FilePlace, known: KnownFiles) -> bool:
    try:
        check_place(place.path, place.name, place.root)
    except DocumentError:
        return False  # reading it here tells of it
    before = known.files.get(place.name)
    record = None if before is None else _record(place, before)
    return before is None or record is None or record.holds != before.holds


def _look(place: FilePlace, known: KnownFiles, ahead: Mapping[FilePlace, ReadBefore]) -> _Looked:
    """Read a file, unless it is known and unchanged, or was read ahead and is the same here."""
    before = known.files.get(place.name)
    try:
        check_place(place.path, place.name, place.root)  # before it is opened
    except DocumentError:
        return _Looked(place, None, list(read_file(place.path, place.name, place.root)))  # which tells of it
    record = _record(place, before)
    if record is not None and before is not None and record.holds == before.holds:
        return _Looked(place, record, None)
    early = ahead.get(place)
    is_same = early is not None and record is not None and early.holds == record.holds
    reads = early.reads if early is not None and is_same else list(read_file(place.path, place.name, place.root))
    same = record is not None and record == _record(place, before)  # else it was written meanwhile, or can't be read
    return _Looked(place, record if same else None, reads)


def read_elsewhere(place: FilePlace) -> ReadBefore:
    """Read a file for another process, which compares what it held with what it holds there."""
    if _is_new(place, NOTHING):
        record = _record(place, None)  # before it is read: what is written meanwhile is another file for whoever asked
        holds = None if record is None else record.holds
        return ReadBefore(holds, list(read_file(place.path, place.name, place.root)))
    return ReadBefore(None, [])


def _take(
    looked: _Looked, known: KnownFiles, documents: MutableMapping[str, Document]
) -> tuple[list[DocumentError], FileRecord | None]:
    place, record, reads = looked.place, looked.record, looked.reads
    if reads is None and record is not None:
        stored = known.documents(place.name)
        whole = len(stored) == record.documents
        if whole and not any(document.id in documents for document in stored):  # else it is read: that tells the line
            documents.update({document.id: document for document in stored})
            return [], record
    count = len(documents)
    errors = add_unique(documents, read_file(place.path, place.name, place.root) if reads is None else reads)
    return errors, None if record is None else replace(record, documents=len(documents) - count)


def _record(place: FilePlace, before: FileRecord | None) -> FileRecord | None:
    root = place.root
    said = repr(root.defaults) if root.defaults.facts() else ""
    try:
        return record_file(place.path, place.name, before, beside=files_behind(place.path, root)[1:], said=said)
    except OSError:  # reading it tells of it
        return None
