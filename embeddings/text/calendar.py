"""What short forms of a calendar stand for, as heads of columns have them: Q3, H1, Sat, Sept. English."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from embeddings.text.numerals import ORDINALS

_DAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS: Final = "January February March April June July August September October November December".split()
_LONGER: Final = {"Tues": "Tuesday", "Thur": "Thursday", "Thurs": "Thursday", "Sept": "September"}
_FULL: Final = {name[:3]: name for name in (*_DAYS, *_MONTHS)} | _LONGER
_PARTS: Final = {"Q": "quarter", "H": "half"}
_SHORT: Final = re.compile(
    rf"(?<![\w'’-])(?:(?P<name>{'|'.join(sorted(_FULL, key=len, reverse=True))})|Q(?P<Q>[1-4])|H(?P<H>[12]))(?![\w'’])"
)
_NAMES_OF_DAYS: Final = {name: day for name, day in _FULL.items() if day in _DAYS} | {day: day for day in _DAYS}
_DAY: Final = re.compile(rf"(?<![\w'’])({'|'.join(sorted(_NAMES_OF_DAYS, key=len, reverse=True))})s?(?!\w)")
_TO: Final = re.compile(r"\s?[-–—]\s?|\.?\s(?:to|until|till|through)\s")
_YEAR: Final = (*_MONTHS[:4], "May", *_MONTHS[4:])  # which has no shorter form
_MONTH: Final = re.compile(rf"(?<![\w'’])({'|'.join(_YEAR)})(?!\w)")
_DATE: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_TO_MONTH: Final = re.compile(
    rf"(?: {_DATE},?)?(?:\s?[-–—]\s?|\s(?:to|until|till|through)\s)(?:the )?(?:end of |{_DATE} (?:of )?)?"
)
_BETWEEN: Final = re.compile(rf"(?i)\bbetween (?:the )?(?:{_DATE} (?:of )?)?\Z")
_AND: Final = re.compile(rf"(?: {_DATE},?)? and (?:the )?(?:{_DATE} (?:of )?)?")
_BEFORE: Final = 24  # characters that "between the 15th of" takes
_DATED_DAY: Final = re.compile(  # "Saturday 12 October" is one of them
    rf"(?<![\w'’])(?:{'|'.join(_DAYS)}),? (?:the )?(?:{_DATE} (?:of )?(?:{'|'.join(_YEAR)})"
    rf"|(?:{'|'.join(_YEAR)}) {_DATE})\b"
)
_SEVERAL: Final = (
    (re.compile(r"(?i)\b(?:daily|every day|each day|any day|all week|days a week)\b"), range(7)),
    (re.compile(r"(?i)\b(?:weekdays|working days?|workdays)\b"), range(5)),
    (re.compile(r"(?i)\bweek-?ends?\b"), range(5, 7)),
)


def spelt_out(text: str) -> list[str]:
    """Return the words, in lower case, that the short forms of a text stand for, in order.

    Only what is written with a capital is one: nobody sat on a Saturday.
    """
    return [word for match in _SHORT.finditer(text) for word in _words(match)]


def days_of(text: str) -> frozenset[str]:
    """Return the days of the week, in lower case, that a text names in full or in short, and those between two."""
    found = [(match.start(), match.end(), _DAYS.index(_NAMES_OF_DAYS[match[1]])) for match in _DAY.finditer(text)]
    days = {at for _, _, at in found}
    for (_, end, first), (start, _, last) in pairwise(found):
        if _TO.fullmatch(text, end, start):
            days.update((first + on) % len(_DAYS) for on in range((last - first) % len(_DAYS)))
    days.update(*(within for words, within in _SEVERAL if words.search(text)))
    return frozenset(_DAYS[at].casefold() for at in days)


def without_dates(text: str) -> str:
    """Return a text without its days of the week that stand in a date: what happens once, not on every one."""
    return _DATED_DAY.sub(" ", text)


def months_of(text: str) -> frozenset[str]:
    """Return the months, in lower case, that a text names in full, and those between two: "from May to July"."""
    found = [(match.start(), match.end(), _YEAR.index(match[1])) for match in _MONTH.finditer(text)]
    months = {at for _, _, at in found}
    for (began, end, first), (start, _, last) in pairwise(found):
        between = _BETWEEN.search(text, max(0, began - _BEFORE), began) is not None and _AND.fullmatch(text, end, start)
        if between or _TO_MONTH.fullmatch(text, end, start):
            months.update((first + on) % len(_YEAR) for on in range((last - first) % len(_YEAR)))
    return frozenset(_YEAR[at].casefold() for at in months)


def _words(match: re.Match[str]) -> list[str]:
    if match["name"]:
        return [_FULL[match["name"]].casefold()]
    part = "Q" if match["Q"] else "H"
    return [ORDINALS[int(match[part])], _PARTS[part]]
