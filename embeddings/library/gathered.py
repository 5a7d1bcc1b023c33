"""The documents of a library that is to be built, on the disk: however many they are, few are held in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, MutableMapping
from contextlib import closing, contextmanager
from pathlib import Path

from embeddings.library.store import DOCUMENT, Store, columns_of, document_of
from embeddings.types import Document


class Gathered(MutableMapping[str, Document]):
    """Documents by id, in the order in which they came. Those that a known library has are read from there."""

    def __init__(self, connection: sqlite3.Connection, known: Store | None) -> None:
        self._connection, self._known = connection, known
        connection.execute(f"CREATE TABLE documents (row INTEGER PRIMARY KEY, {DOCUMENT})")
        self._rows: dict[str, int] = {}  # those of the known library are below 0
        self._paths = {} if known is None else known.rows_by_path()
        self._given: dict[str, tuple[Document, int]] = {}

    def of_file(self, path: str) -> list[Document]:
        """Return the documents that the known library has of a file."""
        if self._known is None:
            return []
        found = [(self._known.document(row), row) for row in self._paths.get(path, ())]
        self._given = {one.id: (one, row) for one, row in found}
        return [one for one, _ in found]

    def __setitem__(self, identity: str, document: Document) -> None:
        given, row = self._given.get(identity, (None, 0))
        if given is document:
            self._rows[identity] = -row
            return
        marks = ", ".join("?" * (DOCUMENT.count(",") + 1))
        written = self._connection.execute(f"INSERT INTO documents ({DOCUMENT}) VALUES ({marks})", columns_of(document))
        self._rows[identity] = written.lastrowid or 0

    def __getitem__(self, identity: str) -> Document:
        row = self._rows[identity]
        if row < 0 and self._known is not None:
            return self._known.document(-row)
        query = f"SELECT {DOCUMENT} FROM documents WHERE row = ?"
        return document_of(self._connection.execute(query, (row,)).fetchone())

    def __delitem__(self, identity: str) -> None:
        del self._rows[identity]

    def __contains__(self, identity: object) -> bool:
        return identity in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@contextmanager
def gathering(path: Path, known: Store | None = None) -> Iterator[Gathered]:
    """Give a place for documents: a file that has no name as soon as it is open, and goes with the process."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        gathered = Gathered(connection, known)
        path.unlink()
        connection.execute("BEGIN")
        yield gathered
