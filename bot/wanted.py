"""What kind of thing a question asks for, and whether a few sentences hold one. Rules for English."""

from __future__ import annotations

import re
from typing import Literal, get_args

Kind = Literal["person", "time", "place", "number"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_NUMBER_WORDS = (
    "half|third|quarter|dozens?|hundreds?|thousands?|millions?|billions?|trillions?|percent|per cent|one|two|three|four"
    "|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|most|none|several"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"

_NAME = re.compile(r"(?<=[\w,;’'\"“”)] )[A-Z][\w’'-]+")  # a capital inside a sentence
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*")
_NUMBER = re.compile(rf"(?i)\b(?!(?:1[89]|20)\d\d\b)\d[\d,.]*\b|\b(?:{_NUMBER_WORDS})\b")  # a year counts nothing
_POSSESSIVE = re.compile(r"['’]s$")
_OF_PEOPLE = "person|man|woman|lawmaker|singer|actor|actress|player|star|politician|leader|senator|president|minister"
_OF_PLACES = "city|cities|town|country|countries|state|place|nation|region|island"

_ASKED: dict[Kind, re.Pattern[str]] = {
    "number": re.compile(
        r"(?i)\bhow (?:many|much|old|long|far|big|tall|often)\b|\bwh(?:at|ich) (?:number|percentage|share)\b"
    ),
    "time": re.compile(r"(?i)\bwhen\b|\bwh(?:at|ich) (?:year|month|day|date|time|week)\b"),
    "place": re.compile(rf"(?i)\bwhere\b|\bwh(?:at|ich) (?:\w+ )?(?:{_OF_PLACES})\b"),
    "person": re.compile(rf"(?i)\bwho(?:m|se)?\b|\bwh(?:at|ich) (?:\w+ ){{0,3}}(?:{_OF_PEOPLE})\b"),
}
_HELD: dict[Kind, re.Pattern[str]] = {
    "number": _NUMBER,
    "time": re.compile(rf"\b(?:1[0-9]|20)\d\d\b|\b(?:{_MONTHS}|{_DAYS})\b|\b(?:yesterday|today|last|ago)\b"),
    "place": re.compile(r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Tt]o|of|near|across)\s+(?:the\s+)?[A-Z]\w+"),
    "person": re.compile(r"\b[A-Z][\w'’-]+\s+(?:[A-Z][\w'’.-]*\s+)?[A-Z][\w'’-]+"),
}


def wanted(question: str) -> Kind | None:
    """Return what kind of thing a question asks for, or None where it does not say."""
    return next((kind for kind, pattern in _ASKED.items() if pattern.search(question)), None)


def holds(kind: Kind | None, text: str) -> bool:
    """Return whether a text holds something of the kind; everything holds None."""
    return kind is None or _HELD[kind].search(text) is not None


def names(text: str) -> set[str]:
    """Return the capitalised words inside sentences, lower case, without the possessive."""
    return {_POSSESSIVE.sub("", name).lower() for name in _NAME.findall(text)}


def numbers(text: str) -> set[str]:
    """Return the numbers, in digits or words; years are none."""
    return {number.lower() for number in _NUMBER.findall(text)}


def things(text: str) -> set[str]:
    """Return everything that can be voted for: capitalised words wherever they stand, and numbers."""
    return {_POSSESSIVE.sub("", name).lower() for name in _CAPITAL.findall(text)} | numbers(text)
