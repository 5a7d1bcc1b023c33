"""Documents, passages and their keyword index in one SQLite file; the only door to SQLite for the library.

A passage's row is its number in FAISS. The keyword index is FTS5's: BM25 over the terms of title and text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from embeddings.errors import SnapshotError
from embeddings.terms import terms
from embeddings.types import Document, Passage

TITLE_WEIGHT = 1.0

_SCHEMA = """
CREATE TABLE documents (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, path TEXT NOT NULL, title TEXT,
    publisher TEXT, author TEXT, date TEXT, url TEXT, body_start INTEGER NOT NULL
) STRICT;
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL REFERENCES documents (id),
    text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, paragraph INTEGER NOT NULL, page INTEGER
) STRICT;
CREATE INDEX passages_by_document ON passages (document_id, start);
CREATE VIRTUAL TABLE keywords USING fts5 (
    title, text, content = '', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (keywords, row);
"""
_DOCUMENT = "id, text, path, title, publisher, author, date, url, body_start"
_PASSAGE = 'id, document_id, text, start, "end", paragraph, page'


class Store:
    """One library file, read-only and shared between threads (SQLite serialises them)."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def counts(self) -> tuple[int, int]:
        """Return how many documents and how many passages there are."""
        query = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
        try:
            documents, passages = self._connection.execute(query).fetchone()
        except sqlite3.DatabaseError as error:
            raise SnapshotError(f"library.sqlite is damaged: {error}") from error
        return documents, passages

    def rows(self) -> list[int]:
        """Return the rows of all passages, ascending."""
        return [row for (row,) in self._connection.execute("SELECT row FROM passages ORDER BY row")]

    def passages(self, rows: Iterable[int]) -> dict[int, Passage]:
        """Return the passages of these rows."""
        wanted = list(rows)
        found = self._select(f"SELECT row, {_PASSAGE} FROM passages WHERE row IN", wanted)
        return {row: Passage(*values) for row, *values in found}

    def documents(self, ids: Iterable[str] | None = None) -> dict[str, Document]:
        """Return the documents with these ids, or all of them."""
        if ids is None:
            found = self._connection.execute(f"SELECT {_DOCUMENT} FROM documents ORDER BY row").fetchall()
        else:
            found = self._select(f"SELECT {_DOCUMENT} FROM documents WHERE id IN", list(dict.fromkeys(ids)))
        return {values[0]: Document(**dict(zip(_DOCUMENT.split(", "), values, strict=True))) for values in found}

    def search(self, wanted: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """Return at most ``limit`` rows that hold any of the terms, with their BM25 (higher is better), best first."""
        if not wanted:
            return []
        query = " OR ".join(f'"{term}"' for term in wanted)  # a term holds letters, digits and marks only
        found = self._connection.execute(
            "SELECT rowid, -bm25(keywords, ?, 1.0) AS score FROM keywords WHERE keywords MATCH ?"
            " ORDER BY score DESC, rowid LIMIT ?",
            (TITLE_WEIGHT, query, limit),
        )
        return [(row, score) for row, score in found]

    def frequencies(self, wanted: Sequence[str]) -> dict[str, int]:
        """Return in how many passages, or their titles, each of the terms stands."""
        found = dict(self._select("SELECT term, doc FROM vocabulary WHERE term IN", wanted))
        return {term: int(found.get(term, 0)) for term in wanted}

    def _select(self, query: str, values: Sequence[object]) -> list[Any]:
        marks = ", ".join("?" * len(values))
        return self._connection.execute(f"{query} ({marks})", values).fetchall()


def write_store(path: Path, documents: Iterable[Document], passages: Iterable[Passage]) -> None:
    """Write a new library file. Passages get the rows 1, 2, 3, … in the order given."""
    titles = {}
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
        connection.execute("BEGIN")
        for document in documents:
            titles[document.id] = document.title
            _insert(
                connection,
                f"documents ({_DOCUMENT})",
                [getattr(document, name) for name in _DOCUMENT.split(", ")],
            )
        for row, passage in enumerate(passages, start=1):
            values = [getattr(passage, name.strip('"')) for name in _PASSAGE.split(", ")]
            _insert(connection, f"passages (row, {_PASSAGE})", [row, *values])
            _insert(
                connection,
                "keywords (rowid, title, text)",
                [row, *map(_searchable, (titles[passage.document_id], passage.text))],
            )
        connection.execute("COMMIT")
        connection.execute("INSERT INTO keywords (keywords) VALUES ('optimize')")
    finally:
        connection.close()


def _searchable(text: str | None) -> str:
    return " ".join(terms(text or ""))


def _insert(connection: sqlite3.Connection, target: str, values: Sequence[object]) -> None:
    connection.execute(f"INSERT INTO {target} VALUES ({', '.join('?' * len(values))})", values)
