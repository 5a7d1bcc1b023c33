"""Which message of the bot answers which question, so that an edited question has its answer edited."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.state.database import Database

_TABLE = """
CREATE TABLE IF NOT EXISTS replies (chat INTEGER NOT NULL, question INTEGER NOT NULL, answer INTEGER NOT NULL,
    at REAL NOT NULL, PRIMARY KEY (chat, question)) WITHOUT ROWID
"""
KEPT = 48 * 3600.0  # seconds: Telegram lets nobody edit an older message


class Replies:
    """The message ids of questions and answers, kept for as long as a question can be edited."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        database.execute(_TABLE)

    def keep(self, chat: int, question: int, answer: int) -> None:
        """Remember an answer, and forget those that are too old."""
        now = self._clock()
        self._database.execute("DELETE FROM replies WHERE at < ?", now - KEPT)
        self._database.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)", chat, question, answer, now)

    def answer_to(self, chat: int, question: int) -> int | None:
        """Return the message that answers a question, None where none is known."""
        found = self._database.execute("SELECT answer FROM replies WHERE chat = ? AND question = ?", chat, question)
        return int(found[0][0]) if found else None
