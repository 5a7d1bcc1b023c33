"""Documents, passages, statements and terms in one SQLite file; the only door to SQLite for the library.

A passage's row is its number in FAISS and in the keyword index.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import SnapshotError
from embeddings.files import FileRecord
from embeddings.library.keywords import PostingList
from embeddings.library.statement_store import StatementStore, among
from embeddings.library.term_ranges import TermRanges
from embeddings.text.language import base_language
from embeddings.types import Document, Link, Part, Passage, WrittenTurn

DOCUMENT = (
    "id, text, path, title, publisher, author, date, url, visibility, body_start, language, pages, paragraphs, turns,"
    " question, origins, parts, left_out"
)
_LISTS = ("pages", "paragraphs", "left_out", "parts", "turns", "origins")
_TOGETHER = 500  # passages that are looked up with their documents
_ROWS_BY_DOCUMENT = "SELECT passages.row FROM passages JOIN documents ON documents.id = document_id WHERE"
FILE = "path, size, modified, changed, settled, digest, beside, documents"
PASSAGE = 'id, document_id, text, start, "end", paragraph, page, notes'


class Store:
    """One library file, read-only and shared between threads (SQLite serialises them); or one that is being written."""

    def __init__(self, library: Path | sqlite3.Connection) -> None:
        self._connection = _opened(library) if isinstance(library, Path) else library
        self.statements = StatementStore(self._connection)
        self._terms = TermRanges(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def counts(self) -> tuple[int, int, int]:
        """Return how many documents, passages and statements there are."""
        tables = ("documents", "passages", "statements")
        try:
            documents, passages, statements = (
                self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables
            )
        except sqlite3.DatabaseError as error:
            raise SnapshotError(f"library.sqlite is damaged: {error}") from error
        return documents, passages, statements

    def rows(self) -> Sequence[int]:
        """Return the rows of all passages, ascending."""
        last, count = self._connection.execute("SELECT coalesce(max(row), 0), count(*) FROM passages").fetchone()
        first = self._connection.execute("SELECT coalesce(min(row), 1) FROM passages").fetchone()[0]
        if (first, last) == (1, count):  # as they are written: of millions none is read
            return range(1, count + 1)
        return [row for (row,) in self._connection.execute("SELECT row FROM passages ORDER BY row")]

    @cached_property
    def _passage(self) -> str:
        """The columns of a passage; none of a library that was made before has notes."""
        columns = {name for _, name, *_ in self._connection.execute("PRAGMA table_info(passages)")}
        return PASSAGE if "notes" in columns else PASSAGE.replace("notes", "''")

    def rows_by_id(self) -> dict[str, int]:
        """Return the rows of all passages, by their ids."""
        return dict(self._connection.execute("SELECT id, row FROM passages ORDER BY row"))

    def passages(self, rows: Iterable[int]) -> dict[int, Passage]:
        """Return the passages of these rows."""
        found = among(self._connection, f"SELECT row, {self._passage} FROM passages WHERE row IN", rows)
        return {row: Passage(*values) for row, *values in found}

    def documents(self, ids: Iterable[str] | None = None, *, private: bool = False) -> dict[str, Document]:
        """Return the documents with these ids, or all of them; private ones only where ``private`` is allowed."""
        if ids is None:
            found: Iterator[Any] = self._connection.execute(f"SELECT {DOCUMENT} FROM documents ORDER BY row")
        else:
            found = among(self._connection, f"SELECT {DOCUMENT} FROM documents WHERE id IN", ids)
        documents = map(document_of, found)
        return {document.id: document for document in documents if private or document.visibility == "public"}

    def newest(self) -> Iterator[Document]:
        """Yield the public documents, the newest first, those without a date last; few are held at a time."""
        query = "SELECT row FROM documents WHERE visibility = 'public' ORDER BY coalesce(date, '') DESC, id DESC"
        for (row,) in self._connection.execute(query):
            yield self.document(row)

    def document(self, row: int) -> Document:
        """Return the document of a row."""
        return document_of(
            self._connection.execute(f"SELECT {DOCUMENT} FROM documents WHERE row = ?", (row,)).fetchone()
        )

    def documents_of_file(self, path: str) -> list[Document]:
        """Return the documents of a file, which are looked for among all."""
        found = self._connection.execute(f"SELECT {DOCUMENT} FROM documents WHERE path = ? ORDER BY row", (path,))
        return list(map(document_of, found))

    def rows_by_path(self) -> dict[str, list[int]]:
        """Return the rows of the documents of each file."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for path, row in self._connection.execute("SELECT path, row FROM documents ORDER BY row"):
            found[path].append(row)
        return found

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the titles of these documents, empty where they have none."""
        return dict(among(self._connection, "SELECT id, coalesce(title, '') FROM documents WHERE id IN", ids))

    def dates(self, ids: Iterable[str]) -> dict[str, str | None]:
        """Return the dates of these documents, None where they have none."""
        return dict(among(self._connection, "SELECT id, date FROM documents WHERE id IN", ids))

    @cached_property
    def private_ids(self) -> frozenset[str]:
        """The ids of the private documents."""
        query = "SELECT id FROM documents WHERE visibility = 'private'"
        return frozenset(identity for (identity,) in self._connection.execute(query))

    @cached_property
    def public_rows(self) -> NDArray[np.int64]:
        """The rows of the passages of the public documents, ascending."""
        query = f"{_ROWS_BY_DOCUMENT} visibility = 'public'"
        return np.sort(np.array([row for (row,) in self._connection.execute(query)], dtype=np.int64))

    @cached_property
    def rows_by_language(self) -> Mapping[str, NDArray[np.int64]]:
        """The rows of the passages in each language, ascending; those of which it is not known are left out."""
        return self._by_language("1")

    @cached_property
    def public_rows_by_language(self) -> Mapping[str, NDArray[np.int64]]:
        """The same of the public documents."""
        return self._by_language("visibility = 'public'") if self.private_ids else self.rows_by_language

    def languages_of(self, rows: Sequence[int]) -> list[str | None]:
        """Return the languages of the passages of these rows, None where they are not known."""
        codes, languages = self._languages
        return [languages[code] for code in codes[np.asarray(rows, dtype=np.int64)].tolist()]

    @cached_property
    def _languages(self) -> tuple[NDArray[np.uint16], Sequence[str | None]]:
        """The language of each row, as a number, and what each number stands for: no question looks for it again."""
        codes = np.zeros(1 + (self.rows() or [0])[-1], dtype=np.uint16)
        for code, rows in enumerate(self.rows_by_language.values(), start=1):
            codes[rows] = code
        return codes, (None, *self.rows_by_language)

    def _by_language(self, condition: str) -> dict[str, NDArray[np.int64]]:
        query = f"{_ROWS_BY_DOCUMENT} {condition}".replace("SELECT", "SELECT language,", 1)
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for language, row in self._connection.execute(query):
            if (code := base_language(language)) is not None:
                rows[code].append(row)
        return {language: np.sort(np.array(found, dtype=np.int64)) for language, found in sorted(rows.items())}

    def passages_of(self, document_id: str) -> dict[int, Passage]:
        """Return the passages of a document by their rows, in their order."""
        query = f"SELECT row, {self._passage} FROM passages WHERE document_id = ? ORDER BY row"
        return {row: Passage(*values) for row, *values in self._connection.execute(query, (document_id,))}

    def in_documents(self, rows: Iterable[int]) -> Iterator[tuple[int, Document, Passage]]:
        """Yield passages with their rows and documents, in the order of these rows; few are held at a time."""
        wanted = iter(rows)
        while some := list(islice(wanted, _TOGETHER)):
            passages = self.passages(some)
            documents = self.documents((one.document_id for one in passages.values()), private=True)
            yield from ((row, documents[passages[row].document_id], passages[row]) for row in some)

    def every_passage(self) -> Iterator[tuple[int, Passage]]:
        """Yield every passage with its row, in their order."""
        for row, *values in self._connection.execute(f"SELECT row, {self._passage} FROM passages ORDER BY row"):
            yield row, Passage(*values)

    def files(self) -> dict[str, FileRecord]:
        """Return the files that were read without an error, by their paths."""
        found = self._connection.execute(f"SELECT {FILE} FROM files")
        return {values[0]: FileRecord(*values) for values in found}

    def also_in(self, document_id: str) -> list[Link]:
        """Return the documents with the same words, or nearly, as one has; the earliest first, undated ones last."""
        query = "SELECT other_id, same FROM copies WHERE document_id = ? ORDER BY place"
        return [Link(other, bool(same)) for other, same in self._connection.execute(query, (document_id,))]

    def duplicates(self) -> list[tuple[str, str, bool]]:
        """Return each two documents that are linked, by id, and whether their words are the same; these come first."""
        query = (
            "SELECT DISTINCT min(document_id, other_id) AS one, max(document_id, other_id) AS other, same FROM copies"
            " ORDER BY same DESC, one, other"
        )
        return [(one, other, bool(same)) for one, other, same in self._connection.execute(query)]

    def postings(self, wanted: Sequence[str]) -> dict[str, PostingList]:
        """Return where the postings of the terms stand; a term that no passage holds is left out."""
        found = among(self._connection, "SELECT term, first, count FROM terms WHERE term IN", wanted)
        return {term: PostingList(first, count) for term, first, count in found}

    def terms_between(self, letters: Iterable[str], shortest: int, longest: int) -> list[str]:
        """Return the terms that begin with one of some letters and have so many, in order."""
        return self._terms.between(letters, shortest, longest)

    def vocabulary(self) -> dict[str, PostingList]:
        """Return every term, in the order of the postings, and where these stand."""
        found = self._connection.execute("SELECT term, first, count FROM terms ORDER BY first")
        return {term: PostingList(first, count) for term, first, count in found}

    def publishers(self) -> list[str]:
        """Return the names of the publishers."""
        query = "SELECT DISTINCT publisher FROM documents WHERE publisher IS NOT NULL ORDER BY publisher"
        return [name for (name,) in self._connection.execute(query)]

    def rows_of_publishers(self, names: Sequence[str]) -> list[int]:
        """Return the rows of the passages of these publishers' documents, ascending."""
        found = among(self._connection, f"{_ROWS_BY_DOCUMENT} publisher IN", names)
        return sorted(row for (row,) in found)

    def rows_of_documents(self, ids: Iterable[str]) -> list[int]:
        """Return the rows of the passages of these documents, ascending."""
        return sorted(row for (row,) in among(self._connection, f"{_ROWS_BY_DOCUMENT} documents.id IN", ids))

    def rows_between(self, after: str | None, before: str | None) -> list[int]:
        """Return the rows of the passages dated on or after one ISO date, and wholly before another, ascending."""
        last_day = "date || substr('-12-31', length(date) - 3)"  # of a year, or a month, that is all that is known
        query = f"{_ROWS_BY_DOCUMENT} date >= ? AND date < ? AND {last_day} < ?"
        until = before or "A"
        return sorted(row for (row,) in self._connection.execute(query, (after or "", until, until)))


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def columns_of(document: Document) -> list[object]:
    """Return the columns that a document is kept in."""
    return values_of(document, DOCUMENT)


def document_of(values: Sequence[Any]) -> Document:
    """Return a document from the columns that it is kept in."""
    row = dict(zip(DOCUMENT.split(", "), values, strict=True))
    row |= {key: () if row[key] == "[]" else tuple(json.loads(row[key])) for key in _LISTS}  # most are empty
    row["parts"] = tuple(Part(**part) for part in row["parts"])
    row["turns"] = tuple(map(_turn, row["turns"]))
    row["origins"] = tuple(map(tuple, row["origins"]))
    row["question"] = bool(row["question"])
    return Document(**row)


def _turn(values: Mapping[str, Any]) -> WrittenTurn:
    writer = None if values["writer"] is None else tuple(values["writer"])
    return WrittenTurn(writer, tuple(map(tuple, values["words"])), values["asks"])


def values_of(record: Document | Passage | FileRecord, columns: str) -> list[object]:
    """Return what is written of a record in these columns."""
    names = (name.strip('"') for name in columns.split(", "))
    return [_column(getattr(record, name)) for name in names]


def _column(value: object) -> object:
    return json.dumps(value, default=asdict) if isinstance(value, tuple) else value
