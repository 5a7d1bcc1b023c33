"""Counts by day."""

from __future__ import annotations

from datetime import date, timedelta

from bot.state.tally import Tally
from tests.bot.conftest import Opener

TODAY = date(2026, 3, 1)


def test_counts_of_the_last_days_the_oldest_first(open_database: Opener) -> None:
    database, now = open_database(), [TODAY - timedelta(days=2)]
    tally = Tally(database, today=lambda: now[0])
    tally.add("answered")
    tally.add("answered")
    now[0] = TODAY
    tally.add("not on record")
    assert tally.days(3) == [
        (date(2026, 2, 27), {"answered": 2}),
        (date(2026, 2, 28), {}),
        (TODAY, {"not on record": 1}),
    ]
    assert tally.days(1) == [(TODAY, {"not on record": 1})]
    database.close()
