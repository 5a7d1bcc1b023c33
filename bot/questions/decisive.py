"""What tells a thing that is asked about from its twin: years, numbers of things, and codes. Rules for English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.questions.sections import without_section
from bot.questions.words import HOLLOW, NOW, PREPOSITIONS, kind_of, read_sentences
from embeddings.text.dates import DAYS, MONTHS
from embeddings.text.identifiers import identifiers
from embeddings.text.terms import STOPWORDS

_YEAR: Final = re.compile(r"(?<![\w.,/-])(?P<year>(?:1[5-9]|20)\d\d)(?![\w/-]|[.,]\d|['’]s)")
_OPEN: Final = re.compile(
    r"\b(?:since|before|after|until|till|by|from|between|to|and|than|or)\s+(?:the\s+)?$", re.IGNORECASE
)
_NUMBERED: Final = re.compile(
    r"(?<![\w'’-])(?P<label>[A-Za-z][\w'’]*+)\s+(?:(?i:no\.?\s*|nr\.?\s*|number\s+)|#\s*)?"
    r"(?P<number>\d{1,4}(?:\.\d+)*)(?![\w%€$£]|[.,:/-]\d| ?%)(?=\s+(?P<after>[\w-]+)|)"
)
_CODE: Final = re.compile(  # "e71" and "bg-4410" may be typed small, "q3" and "g7" are more than codes
    r"(?<![\w-])(?:(?:[A-Z]{1,4}|v)-?\d+[A-Z]{0,2}|[a-z]{1,4}(?:-\d+|\d{2,}))(?:[-./][A-Za-z0-9]+)*(?![\w-])"
)
_HELD_CODE: Final = re.compile(r"(?i)(?<![\w-])(?:version |[a-z]{1,4}[- ]?)\d+[A-Z]{0,2}(?:[-./][a-z0-9]+)*(?![\w-])")
_NUMBER_CODE: Final = re.compile(  # part and order numbers: 88/2101-A, WT/25/0093, 2025-0317; no dates, no years
    r"(?<![\w/.-])(?!\d{4}[-/](?:0?[1-9]|1[0-2]|(?:19|20)\d\d)(?![\w/-]))"
    r"(?:\d{2,}(?:[-/]\d+)*[-/][A-Z]{1,2}|\d{2,}/\d{3,}|\d{4,}-\d{3,}|[A-Z]{1,4}(?:/\d+){1,3})(?![\w/-])"
)
_MODEL: Final = re.compile(
    r"(?<!\w)[A-Z][\w-]+ (\d{1,4} ?(?!AM|PM|AD|BC|BCE|CE|I\b)[A-Z]{1,3})(?![\w'’.])"
)  # "Aquila 200 S"
_NO_LABELS: Final = (
    STOPWORDS
    | PREPOSITIONS
    | {*MONTHS, *DAYS}
    | frozenset(
        "top first last next past age aged least most than over under nearly almost about around only exactly per plus"
        " times fewer up won scored killed cost costs paid got gets took takes lost sold made hit reached rose fell"
        " number every another within".split()
    )
)
_UNITS: Final = re.compile(
    r"(?<!\w)(?:(?!is$|was$|has$|does$|as$)\w+s|percent|per|million|billion|people|men|women|children|of)",
    re.IGNORECASE,
)
_SHORT: Final = 12  # words
_WITH_CAPITALS: Final = ("de",)  # where every noun has one
_OF_A_PLACE: Final = ("ish", "ese", "ean", "ian", "can", "ench", "utch", "eek", "wiss")
_LIST: Final = r"(?:\s*(?:,|and|&|to|or|–|-)\s*|\s+)"
_LISTED: Final = re.compile(  # behind a label
    rf"(?<=[\w'’])(?:e?s)?{_LIST}?(?:no\.?\s*|nr\.?\s*|number\s+|#\s*)?"
    rf"(\d+(?:\.\d+)*(?:{_LIST}\d+(?:\.\d+)*)*)"
)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*")
_BEGINNING: Final = re.compile(r"(?<!\w)\w")  # of a word
_VERSION: Final = re.compile(r"(?i)v\d")  # v1.2 is another one than v1.2.1
_VERSION_LABEL: Final = re.compile(r"(?i)\Aversion ")
_PART_OF_CODE: Final = re.compile(r"[-./]")


@dataclass(frozen=True, slots=True)
class Decisive:
    """``years`` and ``codes`` as they are compared; ``numbers`` are those of things, each after its label.

    Years and names are read in short questions alone: an answer need not have each of a long one's. ``names`` can't
    be called otherwise.
    """

    years: frozenset[str] = frozenset()
    numbers: frozenset[tuple[str, str]] = frozenset()
    codes: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    identifiers: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.years or self.numbers or self.codes or self.names or self.identifiers)


def read_decisive(question: str, language: str | None = None) -> Decisive:
    """Return what a question has that its answer's text must have, too: names where only these have capitals."""
    is_short, capitals_tell = len(question.split()) <= _SHORT, language not in _WITH_CAPITALS
    years = {match["year"] for match in _YEAR.finditer(question) if not _OPEN.search(question[: match.start()])}
    dialled = identifiers(question)
    labelled = (match for match in _NUMBERED.finditer(question) if _is_label(match))
    return Decisive(
        frozenset(years if is_short else ()),
        frozenset((match["label"].lower(), match["number"]) for match in labelled),
        frozenset(_compact(code) for codes in (_CODE, _NUMBER_CODE, _MODEL) for code in codes.findall(question))
        - dialled,
        _names(without_section(question)) if is_short and capitals_tell else (),
        dialled,
    )


