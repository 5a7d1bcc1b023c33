"""The statements of a library file: who said what, found by passage, by place and by speaker."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from embeddings.naming.aliases import Aliases
from embeddings.naming.names import forms_of, is_pronoun, shorter_forms
from embeddings.naming.words import BODIES, TITLES
from embeddings.types import Passage, Speaker, Statement

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
_WELL_KNOWN = 10  # statements of somebody who is meant by a surname that others bear too,
_NEARLY_ALL = 0.9  # and their share of what all of that surname said
_MOST_MARKS = 500  # question marks in one statement of SQL


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker of the library: ``key`` joins the names; ``name`` is the one that is shown."""

    key: str
    name: str
    statements: int


@dataclass(frozen=True, slots=True)
class Record:
    """A statement as it is kept; ``key`` is its speaker's, None where the text names none."""

    statement: Statement
    key: str | None


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
            yield _record(row).statement

    def at(self, document_id: str, start: int, end: int) -> list[Record]:
        """Return the statements of a document whose quote reaches into ``start:end``, in reading order."""
        query = f"SELECT {_COLUMNS} FROM statements WHERE document_id = ? AND first < ? AND last > ? ORDER BY row"
        return [_record(row) for row in self._connection.execute(query, (document_id, end, start))]

    def of_document(self, document_id: str) -> list[Record]:
        """Return the statements of a document, in reading order."""
        query = f"SELECT {_COLUMNS} FROM statements WHERE document_id = ? ORDER BY row"
        return [_record(row) for row in self._connection.execute(query, (document_id,))]

    def of_passages(self, rows: Sequence[int]) -> dict[int, list[Record]]:
        """Return the statements that reach into each of these passages; a passage without any is left out."""
        found: defaultdict[int, list[Record]] = defaultdict(list)
        query = f"SELECT passage, {_COLUMNS} FROM statement_passages JOIN statements ON statements.row = statement"
        for passage, *row in self._among(f"{query} WHERE passage IN", rows):
            found[passage].append(_record(row))
        return dict(found)

    def of_speakers(self, keys: Sequence[str], *, private: bool = False) -> list[Record]:
        """Return what these speakers said, in reading order; in private documents only where that is allowed."""
        allowed = "" if private else f"document_id NOT IN {_PRIVATE} AND "
        query = f"SELECT {_COLUMNS} FROM statements WHERE {allowed}speaker IN"
        return [_record(row) for row in self._among(query, keys)]

    def passages_of(self, keys: Sequence[str]) -> list[int]:
        """Return the rows of the passages that hold words of these speakers."""
        query = "SELECT DISTINCT passage FROM statement_passages JOIN statements ON statements.row = statement"
        return sorted({row for (row,) in self._among(f"{query} WHERE speaker IN", keys)})

    def speakers(self, name: str, *, private: bool = False) -> list[Known]:
        """Return who goes by a name, those with most on record first; a surname may be several people's.

        Speakers, names and counts of private documents are known only where ``private`` is allowed.
        """
        forms, speakers = self._tables(private=private)
        query = (
            f"SELECT key, name, statements FROM {forms} JOIN {speakers} ON key = speaker WHERE form = ?"
            " ORDER BY statements DESC, key"
        )
        for form in shorter_forms(name):
            found = self._connection.execute(query, (form,)).fetchall()
            if found:
                return [Known(*row) for row in found]
        return []

    def _tables(self, *, private: bool) -> tuple[str, str]:
        """Return which tables know the speakers: those of the public documents are kept only beside private ones."""
        if private or self._connection.execute(f"SELECT NOT EXISTS {_PRIVATE}").fetchone()[0]:
            return "speaker_forms", "speakers"
        return "public_speaker_forms", "public_speakers"

    def _among(self, query: str, values: Sequence[object]) -> Iterator[Any]:
        for first in range(0, len(values), _MOST_MARKS):
            some = values[first : first + _MOST_MARKS]
            yield from self._connection.execute(f"{query} ({', '.join('?' * len(some))})", some)


