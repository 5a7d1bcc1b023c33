"""Who asked what, when, and which documents were shown: kept only where the operator has set it, and for so long."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.state.database import Database

_DAY = 86_400.0
_TABLE = """
CREATE TABLE IF NOT EXISTS audit (at REAL NOT NULL, who TEXT NOT NULL, asked TEXT NOT NULL, outcome TEXT NOT NULL,
    documents TEXT NOT NULL)
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
        database.execute(_TABLE)
        database.execute("CREATE INDEX IF NOT EXISTS audit_at ON audit (at)")

    def note(self, who: str, asked: str, outcome: str, documents: Sequence[str]) -> None:
        """Add a request."""
        now = self._clock()
        self._database.note("DELETE FROM audit WHERE at < ?", now - self._days * _DAY)
        shown = json.dumps(list(documents), ensure_ascii=False)
        self._database.note("INSERT INTO audit VALUES (?, ?, ?, ?, ?)", now, who, asked, outcome, shown)

    def since(self, at: float) -> list[Audited]:
        """Return what was asked since a moment, the oldest first."""
        rows = self._database.execute("SELECT * FROM audit WHERE at >= ? ORDER BY at, rowid", at)
        return [Audited(when, who, asked, outcome, tuple(json.loads(ids))) for when, who, asked, outcome, ids in rows]
