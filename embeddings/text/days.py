"""A date as people write it -> ISO 8601, in the languages that something is known of; no clock.

What could be two days, as 03/04/2024 could, is none.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import datetime
from functools import cache
from typing import Final

from embeddings.text.lexicon import languages

LONGEST: Final = 80  # characters of a date, with its weekday and its time
_TIME = re.compile(
    r"(?:T|[ ,]|\b)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[ap]\.? ?m\b\.?)?"
    r" ?(?:Z\b|(?:GMT|UTC)?[+-]\d{2}:?\d{2}\b)?(?: ?[A-Z]{2,4}\b)?(?: \([^()]*\))?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/._]) ?(\d{1,2})(?:\2 ?(\d{1,2})\.?)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})\.?")
_EITHER_FIRST = re.compile(r"(\d{1,2})([-/_])(\d{1,2})\2(\d{4})")
_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?")
_TOKEN = re.compile(r"(\d+)|([^\W\d_][^\s\d,./()_-]*)|[^\s,./()_°-]")
_FILLERS: Final = frozenset(
    "st nd rd th er º ª de del of the den der do le la el il dne um at à kl uhr ngày năm г года р року".split()
)
_CENTURY = 2000  # of a year of two figures
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _names() -> tuple[dict[str, int], frozenset[str]]:
    """Return the months by their names, and the names of the days of the week."""
    from babel.dates import get_day_names, get_month_names  # noqa: PLC0415  it takes a while, and few dates need it

    forms = [(width, context) for width in ("wide", "abbreviated") for context in ("format", "stand-alone")]
    months: dict[str, int] = {"sept": 9}
    days: set[str] = set()
    for language in languages():
        for width, context in forms:
            named = get_month_names(width, context, language).items()  # type: ignore[arg-type]
            months |= {_folded(name): number for number, name in named}
            days |= {_folded(name) for name in get_day_names(width, context, language).values()}  # type: ignore[arg-type]
    return months, frozenset(days)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().rstrip(".॰")


def read_day(written: str) -> str | None:
    """Return a year (``2017``), a month (``2017-10``) or a day (``2017-10-18``); None where this is no date."""
    if len(written) > LONGEST or not any(map(str.isdecimal, written)):
        return None
    text = " ".join(unicodedata.normalize("NFKC", written).split())
    if len(text) > 6:  # else 202405 would be a day of 2020
        try:
            return datetime.fromisoformat(text).date().isoformat()
        except ValueError:
            text = " ".join(_TIME.sub(" ", text).split()).strip(" ,")
    return _of_figures(text) or _of_words(text)


def whole_day(year: int, month: int = 0, day: int = 0) -> str | None:
    """Return a year, or a month or a day in it, as ISO 8601; None where there is no such."""
    if not 1000 <= year <= 2999 or not 0 <= month <= 12 or (day and not (month and day <= monthrange(year, month)[1])):
        return None
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _of_figures(text: str) -> str | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
        return _checked(year, month, day)
    if match := _ASIAN.fullmatch(text):
        return _checked(*match.groups())
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        return _checked(year if len(year) > 2 else _CENTURY + int(year), month, day)
    if match := _EITHER_FIRST.fullmatch(text):
        one, _, other, year = match.groups()
        found = {_checked(year, other, one), _checked(year, one, other)} - {None}
        return found.pop() if len(found) == 1 else None
    return None


def _checked(year: str | int, month: str | None, day: str | None) -> str | None:
    """Return a day of what stands there; a month or a day of 0 is none."""
    parts = [int(part) for part in (month, day) if part is not None]
    return whole_day(int(year), *parts) if all(parts) else None


def _of_words(text: str) -> str | None:
    """Return a day whose month, or day of the week, has its name."""
    months, weekdays = _names()
    numbers: list[str] = []
    named: list[str] = []
    for match in _TOKEN.finditer(text):
        number, word = match[1], _folded(match[2] or "")
        if number:
            numbers.append(number)
        elif word in months:
            named.append(word)
        elif word not in weekdays and word not in _FILLERS:
            return None
    named = named if len(named) < 2 else [word for word in named if word not in weekdays]  # mar. 3 mai
    if not named:
        bare = " ".join(_WORD.sub(" ", text).split()).strip(" ,.")
        return _of_figures(bare) if bare != text else None
    return _of_month(months[named[0]], numbers) if len(named) == 1 else None


def _of_month(month: int, numbers: list[str]) -> str | None:
    years = [int(number) for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) < 3]
    if len(years) != 1 or len(days) > 1 or len(years) + len(days) != len(numbers) or days == [0]:
        return None
    return whole_day(years[0], month, *days)
