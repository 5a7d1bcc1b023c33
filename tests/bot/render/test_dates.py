from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.locale import speaking
from bot.render.dates import date_runs, date_words, earlier_words
from bot.render.model import Moment, Run
from bot.types import Quote
from tests.samples import make_document


def date_run(date: str) -> Run:
    comma, run = date_runs(date)
    assert comma == Run(", ")
    return run


def test_a_day_is_that_day_wherever_it_is_read() -> None:
    run = date_run("2017-10-18")
    assert run == Run("October 18, 2017", moment=Moment(1508320800, "D"))
    assert run.moment is not None
    for hours in range(-10, 14):
        assert datetime.fromtimestamp(run.moment.unix, timezone(timedelta(hours=hours))).day == 18


def test_a_moment_is_that_moment() -> None:
    run = date_run("2017-10-18T09:30:00+07:00")
    assert run.moment is not None
    assert datetime.fromtimestamp(run.moment.unix, UTC).isoformat() == "2017-10-18T02:30:00+00:00"
    assert (run.text, run.moment.style) == ("October 18, 2017", "Dt")


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2017", "2017"),
        ("2017-10", "October 2017"),
        ("1917-11-07", "November 7, 1917"),
        ("2999-01-01", "January 1, 2999"),
        ("0001-01-01", "January 1, 1"),
        ("no day at all", "no day at all"),
    ],
)
def test_what_is_no_day_that_telegram_can_show_is_shown_in_words(date: str, shown: str) -> None:
    assert date_run(date) == Run(shown)


def test_a_time_without_a_zone_is_only_a_day() -> None:
    assert date_run("2017-10-18T23:30:00") == date_run("2017-10-18")


def test_no_date_is_not_shown() -> None:
    assert date_runs(None) == []


def test_dates_are_in_the_language_that_is_spoken() -> None:
    with speaking("de"):
        assert [date_words("2017-10-18"), date_words("2017-10")] == ["18. Oktober 2017", "Oktober 2017"]
    with speaking("km"):
        assert date_words("2017-10-18") == "18 តុលា 2017"


def test_what_a_newer_quote_has_replaced_says_when_it_was_said() -> None:
    document = replace(make_document("It costs 2 euros."), date="2023-05")
    assert earlier_words(Quote(1, document.text, 0, 17, earlier=True), document) == "earlier, May 2023:"
    assert earlier_words(Quote(1, document.text, 0, 17), document) == ""
