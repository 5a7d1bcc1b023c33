"""What somebody asked who may not ask yet: it is answered as soon as they may."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Final

from bot.state.database import Database
from bot.state.inbox import Payload

KEPT: Final = 7 * 86_400.0  # seconds
MOST: Final = 500  # people and groups: strangers can't fill the disk

_TABLE = "CREATE TABLE IF NOT EXISTS unheard (id INTEGER PRIMARY KEY, payload TEXT NOT NULL, at REAL NOT NULL)"


class Unheard:
    """The last question of each person (the id is above 0) or group (below) that was not let in."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        database.prepare(_TABLE)

    def keep(self, identity: int, payload: Payload) -> None:
        """Keep an update in the place of the one before; the oldest of others go where there are too many."""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO unheard VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "payload = excluded.payload, at = excluded.at",
                identity,
                json.dumps(payload),
                self._clock(),
            )
            self._database.execute("DELETE FROM unheard WHERE at < ?", self._clock() - KEPT)
            self._database.execute(
                "DELETE FROM unheard WHERE id NOT IN (SELECT id FROM unheard ORDER BY at DESC, id LIMIT ?)", MOST
            )

    def take(self, identity: int) -> Payload | None:
        """Return what somebody asked and forget it; None where nothing is kept."""
        rows = self._database.execute("DELETE FROM unheard WHERE id = ? RETURNING payload, at", identity)
        if not rows or rows[0][1] < self._clock() - KEPT:
            return None
        payload: Payload = json.loads(rows[0][0])
        return payload
