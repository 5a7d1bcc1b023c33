"""Every update that Telegram gave us, from before it is confirmed until it is answered."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from typing import Any

from bot.state.database import Database

Payload = dict[str, Any]
KEPT = 3 * 86_400.0  # seconds that an answered update is remembered; Telegram gives it again for a day at most

_TABLE = """
CREATE TABLE IF NOT EXISTS inbox (
    bot INTEGER NOT NULL, update_id INTEGER NOT NULL, payload TEXT, received REAL NOT NULL, answered REAL,
    PRIMARY KEY (bot, update_id)
) WITHOUT ROWID
"""
_OPEN = "CREATE INDEX IF NOT EXISTS inbox_open ON inbox (bot, update_id) WHERE answered IS NULL"


class Inbox:
    """The updates of one bot. What is answered keeps its number, so that it is known again, and loses its content."""

    def __init__(self, database: Database, bot: int, clock: Callable[[], float] = time.time) -> None:
        self._database, self._bot, self._clock = database, bot, clock
        database.execute(_TABLE)
        database.execute(_OPEN)

    def record(self, payloads: Iterable[Payload]) -> list[int]:
        """Write updates down, all or none, and return the numbers of those that were not there before."""
        fresh = []
        with self._database.transaction():
            for payload in payloads:
                fresh += self._database.execute(
                    "INSERT INTO inbox VALUES (?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING RETURNING update_id",
                    self._bot,
                    payload["update_id"],
                    json.dumps(payload),
                    self._clock(),
                )
        return [row[0] for row in fresh]

    def answered(self, update_id: int) -> None:
        """Mark an update: nothing is owed for it any more. At once: until then, a crash would answer it twice."""
        self._database.note(
            "UPDATE inbox SET answered = ?, payload = NULL WHERE bot = ? AND update_id = ?",
            self._clock(),
            self._bot,
            update_id,
        )

    def unanswered(self) -> list[Payload]:
        """Return what is still owed an answer, in the order in which it was sent."""
        rows = self._database.execute(
            "SELECT payload FROM inbox WHERE bot = ? AND answered IS NULL ORDER BY update_id", self._bot
        )
        return [json.loads(row[0]) for row in rows]

    def prune(self) -> None:
        """Forget updates that were answered so long ago that Telegram does not give them again."""
        self._database.execute("DELETE FROM inbox WHERE answered < ?", self._clock() - KEPT)
