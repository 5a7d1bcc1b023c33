"""What was said last in a chat, for the next question to lean on: whichever worker answers that."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.state.database import Database

KEPT = 86_400.0  # seconds: tomorrow, nobody knows what "she" was

_TABLE = """
CREATE TABLE IF NOT EXISTS conversations (chat INTEGER PRIMARY KEY, asker INTEGER, turn TEXT NOT NULL,
    at REAL NOT NULL)
"""


class Conversations:
    """The last turn of each chat, as JSON that its reader makes and understands."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        database.prepare(_TABLE)

    def of(self, chat: int) -> str | None:
        """Return the last turn of a chat; None where there was none, or where it is long ago."""
        query = "SELECT turn FROM conversations WHERE chat = ? AND at >= ?"
        rows = self._database.execute(query, chat, self._clock() - KEPT)
        return rows[0][0] if rows else None

    def keep(self, chat: int, asker: int | None, turn: str) -> None:
        """Keep a turn in place of the one before; ``asker`` is whose it is."""
        self._database.note(
            "INSERT INTO conversations VALUES (?, ?, ?, ?) ON CONFLICT (chat) DO UPDATE SET "
            "asker = excluded.asker, turn = excluded.turn, at = excluded.at",
            chat,
            asker,
            turn,
            self._clock(),
        )

    def drop(self, chat: int) -> None:
        """Forget the turn of a chat."""
        self._database.note("DELETE FROM conversations WHERE chat = ?", chat)

    def forget(self, person: int) -> None:
        """Forget what somebody asked last, in whichever chat."""
        self._database.execute("DELETE FROM conversations WHERE asker = ? OR chat = ?", person, person)

    def expire(self) -> None:
        """Delete what is too old."""
        self._database.note("DELETE FROM conversations WHERE at < ?", self._clock() - KEPT)
