"""Every update that Telegram gave us, from before it is confirmed until it is answered or set aside."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from bot.state.database import Database

Payload = dict[str, Any]
KEPT = 3 * 86_400.0  # seconds that an answered update is remembered; Telegram gives it again for a day at most
TRIES: Final = 3  # times that the work for an update may have ended the process, before it is set aside

_TABLE = """
CREATE TABLE IF NOT EXISTS inbox (
    bot INTEGER NOT NULL, update_id INTEGER NOT NULL, payload TEXT, received REAL NOT NULL, answered REAL,
    PRIMARY KEY (bot, update_id)
) WITHOUT ROWID
"""
_OPEN = "CREATE INDEX IF NOT EXISTS inbox_open ON inbox (bot, update_id) WHERE answered IS NULL"
_LATER = {"tries": "INTEGER NOT NULL DEFAULT 0", "reason": "TEXT"}  # columns that files of before have not


@dataclass(frozen=True, slots=True)
class Left:
    """An update that is owed an answer: its JSON as it was written down, which a damaged file may have cut off.

    ``tries`` counts how often its work was begun and the process ended before it came to anything.
    """

    update_id: int
    payload: bytes | None
    tries: int


class Inbox:
    """The updates of one bot. What is answered keeps its number, so that it is known again, and loses its content."""

    def __init__(self, database: Database, bot: int, clock: Callable[[], float] = time.time) -> None:
        self._database, self._bot, self._clock = database, bot, clock
        database.execute(_TABLE)
        database.execute(_OPEN)
        known = {row[1] for row in database.execute("PRAGMA table_info (inbox)")}
        for name in _LATER.keys() - known:
            database.execute(f"ALTER TABLE inbox ADD COLUMN {name} {_LATER[name]}")

    def record(self, payloads: Iterable[Payload]) -> list[int]:
        """Write updates down, all or none, and return the numbers of those that were not there before."""
        fresh = []
        with self._database.transaction():
            for payload in payloads:
                fresh += self._database.execute(
                    "INSERT INTO inbox (bot, update_id, payload, received) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT DO NOTHING RETURNING update_id",
                    self._bot,
                    payload["update_id"],
                    json.dumps(payload),
                    self._clock(),
                )
        return [row[0] for row in fresh]

    def begun(self, update_id: int) -> None:
        """Note that the work for an update begins: should it end the process, the next start knows which it was."""
        self._note("tries = tries + 1", update_id)

    def outlived(self, update_id: int) -> None:
        """Note that the work for an update has harmed nothing."""
        self._note("tries = 0", update_id)

    def answered(self, update_id: int) -> None:
        """Mark an update: nothing is owed for it any more. At once: until then, a crash would answer it twice."""
        self._note("payload = NULL, answered = ?", update_id, self._clock())

    def set_aside(self, update_id: int, reason: str) -> None:
        """Owe nothing for an update that can't be handled. What it holds is kept as long as what was answered."""
        self._note("reason = ?, answered = ?", update_id, reason, self._clock())

    def stopped(self) -> None:
        """Note that the process ends as it was told to: nothing that was in hand is to blame."""
        self._database.execute("UPDATE inbox SET tries = 0 WHERE bot = ? AND answered IS NULL", self._bot)

    def unanswered(self) -> list[Left]:
        """Return what is still owed an answer, in the order in which it was sent."""
        rows = self._database.execute(
            "SELECT update_id, CAST(payload AS BLOB), tries FROM inbox WHERE bot = ? AND answered IS NULL "
            "ORDER BY update_id",
            self._bot,
        )
        return [Left(*row) for row in rows]

    def forget(self, person: int) -> None:
        """Delete what somebody's updates held that were set aside."""
        rows = self._database.execute("SELECT bot, update_id, payload FROM inbox WHERE answered IS NOT NULL")
        for bot, update_id, payload in rows:
            if payload is not None and _is_from(payload, person):
                mine = "UPDATE inbox SET payload = NULL WHERE bot = ? AND update_id = ?"
                self._database.execute(mine, bot, update_id)

    def prune(self) -> None:
        """Forget updates that were answered so long ago that Telegram does not give them again."""
        self._database.execute("DELETE FROM inbox WHERE answered < ?", self._clock() - KEPT)

    def _note(self, change: str, update_id: int, *values: object) -> None:
        statement = f"UPDATE inbox SET {change} WHERE bot = ? AND update_id = ?"  # noqa: S608  ours, above
        self._database.note(statement, *values, self._bot, update_id)


def _is_from(payload: str, person: int) -> bool:
    """Whether an update is somebody's; what can't be read is taken to be everybody's."""
    try:
        kinds = [one for one in json.loads(payload).values() if isinstance(one, dict)]
    except (ValueError, AttributeError):
        return True
    return any(one.get(field, {}).get("id") == person for one in kinds for field in ("from", "chat"))
