"""The answers that were shown on Telegram, by short keys that buttons carry: they work after a restart, too."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.state.database import Database

KEPT = 30 * 86_400.0  # seconds after which a button expires

_TABLE = """
CREATE TABLE IF NOT EXISTS shown (
    key TEXT PRIMARY KEY, chat INTEGER NOT NULL, asked INTEGER NOT NULL, message INTEGER, question TEXT NOT NULL,
    answer TEXT NOT NULL, snapshot TEXT NOT NULL, about TEXT, by_speaker INTEGER NOT NULL, at REAL NOT NULL,
    asker INTEGER
) WITHOUT ROWID
"""
_INDEXES = (
    "CREATE INDEX IF NOT EXISTS shown_at ON shown (at)",
    "CREATE INDEX IF NOT EXISTS shown_in ON shown (chat, asked)",
)
_COLUMNS = "key, chat, asked, message, question, answer, snapshot, about, by_speaker, asker"


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer: ``asked`` and ``message`` are the question's and the answer's messages, the latter once it is sent.

    ``answer`` is the JSON of ``bot.contract``; ``about`` and ``by_speaker`` are what that leaves out of the message.
    ``asker`` is the id of who asked, where that is known.
    """

    key: str
    chat: int
    asked: int
    message: int | None
    question: str
    answer: str
    snapshot: str
    about: str | None = None
    by_speaker: bool = False
    asker: int | None = None


class Shown:
    """What was shown in the last thirty days, or as many seconds as are ``kept``."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time, *, kept: float = KEPT) -> None:
        self._database, self._clock, self._kept = database, clock, kept
        database.prepare(_TABLE, *_INDEXES, shown={"asker": "INTEGER"})

    def add(
        self,
        chat: int,
        asked: int,
        *,
        question: str,
        answer: str,
        snapshot: str,
        about: str | None = None,
        by_speaker: bool = False,
        asker: int | None = None,
    ) -> str:
        """Keep an answer that is about to be sent and return its key; what is too old goes."""
        now, key = self._clock(), secrets.token_urlsafe(6)
        self.expire()
        values = (key, chat, asked, None, question, answer, snapshot, about, by_speaker, asker, now)
        self._database.note(f"INSERT INTO shown ({_COLUMNS}, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", *values)  # noqa: S608  ours, above
        return key

    def expire(self) -> None:
        """Delete what is too old."""
        self._database.note("DELETE FROM shown WHERE at < ?", self._clock() - self._kept)

    def drop(self, cites: Callable[[str], bool]) -> int:
        """Delete the answers of which something holds; return how many those were."""
        rows = self._database.execute("SELECT key, answer FROM shown")
        dropped = [key for key, answer in rows if cites(answer)]
        for key in dropped:
            self._database.execute("DELETE FROM shown WHERE key = ?", key)
        return len(dropped)

    def forget(self, person: int) -> None:
        """Delete what somebody asked, and all of the chat that they have alone with the bot."""
        self._database.execute("DELETE FROM shown WHERE asker = ? OR chat = ?", person, person)

    def sent(self, key: str, message: int) -> None:
        """Note which message an answer became."""
        self._database.note("UPDATE shown SET message = ? WHERE key = ?", message, key)

    def get(self, key: str, chat: int) -> ShownAnswer | None:
        """Return an answer by its key, if it was shown in this chat: keys of another open nothing."""
        return self._one("key = ? AND chat = ?", key, chat)

    def to_question(self, chat: int, asked: int) -> ShownAnswer | None:
        """Return the answer that was sent to a question's message, the last one where there are several."""
        return self._one("chat = ? AND asked = ? AND message IS NOT NULL", chat, asked)

    def at_message(self, chat: int, message: int) -> ShownAnswer | None:
        """Return the answer that is a message."""
        return self._one("chat = ? AND message = ?", chat, message)

    def last(self, chat: int) -> ShownAnswer | None:
        """Return the last answer in a chat."""
        return self._one("chat = ? AND message IS NOT NULL", chat)

    def _one(self, condition: str, *values: object) -> ShownAnswer | None:
        query = f"SELECT {_COLUMNS} FROM shown WHERE {condition} AND at >= ? ORDER BY at DESC LIMIT 1"  # noqa: S608  the conditions are ours
        rows = self._database.execute(query, *values, self._clock() - self._kept)
        if not rows:
            return None
        kept = dict(zip(_COLUMNS.split(", "), rows[0], strict=True))
        return ShownAnswer(**kept | {"by_speaker": bool(kept["by_speaker"])})
