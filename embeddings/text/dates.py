"""Dates that a question names -> the days that it asks about, and how well a passage fits them. English; no clock.

They are a preference, as a document may tell of it years later; the filters ``after:`` and ``before:`` are the rule.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WEIGHT: Final = 1.5  # of a passage that fits, in the units of the fused score; set by hand
_LATE, _LATE_FIT = timedelta(days=7), 0.5  # news of a day comes out on it, or some days after

DAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS: Final = "january february march april may june july august september october november december".split()
_ABBREVIATED = [name[:3] for name in MONTHS]
_MONTH = rf"(?P<month>{'|'.join((*MONTHS, 'sept', *_ABBREVIATED))})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_YEAR, _BEHIND_YEAR = 32, 12  # characters of a date, and the one beside it
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_NAMED = [
    re.compile(rf"\b{_DAY} (?:of )?{_MONTH},? {_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_YEAR}-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b"),
    re.compile(rf"\b{_MONTH},? (?:of )?{_YEAR}\b", re.IGNORECASE),
    re.compile(
        rf"(?:(?<=\bin )|(?<=\bduring )|(?<=\bsince )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil )){_YEAR}\b(?!-)"
    ),
]
_RELATIVE = re.compile(
    r"\b(?P<word>today|yesterday)\b|\b(?P<which>this|last) (?P<unit>week|month|year)\b"
    r"|\b(?P<count>\d{1,3}|an?|one|two|three) (?P<of>day|week|month|year)s? ago\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(since|after|before|until)\s+(?:the )?$", re.IGNORECASE)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both ends included. Without an end, it is open there."""

    first: date = date.min
    last: date = date.max

    def __str__(self) -> str:
        first = "" if self.first == date.min else self.first.isoformat()
        last = "" if self.last == date.max else self.last.isoformat()
        return first if first == last else f"{first}…{last}"


def asked_period(question: str, today: date | None = None) -> Period | None:
    """Return the days that a question asks about, None where it names none.

    Those that are told from ``today``, as "last week" is, are read where that is given.
    """
    for start, named in _named(question):
        return _opened(named, question[:start])
    match = _RELATIVE.search(question) if today is not None else None
    if match is None or today is None:
        return None
    return _opened(_relative(match, today), question[: match.start()])


def fit(period: Period, published: str | None, text: str) -> float:
    """Return how well a passage fits a period, in [0, 1]: by its document's date, or by a date that its text names."""
    whole = None if published is None else _of_iso(published)
    if whole is not None and _meet(whole, period):
        return 1.0
    if any(_meet(named, period) for _, named in _named(text)):
        return 1.0
    late = whole is not None and period.last <= date.max - _LATE and period.last < whole.first <= period.last + _LATE
    return _LATE_FIT if late else 0.0


def names(text: str, period: Period) -> bool:
    """Return whether a text names just these days, in whatever form."""
    return any(named == period for _, named in _named(text))


def _named(text: str) -> Iterator[tuple[int, Period]]:
    """Yield the dates that a text names, whole days before months before years, and where they begin."""
    near = _near_years(text)
    for pattern in _NAMED:
        for match in (match for edges in near for match in pattern.finditer(text, *edges)):
            facts = match.groupdict()
            month = facts.get("number") or (facts.get("month") and _ABBREVIATED.index(facts["month"][:3].lower()) + 1)
            period = _days(int(facts["year"]), int(month or 0), int(facts.get("day") or 0))
            if period is not None:
                yield match.start(), period


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


def _relative(match: re.Match[str], today: date) -> Period:
    if match["word"]:
        return _unit("day", int(match["word"].lower() == "yesterday"), today)
    unit = (match["unit"] or match["of"]).lower()
    count = (match["count"] or "").lower()
    back = _COUNTS.get(count) or int(count or match["which"].lower() == "last")
    return _unit(unit, back, today)


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


def _opened(period: Period, before: str) -> Period:
    match = _OPEN.search(before)
    word = match[1].lower() if match else ""
    if word in ("since", "after"):
        return Period(first=period.first)
    return Period(last=period.last if word == "until" else period.first) if word else period


def _meet(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last
