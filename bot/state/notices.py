"""When somebody was last told something that they shall not be told again and again."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.state.database import Database

_TABLE = """
CREATE TABLE IF NOT EXISTS notices (kind TEXT NOT NULL, chat INTEGER NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (kind, chat)) WITHOUT ROWID
"""


class Notices:
    """Notices of a kind to a person or chat, at most one in a given time, also over a restart."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        database.prepare(_TABLE)

    def forget(self, person: int) -> None:
        """Delete when somebody was told what."""
        self._database.execute("DELETE FROM notices WHERE chat = ?", person)

    def due(self, kind: str, chat: int, *, every: float) -> bool:
        """Whether a notice may go out now; if so, the next one has to wait ``every`` seconds."""
        now = self._clock()
        return bool(
            self._database.execute(
                "INSERT INTO notices VALUES (?, ?, ?) ON CONFLICT (kind, chat) DO UPDATE SET at = excluded.at "
                "WHERE notices.at <= excluded.at - ? OR notices.at > excluded.at RETURNING at",
                kind,
                chat,
                now,
                every,
            )
        )
