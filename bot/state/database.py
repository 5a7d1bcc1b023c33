"""What the modules beside this file keep their rows in, whichever engine that is: a file, or PostgreSQL.

The SQL is written once, as SQLite has it, with ``?`` for values. What both speak is used: a conflict names its columns,
``user`` is quoted, and ``FOR UPDATE SKIP LOCKED`` stands where several processes take rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Database(Protocol):
    """The one mutable database, shared between threads. Whatever can't be done raises StateError.

    ``place`` names it for messages, without secrets. ``is_shared`` is whether other bots may write to it, too.
    """

    place: str
    is_shared: bool

    def execute(self, statement: str, *values: object) -> list[Any]:
        """Run one statement and return its rows. What it wrote is on the disk when it returns."""

    def note(self, statement: str, *values: object) -> list[Any]:
        """Run one statement without waiting for the disk: a killed process loses nothing, a power cut may undo it."""

    def transaction(self) -> AbstractContextManager[None]:
        """Keep all of what is written inside, or none of it; one transaction at a time, whoever writes."""

    def prepare(self, *statements: str, **later: Mapping[str, str]) -> None:
        """Make the tables that are not there yet, and in these the columns that those of before have not."""

    def lead(self, what: str) -> bool:
        """Whether this process does what only one of all may do. That one keeps it until it lets go or ends."""

    def now(self) -> float:
        """Return the time in seconds since 1970, by the one clock that all who share the database read."""

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns, in their order; none where there is no such table."""

    def fill(self, table: str, columns: list[str], rows: list[Any]) -> None:
        """Put rows of another database into an empty table; numbers that are given out go on behind them."""

    def scrub(self) -> None:
        """Leave nothing of what was deleted in any file of the tables. Raises StateError where others read them."""

    def close(self) -> None:
        """Let go of it."""
