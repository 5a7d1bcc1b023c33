"""A library file as it is written: documents and passages first, and what is made of them as it comes.

What is in it already can be read meanwhile, by the same connection, which threads share.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from embeddings.files import FileRecord
from embeddings.library.keywords import PostingList
from embeddings.library.statement_store import SCHEMA as STATEMENTS
from embeddings.library.statement_store import KeptStatements, StatementWriter
from embeddings.library.store import DOCUMENT, FILE, PASSAGE, Store, values_of
from embeddings.naming.aliases import NO_ALIASES, Aliases
from embeddings.types import Document, Link, Passage, Statement

_SCHEMA = """
CREATE TABLE documents (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, path TEXT NOT NULL, title TEXT,
    publisher TEXT, author TEXT, date TEXT, url TEXT, visibility TEXT NOT NULL, body_start INTEGER NOT NULL,
    language TEXT, pages TEXT NOT NULL, paragraphs TEXT NOT NULL, turns TEXT NOT NULL, question INTEGER NOT NULL,
    origins TEXT NOT NULL, parts TEXT NOT NULL, left_out TEXT NOT NULL
) STRICT;
CREATE INDEX private_documents ON documents (id) WHERE visibility = 'private';
CREATE INDEX documents_by_facts ON documents (date, visibility, language, id);
CREATE INDEX documents_by_publisher ON documents (publisher, id);
CREATE TABLE copies (document_id TEXT NOT NULL REFERENCES documents (id), place INTEGER NOT NULL,
    other_id TEXT NOT NULL REFERENCES documents (id), same INTEGER NOT NULL, PRIMARY KEY (document_id, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL REFERENCES documents (id),
    text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, paragraph INTEGER NOT NULL, page INTEGER,
    notes TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_document ON passages (document_id, start);
CREATE TABLE terms (term TEXT PRIMARY KEY, first INTEGER NOT NULL, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
    settled INTEGER NOT NULL, digest TEXT NOT NULL, beside TEXT NOT NULL, documents INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""


class LibraryWriter:
    """One library file that is being written. Passages get the rows 1, 2, 3, … in the order in which they come."""

    def __init__(self, connection: sqlite3.Connection, aliases: Aliases) -> None:
        self._connection = connection
        self.store = Store(connection)
        self.statements = StatementWriter(connection, aliases)
        self.documents = self.passages = 0

    def add(self, document: Document, passages: Iterable[Passage] = ()) -> None:
        """Write a document, and the passages of it, or any."""
        self._insert(f"documents ({DOCUMENT})", [values_of(document, DOCUMENT)])
        self.documents += 1
        self.split(passages)

    def split(self, passages: Iterable[Passage]) -> None:
        """Write passages of documents that are written."""
        numbered = ((row, *values_of(one, PASSAGE)) for row, one in enumerate(passages, start=self.passages + 1))
        self.passages += self._insert(f"passages (row, {PASSAGE})", numbered)

    def link(self, duplicates: Iterable[tuple[str, Sequence[Link]]]) -> None:
        """Write which documents have the same words, or nearly."""
        links = (
            (identity, place, link.document_id, link.same)
            for identity, others in duplicates
            for place, link in enumerate(others)
        )
        self._insert("copies (document_id, place, other_id, same)", links)

    def name(self, vocabulary: Mapping[str, PostingList]) -> None:
        """Write the terms, and where their postings stand."""
        found = ((term, postings.first, postings.count) for term, postings in vocabulary.items())
        self._insert("terms (term, first, count)", found)

    def note(self, files: Iterable[FileRecord]) -> None:
        """Write which files were read."""
        self._insert(f"files ({FILE})", (values_of(file, FILE) for file in files))

    def take(self, kept: KeptStatements) -> int:
        """Write statements as another library keeps them, and return how many they are."""
        return kept.write(self._connection)

    def _insert(self, target: str, rows: Iterable[Sequence[object]]) -> int:
        marks = ", ".join("?" * (target.count(",") + 1))
        return self._connection.executemany(f"INSERT INTO {target} VALUES ({marks})", rows).rowcount


@contextmanager
def writing(path: Path, aliases: Aliases = NO_ALIASES) -> Iterator[LibraryWriter]:
    """Give a new library file to write, which is whole when this ends. Raises OSError where the disk is full."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA} {STATEMENTS}")
        connection.execute("BEGIN")
        yield LibraryWriter(connection, aliases)
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, str(error), str(path)) from error
    finally:
        connection.close()


def write_store(
    path: Path,
    documents: Collection[Document],
    passages: Iterable[Passage],
    vocabulary: Mapping[str, PostingList],
    statements: Mapping[str, Sequence[Statement]] | KeptStatements = MappingProxyType({}),
    aliases: Aliases = NO_ALIASES,
    files: Iterable[FileRecord] = (),
    duplicates: Mapping[str, Sequence[Link]] = MappingProxyType({}),
) -> int:
    """Write a new library file of what is there as a whole. Passages get the rows 1, 2, 3, … in the order given.

    ``statements`` and ``duplicates`` are given by the document's id. Returns how many statements were written: those
    in a passage. Raises OSError where the disk is full.
    """
    with writing(path, aliases) as library:
        for document in documents:
            library.add(document)
        library.link(duplicates.items())
        library.split(passages)
        library.name(vocabulary)
        library.note(files)
        if isinstance(statements, KeptStatements):
            return library.take(statements)
        private = {document.id for document in documents if document.visibility == "private"}
        for identity, said in statements.items():
            library.statements.add(identity, said, private=identity in private)
        return library.statements.finish(private=bool(private))
