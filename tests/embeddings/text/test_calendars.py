"""How languages name days: every file that has a calendar has all of it."""

from __future__ import annotations

import pytest

from bot.locale import LANGUAGES
from embeddings.text.calendars import UNITS, calendar_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_the_interface_has_a_calendar(language: str) -> None:
    groups = {*calendar_of(language).relative.groupindex}
    assert {f"{unit}_{back}" for unit in UNITS for back in (0, 1)} <= groups
    assert {f"{unit}s" for unit in UNITS} <= groups
    assert {*calendar_of(language).opens.groupindex} == {"since", "before", "until"}
    assert (calendar_of(language) is calendar_of("en")) == (language == "en")


def test_the_others_go_by_the_rules_of_english() -> None:
    assert calendar_of("it") is calendar_of(None) is calendar_of("en")


def test_a_month_is_told_by_its_name_or_its_number() -> None:
    german = calendar_of("de")
    for text in ("3. März 2016", "3.3.2016", "3. 03. 2016", "2016-03-03"):
        matches = [match for pattern in german.dates for match in [pattern.search(text)] if match]
        assert german.month(matches[0]) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [("last week", ("week", 1)), ("today", ("day", 0)), ("two years ago", ("year", 2)), ("11 days ago", ("day", 11))],
)
def test_what_is_told_from_today(text: str, told: tuple[str, int]) -> None:
    match = calendar_of("en").relative.search(text)
    assert match is not None
    assert calendar_of("en").back(match) == told


def test_a_count_may_be_left_out_where_a_language_does() -> None:
    match = calendar_of("ru").relative.search("год назад")
    assert match is not None
    assert calendar_of("ru").back(match) == ("year", 1)
