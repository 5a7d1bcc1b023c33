"""Every update that Telegram gave us, from before it is confirmed until it is answered or set aside.

Several workers may share it. Each update is in the hands of one, who renews that as long as it lives; what it no
longer renews goes to another. Of a lane (a chat's messages) only the first that is not done is ever given out, so that
their order is kept, whoever answers.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.state.database import Database

Payload = dict[str, Any]
KEPT = 3 * 86_400.0  # seconds that an answered update is remembered; Telegram gives it again for a day at most
TRIES: Final = 3  # times that the work for an update may have ended the process, before it is set aside
LEASE = 15.0  # seconds for which an update is in the hands of a worker that is heard of no more
SENDING = 60.0  # the same where its answer may be under way already: who sent it may still say so

_TABLE = """
CREATE TABLE IF NOT EXISTS inbox (
    bot INTEGER NOT NULL, update_id INTEGER NOT NULL, payload TEXT, received REAL NOT NULL, answered REAL,
    PRIMARY KEY (bot, update_id)
) WITHOUT ROWID
"""
_LATER = {  # columns that files of before have not
    "tries": "INTEGER NOT NULL DEFAULT 0",
    "reason": "TEXT",
    "lane": "TEXT",
    "worker": "TEXT",
    "until": "REAL",
}
_OPEN = "CREATE INDEX IF NOT EXISTS inbox_open ON inbox (bot, update_id) WHERE answered IS NULL"
_LANES = """
CREATE INDEX IF NOT EXISTS inbox_lanes ON inbox (bot, lane, update_id) WHERE answered IS NULL OR worker IS NOT NULL
"""
_CLAIM = """
UPDATE inbox SET worker = ?, until = ? WHERE bot = ? AND update_id IN (
    SELECT one.update_id FROM inbox AS one
    WHERE one.bot = ? AND one.answered IS NULL AND (one.worker IS NULL OR one.until < ?) AND (one.tries > 0) = (? > 0)
    AND NOT EXISTS (
        SELECT 1 FROM inbox AS before
        WHERE before.bot = one.bot AND before.lane = one.lane AND before.update_id < one.update_id
        AND (before.answered IS NULL OR (before.worker IS NOT NULL AND before.until >= ?))
    )
    ORDER BY one.update_id LIMIT ? FOR UPDATE SKIP LOCKED
) RETURNING update_id, CAST(payload AS BLOB), tries, received
"""


@dataclass(frozen=True, slots=True)
class Left:
    """An update that is owed an answer: its JSON as it was written down, which a damaged file may have cut off.

    ``tries`` counts how often its work was begun and the process ended before it came to anything. ``received`` is
    when it was written down, in seconds since 1970.
    """

    update_id: int
    payload: bytes | None
    tries: int
    received: float = 0.0


class Inbox:
    """The updates of one bot. What is answered keeps its number, so that it is known again, and loses its content.

    ``worker`` is who takes updates by this object.
    """

    def __init__(
        self, database: Database, bot: int, clock: Callable[[], float] | None = None, worker: str | None = None
    ) -> None:
        self._database, self._bot, self._clock = database, bot, clock or database.now
        self._worker = worker or secrets.token_hex(8)
        database.prepare(_TABLE, inbox=_LATER)
        database.prepare(_OPEN, _LANES)

    def now(self) -> float:
        """Return the time by the clock of the inbox."""
        return self._clock()

    def record(
        self, payloads: Iterable[Payload], lane_of: Callable[[Payload], str | None] = lambda _: None
    ) -> list[int]:
        """Write updates down, all or none, and return the numbers of those that were not there before."""
        now = self._clock()
        rows = [(self._bot, one["update_id"], json.dumps(one), now, lane_of(one)) for one in payloads]
        if not rows:
            return []
        marks = ", ".join(["(?, ?, ?, ?, ?)"] * len(rows))
        put = f"INSERT INTO inbox (bot, update_id, payload, received, lane) VALUES {marks}"  # noqa: S608  marks
        values = (value for row in rows for value in row)
        fresh = self._database.execute(f"{put} ON CONFLICT (bot, update_id) DO NOTHING RETURNING update_id", *values)
        return [row[0] for row in fresh]

    def claim(self, most: int, *, suspects: bool = False) -> list[Left]:
        """Take what nobody has in hand, at most so many updates and one of each lane, in the order of their numbers.

        ``suspects`` are those whose work a process ended in; nothing else is taken with them.
        """
        now = self._clock()
        rows = self._database.note(
            _CLAIM, self._worker, now + LEASE, self._bot, self._bot, now, int(suspects), now, most
        )
        return sorted((Left(*row) for row in rows), key=lambda left: left.update_id)

    def take_back(self) -> None:
        """Let go of all that any worker has in hand: for who knows that there is no other."""
        self._database.execute("UPDATE inbox SET worker = NULL WHERE bot = ? AND worker IS NOT NULL", self._bot)

    def renew(self, numbers: Sequence[int]) -> None:
        """Go on holding what is in hand."""
        until, marks = self._clock() + LEASE, ", ".join("?" * len(numbers))
        mine = f"UPDATE inbox SET until = ? WHERE bot = ? AND worker = ? AND until < ? AND update_id IN ({marks})"  # noqa: S608  marks
        if numbers:
            self._database.note(mine, until, self._bot, self._worker, until, *numbers)

    def begun(self, update_id: int) -> None:
        """Note that the work for an update begins: should it end the process, the next start knows which it was."""
        self._note("tries = tries + 1", update_id)

    def departs(self, update_id: int) -> bool:
        """Note that the work for an update has harmed nothing, and its answer goes out; False: another has it."""
        mine = "UPDATE inbox SET tries = 0, until = ? WHERE bot = ? AND update_id = ? AND worker = ? RETURNING 1"
        return bool(self._database.note(mine, self._clock() + SENDING, self._bot, update_id, self._worker))

    def answered(self, update_id: int) -> None:
        """Mark an update: nothing is owed for it any more. At once: until then, a crash would answer it twice."""
        self._note("payload = NULL, answered = ?", update_id, self._clock())

    def set_aside(self, update_id: int, reason: str) -> None:
        """Owe nothing for an update that can't be handled. What it holds is kept as long as what was answered."""
        self._note("reason = ?, answered = ?, worker = NULL", update_id, reason, self._clock())

    def let_go(self, update_id: int) -> None:
        """Have an update in hand no more: the next of its lane may follow or, where it is owed still, another try."""
        self._database.note(
            "UPDATE inbox SET worker = NULL, tries = 0 WHERE bot = ? AND update_id = ? AND worker = ?",
            self._bot,
            update_id,
            self._worker,
        )

    def stopped(self) -> None:
        """Note that the process ends as it was told to: nothing that was in hand is to blame, and all of it is free."""
        mine = "UPDATE inbox SET tries = 0, worker = NULL WHERE bot = ? AND worker = ?"
        self._database.execute(mine, self._bot, self._worker)

    def unanswered(self) -> list[Left]:
        """Return what is still owed an answer, in the order in which it was sent."""
        rows = self._database.execute(
            "SELECT update_id, CAST(payload AS BLOB), tries, received FROM inbox WHERE bot = ? AND answered IS NULL "
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
