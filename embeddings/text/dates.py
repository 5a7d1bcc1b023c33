"""Dates that a question names -> the days that it asks about, and how well a passage fits them; no clock.

They are a preference, as a document may tell of it years later; the filters ``after:`` and ``before:`` are the rule.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from embeddings.text.calendars import Calendar, calendar_of

WEIGHT: Final = 1.5  # of a passage that fits, in the units of the fused score; set by hand
_LATE, _LATE_FIT = timedelta(days=7), 0.5  # news of a day comes out on it, or some days after

DAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS: Final = "january february march april may june july august september october november december".split()
_ANY_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_BEFORE_YEAR, _BEHIND_YEAR = 32, 12  # characters of a date, and the one beside it
_DIGIT: Final = re.compile(r"[^\D0-9]")  # of another script, as Khmer's


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both ends included. Without an end, it is open there."""

    first: date = date.min
    last: date = date.max

    def __str__(self) -> str:
        first = "" if self.first == date.min else self.first.isoformat()
        last = "" if self.last == date.max else self.last.isoformat()
        return first if first == last else f"{first}…{last}"


def asked_period(question: str, today: date | None = None, language: str | None = None) -> Period | None:
    """Return the days that a question in a language asks about, None where it names none.

    Those that are told from ``today``, as "last week" is, are read where that is given.
    """
    text, calendar = _with_plain_digits(question), calendar_of(language)
    for start, named in _named(text, calendar):
        return _opened(named, text[:start], calendar)
    match = calendar.relative.search(text) if today is not None else None
    if match is None or today is None:
        return None
    return _opened(_unit(*calendar.back(match), today), text[: match.start()], calendar)


def fit(period: Period, published: str | None, text: str, language: str | None = None) -> float:
    """Return how well a passage fits a period, in [0, 1]: by its document's date, or by a date that its text names."""
    whole = None if published is None else _of_iso(published)
    if whole is not None and _meet(whole, period):
        return 1.0
    text = _with_plain_digits(text)
    if _names_year(text, period) and any(_meet(named, period) for _, named in _named(text, calendar_of(language))):
        return 1.0
    late = whole is not None and period.last <= date.max - _LATE and period.last < whole.first <= period.last + _LATE
    return _LATE_FIT if late else 0.0


def names(text: str, period: Period, language: str | None = None) -> bool:
    """Return whether a text in a language names just these days, in whatever form."""
    return any(named == period for _, named in _named(_with_plain_digits(text), calendar_of(language)))


def _names_year(text: str, period: Period) -> bool:
    """Tell whether a text has a number that may be a year of a period: most don't, and need no reading of dates."""
    return any(period.first.year <= year <= period.last.year for year in map(int, _ANY_YEAR.findall(text)))


def _with_plain_digits(text: str) -> str:
    return text if text.isascii() else _DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def _named(text: str, calendar: Calendar) -> Iterator[tuple[int, Period]]:
    """Yield the dates that a text names, whole days before months before years, and where they begin."""
    near = _near_years(text)
    for pattern in calendar.dates:
        for match in (match for edges in near for match in pattern.finditer(text, *edges)):
            facts = match.groupdict()
            period = _days(int(facts["year"]), calendar.month(match), int(facts.get("day") or 0))
            if period is not None:
                yield match.end("lead") if facts.get("lead") else match.start(), period


def _near_years(text: str) -> list[tuple[int, int]]:
    """Return where dates may stand, ascending and apart: each has a year, and most texts have hardly any."""
    found: list[tuple[int, int]] = []
    for match in _ANY_YEAR.finditer(text):
        first, last = max(0, match.start() - _BEFORE_YEAR), match.end() + _BEHIND_YEAR
        if found and first <= found[-1][1]:
            first = found.pop()[0]
        found.append((first, last))
    return found


def _days(year: int, month: int = 0, day: int = 0) -> Period | None:
    try:
        if day:
            return Period(date(year, month, day), date(year, month, day))
        if month:
            return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Period(date(year, 1, 1), date(year, 12, 31))
    except ValueError:  # the 31st of June
        return None


def _of_iso(value: str) -> Period | None:
    """Return the days of a document's date, which may be a year, a month, a day or a moment."""
    numbers = [int(number) for number in value[:10].split("-") if number.isdigit()]
    return _days(*numbers) if numbers else None


def _unit(unit: str, back: int, today: date) -> Period:
    """Return the day, week (from Monday), month or year that lies so many of them back; all time if there is none."""
    if unit in ("day", "week"):
        first = today.toordinal() - (back if unit == "day" else today.weekday() + 7 * back)
        last = first if unit == "day" else first + 6
        inside = date.min.toordinal() <= first and last <= date.max.toordinal()
        return Period(date.fromordinal(first), date.fromordinal(last)) if inside else Period()
    months = today.year * 12 + today.month - 1 - (back if unit == "month" else 12 * back)
    period = _days(months // 12, months % 12 + 1 if unit == "month" else 0) if months >= 12 else None
    return period or Period()


def _opened(period: Period, before: str, calendar: Calendar) -> Period:
    match = calendar.opens.search(before)
    if match is None:
        return period
    if match["since"]:
        return Period(first=period.first)
    return Period(last=period.last if match["until"] else period.first)


def _meet(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last
