from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.render.dates import date_run
from bot.render.model import Moment, Run


def test_a_day_is_that_day_wherever_it_is_read() -> None:
    run = date_run("2017-10-18")
    assert run == Run("2017-10-18", moment=Moment(1508320800, "D"))
    assert run.moment is not None
    for hours in range(-10, 14):
        assert datetime.fromtimestamp(run.moment.unix, timezone(timedelta(hours=hours))).day == 18


def test_a_moment_is_that_moment() -> None:
    run = date_run("2017-10-18T09:30:00+07:00", italic=True)
    assert run.moment is not None
    assert datetime.fromtimestamp(run.moment.unix, UTC).isoformat() == "2017-10-18T02:30:00+00:00"
    assert (run.text, run.moment.style, run.italic) == ("2017-10-18", "Dt", True)


@pytest.mark.parametrize("date", ["2017", "2017-10", "1917-11-07", "2999-01-01", "0001-01-01", "no day at all"])
def test_what_is_no_day_that_telegram_can_show_is_shown_as_written(date: str) -> None:
    assert date_run(date) == Run(date)


def test_a_time_without_a_zone_is_only_a_day() -> None:
    assert date_run("2017-10-18T23:30:00") == date_run("2017-10-18")


def test_no_date() -> None:
    assert date_run(None) == Run("no date")
