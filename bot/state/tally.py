"""How often what happened, by day: numbers alone, without who or what was asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from bot.state.database import Database

_TABLE = """
CREATE TABLE IF NOT EXISTS tally (day TEXT NOT NULL, what TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (day, what)) WITHOUT ROWID
"""


def _today() -> date:
    return datetime.now(UTC).date()


class Tally:
    """Counts by day (UTC)."""

    def __init__(self, database: Database, today: Callable[[], date] = _today) -> None:
        self._database, self._today = database, today
        database.prepare(_TABLE)

    def add(self, what: str) -> None:
        """Count one."""
        self._database.note(
            "INSERT INTO tally VALUES (?, ?, 1) ON CONFLICT (day, what) DO UPDATE SET count = tally.count + 1",
            self._today().isoformat(),
            what,
        )

    def days(self, number: int) -> list[tuple[date, dict[str, int]]]:
        """Return what was counted on each of the last days, the oldest first and today last."""
        today = self._today()
        days = [today - timedelta(days=ago) for ago in reversed(range(number))]
        counts: dict[date, dict[str, int]] = {day: {} for day in days}
        for day, what, count in self._database.execute(
            "SELECT day, what, count FROM tally WHERE day >= ? AND day <= ?", days[0].isoformat(), today.isoformat()
        ):
            counts[date.fromisoformat(day)][what] = count
        return list(counts.items())
