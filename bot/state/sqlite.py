"""The state of one bot: a file, ``<data>/state.sqlite``, opened once."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from embeddings.errors import StateError
from embeddings.owner import make_folder, open_file

NAME = "state.sqlite"
_PATIENCE = 10.0  # seconds to wait for another process that is writing
_LOCKS: Final = re.compile(r" FOR UPDATE SKIP LOCKED\b")  # a file lets in one writer at a time by itself


class SqliteDatabase:
    """One open file, shared between threads."""

    is_shared = False

    def __init__(self, data: Path) -> None:
        self.path = data / NAME
        self.place = repr(str(self.path))
        self._lock = threading.RLock()
        try:
            make_folder(data)
            with contextlib.suppress(FileExistsError):
                open_file(self.path, "xb").close()  # SQLite gives the files beside it the same mode
            self._connection = sqlite3.connect(
                self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            self._connection.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
            )
        except (OSError, sqlite3.Error) as error:
            raise StateError(
                f"{self.place} can't be used ({error}). It holds who may ask and what is unanswered: make it "
                "writable, or name another folder in ONRECORD_DATA."
            ) from None

    def execute(self, statement: str, *values: object) -> list[Any]:
        """Run one statement and return its rows."""
        with self._lock:
            try:
                return self._connection.execute(_LOCKS.sub("", statement), values).fetchall()
            except (sqlite3.Error, OverflowError, UnicodeError) as error:  # the latter two: a value that no file holds
                raise StateError(f"{self.place} can't be written or read: {error}.") from error

    def note(self, statement: str, *values: object) -> list[Any]:
        """Run one statement without waiting for the disk."""
        with self._lock:
            if self._connection.in_transaction:
                return self.execute(statement, *values)
            self.execute("PRAGMA synchronous = NORMAL")
            try:
                return self.execute(statement, *values)
            finally:
                self.execute("PRAGMA synchronous = FULL")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all of what is written inside, or none of it."""
        with self._lock:
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # some errors have ended it
                    self.execute("ROLLBACK")
                raise

    def prepare(self, *statements: str, **later: Mapping[str, str]) -> None:
        """Make what is not there yet."""
        for statement in statements:
            self.execute(statement)
        for table, columns in later.items():
            for name in columns.keys() - self.columns(table):
                self.execute(f"ALTER TABLE {table} ADD COLUMN {name} {columns[name]}")

    def lead(self, what: str) -> bool:  # noqa: ARG002
        """Whoever opened the file: ``only_bot`` lets in nobody else."""
        return True

    def now(self) -> float:
        """Return the machine's time."""
        return time.time()

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns."""
        return [row[0] for row in self.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", table)]

    def fill(self, table: str, columns: list[str], rows: list[Any]) -> None:
        """Put rows into an empty table; SQLite gives out numbers behind the highest by itself."""
        marks = ", ".join("?" * len(columns))
        with self.transaction():
            for row in rows:
                self.execute(f"INSERT INTO {table} ({_quoted(columns)}) VALUES ({marks})", *row)  # noqa: S608  ours

    def scrub(self) -> None:
        """Leave nothing of what was deleted in any file."""
        self.execute("VACUUM")
        if self.execute("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]:
            raise StateError(f"{self.place} is being read, so that deleted words are left beside it. Try again.")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


def _quoted(columns: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