def write_statements(
    connection: sqlite3.Connection,
    statements: Mapping[str, Sequence[Statement]],
    passages: Iterable[tuple[int, Passage]],
    aliases: Aliases,
    private: frozenset[str] = frozenset(),
) -> int:
    """Write the statements that stand in the passages, given with their rows; return how many those are.

    What stands in none, as a title does, can't be cited and is left out. ``private`` are the ids of the private
    documents: where there are any, the speakers of the others are written a second time, by themselves.
    """
    by_document: defaultdict[str, list[tuple[int, Passage]]] = defaultdict(list)
    for row, passage in passages:
        by_document[passage.document_id].append((row, passage))
    register, public = _Register(aliases), _Register(aliases)
    written = 0
    for document_id, said in statements.items():
        places = _Places(by_document[document_id])
        for statement in said:
            rows = places.of(statement)
            if rows:
                written += 1
                if private and document_id not in private:
                    public.add(statement)
                _insert(connection, "statements", (written, *_row(statement), register.add(statement)))
                connection.executemany("INSERT INTO statement_passages VALUES (?, ?)", ((row, written) for row in rows))
    joined = register.surnames()
    if private:
        # Nobody may learn from a public name whom a private document calls by it.
        known = public.surnames()
        joined = {key: full for key, full in joined.items() if key not in public or known.get(key) == full}
        public.join({key: full for key, full in joined.items() if key in public})
    register.join(joined)
    pairs = [(full, key) for key, full in joined.items()]
    connection.executemany("UPDATE statements SET speaker = ? WHERE speaker = ?", pairs)
    register.write(connection)
    public.write(connection, "public_")
    return written


class _Places:
    """Which passages of one document a statement reaches into."""

    def __init__(self, passages: Iterable[tuple[int, Passage]]) -> None:
        self._passages = sorted((passage.start, passage.end, row) for row, passage in passages)
        self._starts = [start for start, _, _ in self._passages]
        self._ends = [end for _, end, _ in self._passages]

    def of(self, statement: Statement) -> list[int]:
        rows: set[int] = set()
        for start, end in statement.quote:
            first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
            rows.update(row for _, _, row in self._passages[first:last])
        return sorted(rows)


class _Register:
    """The speakers met while writing, under their keys."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._forms: set[tuple[str, str]] = set()

    def add(self, statement: Statement) -> str | None:
        """Count a statement for its speaker and return the key; None where nobody is named."""
        speaker = statement.speaker
        key = "" if speaker is None or is_pronoun(speaker.name) else self._aliases.key(speaker.name)
        if speaker is None or not key:
            return None
        self._names[key][speaker.name] += 1
        self._forms |= {(form, key) for form in forms_of(speaker.name, speaker.as_written)}
        return key

    def __contains__(self, key: object) -> bool:
        return key in self._names

    def surnames(self) -> dict[str, str]:
        """Return the keys that are bare surnames, each with that of the one person who can be meant, where one can.

        That is the only speaker of that surname, or one beside whom the others hardly speak.
        """
        bearers: defaultdict[str, list[str]] = defaultdict(list)
        for form, key in self._forms:
            if " " in key and form not in self._aliases.keys and self._may_be_surname(form):
                bearers[form].append(key)
        found = {}
        for surname, keys in bearers.items():
            counts = sorted(((self._names[key].total(), key) for key in keys), reverse=True)
            most, total = counts[0][0], sum(count for count, _ in counts)
            if len(counts) == 1 or (most >= _WELL_KNOWN and most >= _NEARLY_ALL * total):
                found[surname] = counts[0][1]
        return found

    def _may_be_surname(self, key: str) -> bool:
        if " " in key or key not in self._names or key in TITLES | BODIES:
            return False
        return all(name[0].isupper() and not name.lower().startswith("the ") for name in self._names[key])

    def join(self, keys: Mapping[str, str]) -> None:
        """Let the speakers under some keys be those under others."""
        for key, full in keys.items():
            self._names[full] += self._names.pop(key)
        self._forms = {(form, keys.get(key, key)) for form, key in self._forms}

    def write(self, connection: sqlite3.Connection, prefix: str = "") -> None:
        for key, names in self._names.items():
            own = [name for name in names if self._aliases.key(name) == key]
            shown = self._aliases.names.get(key) or min(own or names, key=lambda name: (-names[name], len(name), name))
            _insert(connection, f"{prefix}speakers", (key, shown, names.total()))
        aliased = {(form, key) for form, key in self._aliases.keys.items() if key in self._names}
        connection.executemany(f"INSERT INTO {prefix}speaker_forms VALUES (?, ?)", sorted(self._forms | aliased))


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


def _record(row: Sequence[Any]) -> Record:
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
