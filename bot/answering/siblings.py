"""Texts that have another of the same sort in the place of what is asked about: "the third floor" for the second.

A sort is a handful of words of which one excludes the others: ordinals, months, colours, sides. English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.questions.words import PREPOSITIONS
from embeddings.text.dates import DAYS, MONTHS
from embeddings.text.terms import STOPWORDS, term_of

_ORDINALS: Final = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ROMAN: Final = ". i ii iii iv v vi vii viii ix x xi xii".split()
_SORTS: Final = (
    "north south east west northern southern eastern western",
    "upper lower middle",
    "left right",
    "inner outer",
    "old new",
    "red blue green yellow black white brown orange purple pink grey gray",
    "morning afternoon evening night",
    "spring summer autumn winter",
    "primary secondary",
    "senior junior",
    "single double",
    "small large medium",
    "monthly weekly daily yearly annual",
    "adult child children student students pensioner pensioners",
)
_SORT_OF: Final = {word: number for number, words in enumerate(_SORTS) for word in words.split()}
_TIMES: Final = {**dict.fromkeys(MONTHS, "month"), **dict.fromkeys(DAYS, "day")}  # these need no word beside them
_BEFORE_TIMES: Final = frozenset("last next early late mid this every each".split())
_UNITS: Final = frozenset("mm cm m km kg g mg l ml cl w kw v a hz hp mb gb tb inch inches".split())
_TOKEN: Final = re.compile(r"\w+(?:[.,’'-]\w+)*")
_MARK: Final = re.compile(r"[A-Z]|[IVXLC]{2,7}|\d{1,3}[a-z]|\d{1,4}(?:\.\d+)?")
_NUMBER: Final = re.compile(r"\d{1,4}(?:[.,]\d+)?")
_NUMBERED: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a ``value`` of a ``sort`` stands: ``before`` or behind the term of a word, "" where that is any."""

    sort: str
    value: str
    word: str = ""
    before: bool = True


def places_of(text: str) -> list[Slot]:
    """Return the words of a sort in a text, each with the word that it tells apart."""
    tokens = _TOKEN.findall(text)
    return [*_times(tokens), *_sorted(tokens), *_marked(tokens)]


def is_sibling(asked: Sequence[Slot], text: str, date: str = "") -> bool:
    """Return whether a text has another value in the place of one that is asked about, and has that one nowhere.

    ``date`` is the document's: what it was published in need not be said.
    """
    held = places_of(text) if asked else []
    words = {token.casefold() for token in _TOKEN.findall(text)} if held else set()
    return any(
        _is_other(place, held) and not _has(place.value, words)
        for place in asked
        if not _is_of(place, date) and not (place.sort == "mark" and place.value.isdecimal())  # twins.py tells these
    )


def _is_other(asked: Slot, held: Sequence[Slot]) -> bool:
    values = {one.value for one in held if (one.sort, one.word, one.before) == (asked.sort, asked.word, asked.before)}
    return bool(values) and asked.value not in values


def _has(value: str, words: set[str]) -> bool:
    """Whether a value stands among words, in letters or as a numeral."""
    at = int(value) if value.isdecimal() else _ROMAN.index(value) if value in _ROMAN else 0
    forms = {value, *([_ROMAN[at], _ORDINALS[at - 1], str(at)] if 0 < at < len(_ROMAN) else [])}
    return not words.isdisjoint(forms)


def _is_of(place: Slot, date: str) -> bool:
    return place.sort == "month" and date[5:7] == f"{MONTHS.index(place.value) + 1:02}"


def _times(tokens: Sequence[str]) -> Iterator[Slot]:
    for before, token in pairwise(["", *tokens]):
        sort = _TIMES.get(token.casefold())
        is_time = before.isdecimal() or before.casefold() in PREPOSITIONS | _BEFORE_TIMES
        if sort and token[0].isupper() and is_time:
            yield Slot(sort, token.casefold())


def _sorted(tokens: Sequence[str]) -> Iterator[Slot]:
    for token, after in pairwise(tokens):
        plain = token.casefold()
        numbered = _NUMBERED.fullmatch(plain)
        if plain in _ORDINALS or numbered:
            sort, value = "ordinal", numbered[1] if numbered else str(_ORDINALS.index(plain) + 1)
        elif plain in _SORT_OF:
            sort, value = str(_SORT_OF[plain]), plain
        else:
            continue
        if after.casefold() not in STOPWORDS and after.isalpha():
            yield Slot(sort, value, term_of(after.casefold()))


def _marked(tokens: Sequence[str]) -> Iterator[Slot]:
    """Yield marks behind what they tell apart, and numbers before it: "group A", "Harald II", "4 mm", "7 Mill Road"."""
    for one, other in pairwise(tokens):
        if _MARK.fullmatch(other) and one.isalpha() and one.casefold() not in STOPWORDS | PREPOSITIONS:
            yield Slot("mark", other.casefold(), term_of(one.casefold()), before=False)
        if _NUMBER.fullmatch(one) and (other.casefold() in _UNITS or (other[0].isupper() and other.isalpha())):
            yield Slot("number", one, term_of(other.casefold()))
