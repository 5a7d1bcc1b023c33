"""The words of a sort in a question or a text, each with the word that it tells apart: "the third floor". English.

A sort is a handful of words of which one excludes the others: ordinals, months, colours, sides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.questions.words import AUXILIARIES, PREPOSITIONS
from embeddings.text.dates import DAYS, MONTHS
from embeddings.text.numerals import ORDINALS
from embeddings.text.terms import STOPWORDS, term_of

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
_ORDER_OF: Final = {word: ORDINALS.index(word) for word in ORDINALS}
_TIMES: Final = {**dict.fromkeys(MONTHS, "month"), **dict.fromkeys(DAYS, "day")}  # these need no word beside them
_BEFORE_TIMES: Final = PREPOSITIONS | frozenset("last next early late mid this every each".split())
_BEFORE_NO_MARK: Final = STOPWORDS | PREPOSITIONS
_UNITS: Final = frozenset("mm cm m km kg g mg l ml cl w kw v a hz hp mb gb tb inch inches".split())
TOKEN: Final = re.compile(r"\w+(?:[.,’'-]\w+)*")
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


def slots_of(text: str, sorts: Collection[str] | None = None) -> list[Slot]:
    """Return the words of a sort in a text, each with the word that it tells apart.

    "On Saturdays" names "days", "on Saturday" a "day". Where some ``sorts`` are wanted, others may be left out.
    """
    wanted = [find for find, found in _FINDERS if sorts is None or not found.isdisjoint(sorts)]
    tokens = TOKEN.findall(text) if wanted else []
    return [slot for find in wanted for slot in find(tokens)]


def _times(tokens: Sequence[str]) -> Iterator[Slot]:
    for before, token in pairwise(["", *tokens]):
        if not token[0].isupper():
            continue
        plain = token.casefold()
        name = plain if plain in _TIMES else plain.removesuffix("s")  # "on Saturdays"
        sort = _TIMES.get(name)
        if sort and (before.isdecimal() or before.casefold() in _BEFORE_TIMES):
            yield Slot("days" if sort == "day" and name != plain else sort, name)


def _sorted(tokens: Sequence[str]) -> Iterator[Slot]:
    for token, after in pairwise(tokens):
        plain = token.casefold()
        if plain in _SORT_OF:
            sort, value = str(_SORT_OF[plain]), plain
        elif plain in _ORDER_OF:
            sort, value = "ordinal", str(_ORDER_OF[plain])
        elif plain[0].isdecimal() and (numbered := _NUMBERED.fullmatch(plain)):
            sort, value = "ordinal", numbered[1]
        else:
            continue
        if after.casefold() not in STOPWORDS and after.isalpha():
            yield Slot(sort, value, term_of(after.casefold()))


def _marked(tokens: Sequence[str]) -> Iterator[Slot]:
    """Yield marks behind what they tell apart, and numbers before it: "group A", "Harald II", "4 mm", "7 Mill Road"."""
    for one, other in pairwise(tokens):
        begins = other[0]  # most are no marks by that
        if (begins.isupper() or begins.isdecimal()) and _MARK.fullmatch(other) and _may_bear_a_mark(one):
            yield Slot("mark", other.casefold(), term_of(one.casefold()), before=False)
        if one[0].isdecimal() and _NUMBER.fullmatch(one) and _may_be_numbered(other):
            yield Slot("number", one, term_of(other.casefold()))


_FINDERS: Final = (
    (_times, frozenset(("month", "day", "days"))),
    (_sorted, frozenset(("ordinal", *map(str, range(len(_SORTS)))))),
    (_marked, frozenset(("mark", "number"))),
)


def _may_bear_a_mark(token: str) -> bool:
    return (
        token.isalpha() and token.casefold() not in _BEFORE_NO_MARK and token not in AUXILIARIES
    )  # "may I", not "May"


def _may_be_numbered(token: str) -> bool:
    return token.casefold() in _UNITS or (token[0].isupper() and token.isalpha())
