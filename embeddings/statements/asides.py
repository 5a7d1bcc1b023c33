"""What leads a parser astray and says nothing of who speaks: datelines, list marks, brackets behind a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from embeddings.naming.patterns import CAPITAL
from embeddings.types import Span

_AGENCY = r"[A-Z][\w./&’' -]{1,30}"
_PLACE = r"[A-Z][\w.’'-]*+(?:[ /][A-Z][\w.’'-]*+){0,4}"
_CAPITALS = r"[A-Z][A-Z.’'-]+"
_DATE = r"(?:\d{1,2}\.? )?[A-Z][a-z]{2,8}\.?(?: \d{1,2})?(?:,? \d{4})?"
# "HARWICK (NPA) - The …", "PARIS, 3 May (Reuters) — The …", "LONDON — The …", "(CNN) — The …"
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:, (?:{_PLACE}|{_DATE})){{0,2}},? )?[(/]"
    rf"(?:{_AGENCY}[)/] ?(?:[-–—_] ?)+|[A-Z]{{2,12}}[)/]:[-–—_: ]{{0,4}})(?=\S)"
    rf"|(?:{_CAPITALS})(?:[ /]{_CAPITALS}){{0,3}}(?:, (?:{_PLACE}|{_DATE})){{0,2}},? [-–—_]{{1,2}} (?=[\"“‘'\w])"
)
_LONGEST_DATELINE = 100
_LIST_MARK = re.compile(r"(?:[-*•·▪●]|\d{1,2}[.)])[^\S\n]+(?=[^\W_]|[“\"‘@])")
_HANDLE = r"(?<=[^\W\d_]) \(@\w{1,30}\)(?=[ ,.])"  # "Ulla Moe (@ullamoe) wrote"
# Between a name that opens a sentence and its verb: "Penrose, however, told".
_TURN = (
    rf"(?:(?<=^)|(?<=[.!?”\"] ))(?:{CAPITAL}[\w.’'-]*(?: {CAPITAL}[\w.’'-]*){{0,3}})"
    r"(, (?:however|by contrast|in contrast|meanwhile|though|too|for (?:his|her|its|their) part|in turn|in reply"
    r"|on the other hand|nevertheless|nonetheless|of course|likewise|again|also|therefore),)(?= [a-z])"
)
_ASIDE = re.compile(f"{_HANDLE}|{_TURN}", re.MULTILINE)


def opening(text: str, paragraph: Span) -> int:
    """Return how many characters at the beginning of a paragraph are a list's, or say where it came from."""
    start, end = paragraph
    mark = _LIST_MARK.match(text, start, end)
    found = _DATELINE.match(text, start, min(end, start + _LONGEST_DATELINE)) if mark is None else mark
    return 0 if found is None else found.end() - start


def without_asides(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the spans of a piece of text without what stands aside in it."""
    for found in _ASIDE.finditer(text, start, end):
        low, high = found.span(1) if found[1] else found.span()
        if start < low:
            yield start, low
        start = high
    if start < end:
        yield start, end
