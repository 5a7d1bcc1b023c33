"""The statements of a library file: who said what, found by passage, by place and by speaker."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import islice
from operator import attrgetter
from typing import Any

from embeddings.library.register import KnownSpeaker, SpeakerRegister, join_surnames
from embeddings.naming.aliases import Aliases
from embeddings.naming.names import shorter_forms
from embeddings.naming.scripts import sounds_like
from embeddings.types import Speaker, Statement

SCHEMA = """
CREATE TABLE statements (
    row INTEGER PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id),
    first INTEGER NOT NULL, last INTEGER NOT NULL, quote TEXT NOT NULL,
    name TEXT, as_written TEXT, speaker_start INTEGER, speaker_end INTEGER, role TEXT,
    cue TEXT, cue_start INTEGER, cue_end INTEGER, kind TEXT NOT NULL, speaker TEXT REFERENCES speakers (key)
) STRICT;
CREATE INDEX statements_by_place ON statements (document_id, first);
CREATE INDEX statements_by_speaker ON statements (speaker);
CREATE TABLE statement_passages (
    passage INTEGER NOT NULL REFERENCES passages (row), statement INTEGER NOT NULL REFERENCES statements (row),
    PRIMARY KEY (passage, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX passages_by_statement ON statement_passages (statement, passage);
CREATE TABLE speakers (key TEXT PRIMARY KEY, name TEXT NOT NULL, statements INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE speaker_forms (
    form TEXT NOT NULL, speaker TEXT NOT NULL REFERENCES speakers (key), PRIMARY KEY (form, speaker)
) STRICT, WITHOUT ROWID;
CREATE TABLE public_speakers (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, statements INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE public_speaker_forms (
    form TEXT NOT NULL, speaker TEXT NOT NULL REFERENCES public_speakers (key), PRIMARY KEY (form, speaker)
) STRICT, WITHOUT ROWID;
"""
_PRIVATE = "(SELECT id FROM documents WHERE visibility = 'private')"
_COLUMNS = (
    "document_id, quote, name, as_written, speaker_start, speaker_end, role, cue, cue_start, cue_end, kind, speaker"
)
_AT_ONCE = 500  # question marks in one statement of SQL, of which SQLite takes only so many


def among(connection: sqlite3.Connection, query: str, values: Iterable[object]) -> Iterator[Any]:
    """Yield the rows of a query that ends in ``IN``, for each of the values once, however many there are."""
    wanted = iter(dict.fromkeys(values))
    while some := tuple(islice(wanted, _AT_ONCE)):
        yield from connection.execute(f"{query} ({', '.join('?' * len(some))})", some).fetchall()


@dataclass(frozen=True, slots=True)
class Record:
    """A statement as it is kept; ``key`` is its speaker's, None where the text names none."""

    statement: Statement
    key: str | None


@dataclass(frozen=True, slots=True)
class KeptStatements:
    """Statements with all that is worked out of them, as ``StatementStore`` gives it: they are written as they are.

    ``said`` are those of ``kept``, ``reached`` their rows by passage, ``speakers`` who goes by each form of a name and
    ``heard`` who does in public documents, empty where no others are.
    """

    said: Sequence[tuple[int, int, int, Sequence[Any]]]
    reached: Mapping[int, Sequence[int]]
    speakers: Mapping[str, Sequence[KnownSpeaker]]
    heard: Mapping[str, Sequence[KnownSpeaker]]

    def write(self, connection: sqlite3.Connection) -> int:
        """Write them, and return how many they are."""
        for row, first, last, (document_id, *columns) in self.said:
            _insert(connection, "statements", (row, document_id, first, last, *columns))
        pairs = ((passage, row) for passage, rows in sorted(self.reached.items()) for row in rows)
        connection.executemany("INSERT INTO statement_passages VALUES (?, ?)", pairs)
        for prefix, forms in (("", self.speakers), ("public_", self.heard)):
            known = {one.key: one for its in forms.values() for one in its}
            connection.executemany(f"INSERT INTO {prefix}speakers VALUES (?, ?, ?)", map(astuple, known.values()))
            named = ((form, one.key) for form, its in forms.items() for one in its)
            connection.executemany(f"INSERT INTO {prefix}speaker_forms VALUES (?, ?)", named)
        return len(self.said)


class StatementStore:
    """The statements of one library file, read-only."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def count(self) -> int:
        """Return how many statements there are."""
        return int(self._connection.execute("SELECT count(*) FROM statements").fetchone()[0])

    def everything(self) -> Iterator[Statement]:
        """Yield every statement, document by document, in reading order."""
        for row in self._connection.execute(f"SELECT {_COLUMNS} FROM statements ORDER BY row"):
            yield record_of(row).statement

    def at(self, document_id: str, start: int, end: int) -> list[Record]:
        """Return the statements of a document whose quote reaches into ``start:end``, in reading order."""
        query = f"SELECT {_COLUMNS} FROM statements WHERE document_id = ? AND first < ? AND last > ? ORDER BY row"
        return [record_of(row) for row in self._connection.execute(query, (document_id, end, start))]

    def of_document(self, document_id: str) -> list[Record]:
        """Return the statements of a document, in reading order."""
        query = f"SELECT {_COLUMNS} FROM statements WHERE document_id = ? ORDER BY row"
        return [record_of(row) for row in self._connection.execute(query, (document_id,))]

    def of_passages(self, rows: Sequence[int]) -> dict[int, list[Record]]:
        """Return the statements that reach into each of these passages; a passage without any is left out."""
        found: defaultdict[int, list[Record]] = defaultdict(list)
        query = f"SELECT passage, {_COLUMNS} FROM statement_passages JOIN statements ON statements.row = statement"
        for passage, *row in among(self._connection, f"{query} WHERE passage IN", rows):
            found[passage].append(record_of(row))
        return dict(found)

    def of_speakers(self, keys: Sequence[str], *, private: bool = False) -> list[Record]:
        """Return what these speakers said, in reading order; in private documents only where that is allowed."""
        allowed = "" if private else f"document_id NOT IN {_PRIVATE} AND "
        query = f"SELECT row, {_COLUMNS} FROM statements WHERE {allowed}speaker IN"
        return [record_of(columns) for _, *columns in sorted(among(self._connection, query, keys))]

    def passages_of(self, keys: Sequence[str]) -> list[int]:
        """Return the rows of the passages that hold words of these speakers."""
        query = "SELECT DISTINCT passage FROM statement_passages JOIN statements ON statements.row = statement"
        return sorted({row for (row,) in among(self._connection, f"{query} WHERE speaker IN", keys)})

    def speakers(self, name: str, *, private: bool = False) -> list[KnownSpeaker]:
        """Return who goes by a name, those with most on record first; a surname may be several people's.

        Speakers, names and counts of private documents are known only where ``private`` is allowed.
        """
        forms, speakers = self._tables(private=private)
        query = (
            f"SELECT key, name, statements FROM {forms} JOIN {speakers} ON key = speaker WHERE form = ?"
            " ORDER BY statements DESC, key"
        )
        for form in (*shorter_forms(name), *sounds_like(name)):
            found = self._connection.execute(query, (form,)).fetchall()
            if found:
                return [KnownSpeaker(*row) for row in found]
        return []

    def kept(self) -> Iterator[tuple[int, int, int, Sequence[Any]]]:
        """Yield every statement as it is kept: its row, where it begins and ends, and the columns of ``record_of``."""
        for row, first, last, *columns in self._connection.execute(
            f"SELECT row, first, last, {_COLUMNS} FROM statements ORDER BY row"
        ):
            yield row, first, last, columns

    def rows_by_passage(self) -> dict[int, list[int]]:
        """Return the rows of the statements that reach into each passage."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for passage, row in self._connection.execute("SELECT passage, statement FROM statement_passages"):
            found[passage].append(row)
        return found

    def speakers_by_form(self, *, private: bool) -> dict[str, list[KnownSpeaker]]:
        """Return who goes by each form of a name, those with most on record first."""
        forms, speakers = self._tables(private=private)
        found: defaultdict[str, list[KnownSpeaker]] = defaultdict(list)
        query = f"SELECT form, key, name, statements FROM {forms} JOIN {speakers} ON key = speaker"
        for form, *row in self._connection.execute(f"{query} ORDER BY form, statements DESC, key"):
            found[form].append(KnownSpeaker(*row))
        return found

    def _tables(self, *, private: bool) -> tuple[str, str]:
        """Return which tables know the speakers: those of the public documents are kept only beside private ones."""
        if private or self._connection.execute(f"SELECT NOT EXISTS {_PRIVATE}").fetchone()[0]:
            return "speaker_forms", "speakers"
        return "public_speaker_forms", "public_speakers"


class StatementWriter:
    """Writes the statements of documents whose passages are written, document after document.

    What stands in no passage, as a title does, can't be cited and is left out.
    """

    def __init__(self, connection: sqlite3.Connection, aliases: Aliases) -> None:
        self._connection = connection
        self._public, self._hidden = SpeakerRegister(aliases), SpeakerRegister(aliases)
        self._written = 0

    def add(self, document_id: str, statements: Iterable[Statement], *, private: bool) -> None:
        """Write the statements of a document."""
        query = 'SELECT start, "end", row FROM passages WHERE document_id = ? ORDER BY start, "end", row'
        for statement, rows in _placed(statements, self._connection.execute(query, (document_id,)).fetchall()):
            self._written += 1
            key = (self._hidden if private else self._public).add(statement)
            _insert(self._connection, "statements", (self._written, *_row(statement), key))
            pairs = ((row, self._written) for row in rows)
            self._connection.executemany("INSERT INTO statement_passages VALUES (?, ?)", pairs)

    def finish(self, *, private: bool) -> int:
        """Write who the speakers are, and return how many statements there are.

        Where there are ``private`` documents, the speakers of the others are written a second time, by themselves.
        """
        public, hidden = self._public, self._hidden
        for inside, joined in zip(("NOT IN", "IN"), join_surnames(public, hidden), strict=True):
            query = f"UPDATE statements SET speaker = ? WHERE speaker = ? AND document_id {inside} {_PRIVATE}"
            self._connection.executemany(query, [(full, key) for key, full in joined.items()])
        _write_register(self._connection, public | hidden, "")
        if private:
            _write_register(self._connection, public, "public_")
        return self._written


def _write_register(connection: sqlite3.Connection, register: SpeakerRegister, prefix: str) -> None:
    connection.executemany(f"INSERT INTO {prefix}speakers VALUES (?, ?, ?)", map(astuple, register.speakers()))
    connection.executemany(f"INSERT INTO {prefix}speaker_forms VALUES (?, ?)", register.forms())


def _placed(
    statements: Iterable[Statement], places: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[Statement, list[int]]]:
    """Yield the statements of one document that reach into passages of it, with the rows of those.

    ``places`` are where the passages begin and end, in their order, and their rows.
    """
    starts, ends, rows = ([place[column] for place in places] for column in range(3))
    for statement in statements:
        reached: set[int] = set()
        for start, end in statement.quote:
            reached.update(rows[bisect_right(ends, start) : bisect_left(starts, end)])
        if reached:
            yield statement, sorted(reached)


_facts_of_speaker = attrgetter("name", "as_written", "span", "role")


def _row(statement: Statement) -> tuple[object, ...]:
    name, as_written, span, role = (None, None, (None, None), None)
    if statement.speaker is not None:
        name, as_written, span, role = _facts_of_speaker(statement.speaker)
    return (
        statement.document_id,
        statement.quote[0][0],
        statement.quote[-1][1],
        json.dumps(statement.quote),
        name,
        as_written,
        *span,
        role,
        statement.cue,
        *(statement.cue_span or (None, None)),
        statement.kind,
    )


def record_of(row: Sequence[Any]) -> Record:
    """Return a statement from the columns that it is kept in."""
    document_id, quote, name, as_written, start, end, role, cue, cue_start, cue_end, kind, key = row
    statement = Statement(
        document_id=document_id,
        quote=tuple((first, last) for first, last in json.loads(quote)),
        speaker=None if name is None else Speaker(name, as_written, (start, end), role),
        cue=cue,
        cue_span=None if cue_start is None else (cue_start, cue_end),
        kind=kind,
    )
    return Record(statement, key)


def _insert(connection: sqlite3.Connection, table: str, values: Sequence[object]) -> None:
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
