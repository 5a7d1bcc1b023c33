"""Lines of cron, and when they are due."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.schedule import next_run, read_schedule, was_missed

SUNDAY = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("15 3 * * * UTC", datetime(2026, 3, 2, 3, 15, tzinfo=UTC)),
        ("15 3 * * * Asia/Phnom_Penh", datetime(2026, 3, 1, 20, 15, tzinfo=UTC)),
        ("*/10 * * * * UTC", datetime(2026, 3, 1, 12, 10, tzinfo=UTC)),
        ("0 0 * * 0 UTC", datetime(2026, 3, 8, tzinfo=UTC)),  # 0 is Sunday, as cron has it
        ("0 0 * * 7 UTC", datetime(2026, 3, 8, tzinfo=UTC)),
        ("0 0 * * 1-5 UTC", datetime(2026, 3, 2, tzinfo=UTC)),
        ("0 0 * * 5-7/2 UTC", datetime(2026, 3, 6, tzinfo=UTC)),
        ("0 0 * * wed UTC", datetime(2026, 3, 4, tzinfo=UTC)),
        ("0 0 3 * 5 UTC", datetime(2026, 3, 3, tzinfo=UTC)),  # the third, or a Friday
    ],
)
def test_when_it_is_due(line: str, due: datetime) -> None:
    assert next_run(line, SUNDAY) == due


def test_summer_time_keeps_the_hour_of_the_wall() -> None:
    before = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)  # the clocks go forward the night after
    due = next_run("15 3 * * * Europe/Berlin", before)
    assert due == datetime(2026, 3, 29, 3, 15, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "a line of cron"),
        ("daily", "a line of cron"),
        ("61 3 * * *", "a line of cron"),
        ("0 3 * * * Mars/Olympus", "there is no time zone 'Mars/Olympus'"),
        ("0 0 31 2 *", "there is no such day"),
        ("0 3 * * 8", "'8' is no day of the week"),
        ("0 3 * * 5-1", "'5-1' is no day of the week"),
    ],
)
def test_what_is_no_schedule_is_said(line: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_schedule(line)


def test_a_run_is_missed_once_however_many_were_due() -> None:
    line = "0 * * * * UTC"
    assert was_missed(line, datetime(2026, 3, 1, 2, 30, tzinfo=UTC), SUNDAY)
    assert not was_missed(line, datetime(2026, 3, 1, 12, 0, tzinfo=UTC), datetime(2026, 3, 1, 12, 59, tzinfo=UTC))
    assert not was_missed(line, None, SUNDAY)
