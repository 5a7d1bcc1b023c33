"""Who asked what, when, and which documents were shown: kept only where the operator has set it, and for so long."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.state.database import Database

FORGOTTEN = "somebody who was forgotten"
_DAY = 86_400.0
_TABLE = """
CREATE TABLE IF NOT EXISTS audit (rowid INTEGER PRIMARY KEY, at REAL NOT NULL, who TEXT NOT NULL, asked TEXT NOT NULL,
    outcome TEXT NOT NULL, documents TEXT NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class Audited:
    """One request; ``at`` is seconds since 1970, ``documents`` are the ids of those that were shown."""

    at: float
    who: str
    asked: str
    outcome: str
    documents: tuple[str, ...]


class Audit:
    """The trail of a data folder; what is older than ``days`` goes when something is added."""

    def __init__(self, database: Database, days: int, clock: Callable[[], float] = time.time) -> None:
        self._database, self._days, self._clock = database, days, clock
        database.prepare(_TABLE, "CREATE INDEX IF NOT EXISTS audit_at ON audit (at)")

    def note(self, who: str, asked: str, outcome: str, documents: Sequence[str]) -> None:
        """Add a request."""
        self.expire()
        shown = json.dumps(list(documents), ensure_ascii=False)
        put = "INSERT INTO audit (at, who, asked, outcome, documents) VALUES (?, ?, ?, ?, ?)"
        self._database.note(put, self._clock(), who, asked, outcome, shown)

    def expire(self) -> None:
        """Delete what is too old."""
        self._database.note("DELETE FROM audit WHERE at < ?", self._clock() - self._days * _DAY)

    def forget(self, who: str) -> None:
        """Leave of somebody's requests when they were, what came of them and which documents were shown."""
        self._database.execute("UPDATE audit SET who = ?, asked = '' WHERE who = ?", FORGOTTEN, who)

    def drop(self, document: str) -> None:
        """Leave a document out of what was shown."""
        for row, shown in self._database.execute("SELECT rowid, documents FROM audit"):
            if document in (before := json.loads(shown)):
                left = json.dumps([one for one in before if one != document], ensure_ascii=False)
                self._database.execute("UPDATE audit SET documents = ? WHERE rowid = ?", left, row)

    def since(self, at: float) -> list[Audited]:
        """Return what was asked since a moment, the oldest first."""
        query = "SELECT at, who, asked, outcome, documents FROM audit WHERE at >= ? ORDER BY at, rowid"
        rows = self._database.execute(query, at)
        return [Audited(when, who, asked, outcome, tuple(json.loads(ids))) for when, who, asked, outcome, ids in rows]
