"""Does a text say in so many words who holds an office? "Ann Lee (treasurer)", "The mayor is Bo Dahl". English."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

_NAME: Final = r"(?:[A-Z][\w'’-]*\.?)(?: (?:[A-Z][\w'’-]*\.?|&)){0,4}"
_ROLE: Final = r"(?P<role>[\w-]+(?: [\w-]+){0,3})"
_OF: Final = r"(?: (?:of|at|for|in) [^.,;:|\n]{1,40})?"
_BEING: Final = r"(?:is|was|are|were|remains|will be)"
_NAMING: Final = (
    re.compile(rf"(?<!\w){_NAME} ?\({_ROLE}{_OF}\)"),
    re.compile(rf"(?m)(?:^|[;,(] )(?P<role>[A-Z][\w-]*(?: [\w-]+){{0,3}}){_OF}: ?{_NAME}"),
    re.compile(rf"(?<!\w)(?:[Tt]he|[Oo]ur|[Ii]ts|[Tt]heir|[Aa]) {_ROLE}{_OF} {_BEING} (?:now )?(?:[a-z]+ )?{_NAME}"),
    re.compile(rf"(?<!\w){_NAME},? {_BEING} (?:now )?(?:the |our |its |their )?{_ROLE}"),
    re.compile(rf"(?<!\w){_NAME}, (?:the |our |its |their )?{_ROLE}{_OF}(?:[,.;]|\s*\Z)"),
)
_TITLED: Final = re.compile(r"(?<!\w)(?P<role>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?=[A-Z][\w'’-]+ [A-Z][\w'’-]+)")
_PERSON: Final = r"(?<![\w'’-])(?P<name>[A-Z][\w'’-]{1,30}+(?: [A-Z][\w'’.-]{0,30}+){0,3}+)"
_ASIDE: Final = r"(?:, [^,.;:\n]{1,40},)?"
_TAKING: Final = (  # "Ann Lee has succeeded Bo Dahl", "named Ann Lee, a judge, to follow him"
    re.compile(
        rf"{_PERSON}{_ASIDE}(?:,? who)? (?:has |had )?"
        r"(?:succeed(?:s|ed)|replac(?:es|ed)|t(?:akes|ook) over|bec(?:omes|ame)|will (?:succeed|replace)"
        r"|(?:is|was|has been|will be) (?:re-?)?(?:elected|chosen|appointed|named|sworn in|picked))\b"
    ),
    re.compile(
        rf"\b(?:elected|chose|appointed|named|picked) {_PERSON}{_ASIDE}"
        r" (?:as|to (?:follow|succeed|replace|take over|be|become))\b"
    ),
)
_END: Final = re.compile(r"[.!?](?=\s|\Z)|\n|\Z")
_CELL: Final = re.compile(r"[^|\n]+")
_WORD: Final = re.compile(r"[\w-]+")
_FORMER: Final = re.compile(r"(?i)\b(?:former|ex|deputy|vice|assistant|acting)\b")


def names_holder(text: str, office: Collection[str], must: Collection[str] = ()) -> bool:
    """Return whether a text names who holds an office, by one of the words for it; ``must`` are to be beside it."""
    told = any(_is_office(role, office, must) for role in _roles(text))
    return told or next(successors(text, office), None) is not None


def successors(text: str, office: Collection[str]) -> Iterator[str]:
    """Yield who a text says to take up an office that it names by then: "She resigned as mayor. Bo Dahl took over"."""
    for found in (one for taking in _TAKING for one in taking.finditer(text)):
        end = _END.search(text, found.end())
        told = _WORD.findall(text[: end.start() if end else len(text)].casefold())
        places = [place for place, word in enumerate(told) if word in office]
        if any(not _FORMER.search(" ".join(told[max(0, place - 2) : place])) for place in places):
            yield found["name"]


def is_former(role: str) -> bool:
    """Return whether a role is not the office itself, or not any more: "former mayor", "deputy mayor"."""
    return _FORMER.search(role) is not None


def _roles(text: str) -> Iterator[str]:
    for naming in (*_NAMING, _TITLED):
        yield from (found["role"] for found in naming.finditer(text))
    row = text.rpartition("\n")[2]
    cells = _CELL.findall(row) if "|" in row else []
    yield from (cell for cell in cells if any(other != cell and other.strip()[:1].isupper() for other in cells))


def _is_office(role: str, office: Collection[str], must: Collection[str]) -> bool:
    words = role.casefold().split()
    is_other = is_former(role) and not _FORMER.search(" ".join(must))
    return not is_other and not set(office).isdisjoint(words)
