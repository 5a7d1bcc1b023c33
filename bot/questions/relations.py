"""Whom a question asks for by what they are to somebody: "Who is Ann Lee's lawyer?". Rules for English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_RELATIONS: Final = tuple(  # words that tell of one; a word that has many others ("boss") is left to what reads
    frozenset(words.split())
    for words in (
        "lawyer lawyers attorney attorneys counsel barrister solicitor represents represented defends defended",
        "wife husband spouse married marries marriage wed wedding partner widow widower bride",
        "fiancé fiancée fiance fiancee engaged engagement betrothed",
        "son sons daughter daughters child children father mother parent parents",
        "brother brothers sister sisters sibling siblings twin twins",
        "uncle aunt nephew niece cousin",
        "deputy deputies vice second-in-command stands",
        "assistant assistants aide aides secretary assists",
        "adviser advisor advisers advisors advises advised",
        "owner owners owned owns own belongs belonged bought landlord landlady rents rented",
        "successor predecessor succeeds succeeded succeeding replaces replaced replacement follows followed takes took",
        "doctor physician surgeon dr treats treated",
        "bodyguard bodyguards guards guarded protects protected",
        "driver chauffeur drives drove",
        "neighbour neighbours neighbor neighbors next",
        "biographer biography",
        "translator translated translates interpreter",
        "mentor mentored taught",
    )
)
_NAME: Final = r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}"
_ROLE: Final = rf"(?:[a-z-]+ ){{0,2}}(?P<role>{'|'.join(sorted(frozenset().union(*_RELATIONS)))})(?:-in-law)?"
_WHO: Final = (
    r"(?i:(?:(?:so|and|please|tell me),? )?"
    r"(?:who(?:['’]s| is| was| are| were)|what(?:['’]s| is| was| are| were)(?: the names? of)?))"
)
_ASKED: Final = (
    re.compile(rf"{_WHO} (?P<owner>{_NAME})['’]s? {_ROLE}\b.{{0,30}}"),
    re.compile(rf"{_WHO} {_ROLE} (?:of|for|to) (?P<owner>{_NAME})\b.{{0,30}}"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What somebody is to the ``owner``, a name, by any of the ``words`` that tell of it."""

    owner: str
    words: frozenset[str]


def relation_of(question: str) -> Relation | None:
    """Return which relation of a named one a question asks for; None where it asks for something else."""
    text = " ".join(question.split())
    found = next(filter(None, (asked.fullmatch(text) for asked in _ASKED)), None)
    if found is None:
        return None
    return Relation(found["owner"], next(words for words in _RELATIONS if found["role"] in words))
