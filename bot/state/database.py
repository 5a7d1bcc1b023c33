"""The one mutable database, ``<data>/state.sqlite``: opened once, shared by the modules beside this file.

Each of them owns its tables and makes them when it is first used (``CREATE TABLE IF NOT EXISTS``).
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from embeddings.errors import StateError
from embeddings.owner import make_folder, open_file

NAME = "state.sqlite"
_PATIENCE = 10.0  # seconds to wait for another process that is writing


class Database:
    """One open file, shared between threads. What a statement wrote is on the disk when it returns."""

    def __init__(self, data: Path) -> None:
        self.path = data / NAME
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
                f"{str(self.path)!r} can't be used ({error}). It holds who may ask and what is unanswered: make it "
                "writable, or name another folder in ONRECORD_DATA."
            ) from None

    def execute(self, statement: str, *values: object) -> list[Any]:
        """Run one statement and return its rows. Raises StateError where the file can't be written or read."""
        with self._lock:
            try:
                return self._connection.execute(statement, values).fetchall()
            except (sqlite3.Error, OverflowError, UnicodeError) as error:  # the latter two: a value that no file holds
                raise StateError(f"{str(self.path)!r} can't be written or read: {error}.") from error

    def note(self, statement: str, *values: object) -> None:
        """Run one statement without waiting for the disk: a killed process loses nothing, a power cut may undo it."""
        with self._lock:
            self.execute("PRAGMA synchronous = NORMAL")
            try:
                self.execute(statement, *values)
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

    def columns(self, table: str) -> set[str]:
        """Return the names of a table's columns: files of before may lack some."""
        return {row[0] for row in self.execute("SELECT name FROM pragma_table_info(?)", table)}

    def scrub(self) -> None:
        """Leave nothing of what was deleted in any file. Raises StateError where another process reads all the time."""
        self.execute("VACUUM")
        if self.execute("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]:
            raise StateError(f"{str(self.path)!r} is being read, so that deleted words are left beside it. Try again.")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