def _names(question: str) -> tuple[str, ...]:
    words = [word for sentence in read_sentences(question) for word in sentence]
    named = [word for word in words if kind_of(word) == "name" and word[0].isalpha() and not _CODE.search(word)]
    return tuple(name for name in named if not _is_otherwise_called(name))


def _is_otherwise_called(name: str) -> bool:
    """Whether a name is one that texts put in other ways: "U.S.", "UN", "European", "French"; or none, as "Who"."""
    if HOLLOW.issuperset(name.lower().split()):
        return True
    last = name.rsplit(maxsplit=1)[-1].lower()
    return name.isupper() or len(name) < 3 or NOW.fullmatch(last) is not None or last.endswith(_OF_A_PLACE)


def codes_of(text: str) -> frozenset[str]:
    """Return the codes of a text as they are compared, whole and without their last parts: BG-4410 of BG-4410-D."""
    codes = (code for codes in (_HELD_CODE, _NUMBER_CODE, _MODEL) for code in codes.findall(text))
    found = [_VERSION_LABEL.sub("v", code) for code in codes]
    parted = (code for code in found if not _VERSION.match(code))
    shorter = {_compact(code[: match.start()]) for code in parted for match in _PART_OF_CODE.finditer(code)}
    return frozenset({_compact(code) for code in found} | shorter)


def numbers_of(text: str, label: str) -> frozenset[str]:
    """Return the numbers that a text gives things of one label: 1, 3 and 4 of "the piers 1, 3 and 4"."""
    lower, label = text.lower(), label.lower()
    runs = (_LISTED.match(lower, place + len(label)) for place in _beginnings(lower, label))
    return frozenset(number for run in runs if run for number in _NUMBER.findall(run[1]))


def _beginnings(text: str, label: str) -> Iterator[int]:
    """Yield where a word begins with a label."""
    at = text.find(label)
    while at >= 0:
        if _BEGINNING.match(text, at):
            yield at
        at = text.find(label, at + 1)


def _is_label(match: re.Match[str]) -> bool:
    label, number = match["label"].lower(), match["number"]
    if label in _NO_LABELS or label.endswith(("ed", "ing")) or _YEAR.fullmatch(number):
        return False
    return match["after"] is None or not _UNITS.fullmatch(match["after"])


def _compact(code: str) -> str:
    return "".join(filter(str.isalnum, code)).lower()
