"""Where the quotations of a text are: marks paired, inside paragraphs and across them.

Journalists open every paragraph of a long quotation and close only the last one, so an opening mark that
its paragraph never closes is a quotation only if the next paragraph opens (or closes) it too. What cannot be
paired is dropped: a stray inch mark must not swallow a page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from embeddings.naming.patterns import CAPITAL
from embeddings.text.sentences import paragraph_spans, strip_span
from embeddings.turns.turns import breaks, find_turns
from embeddings.types import Span

# An opening mark and the marks that may close it, best first. Double marks come before single ones.
CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”", '"', "’’"),
    "„": ("“", "”", '"'),
    "«": ("»",),
    "»": ("«",),
    '"': ('"', "”"),
    "''": ("''",),
    "``": ("''",),
    "‘": ("’",),
    "'": ("'",),
}
# Marks that say which way they look: whether they may open, whether they may close.
_DIRECTED = {
    "“": (True, True),
    "„": (True, False),
    "``": (True, False),
    "”": (False, True),
    "’’": (False, True),
    "‘": (True, False),
    "’": (False, True),
}
_MARK = re.compile(r"``|''|’’|[“”„«»\"‘’']")
_SIGNATURE = re.compile(rf"[”\"][^\S\n]*[-–—―]{{1,2}}[^\S\n]*{CAPITAL}[^\n]{{1,60}}\n")
_SIGNED_BELOW = re.compile(rf"[-–—―~]{{1,2}}[^\S\n]*{CAPITAL}[^\n]{{1,300}}")
# A line that ends early, and as no sentence does, above one that begins with a capital: a heading, an item.
_SHORT_LINE = re.compile(rf"(?m)^[^\n“”„«»\"]{{0,35}}[^\W_][)]?[^\S\n]*\n(?={CAPITAL})")
# A line that is an item of a list; one alone may be a dash of prose, wrapped.
_ITEM = re.compile(r"(?m)^[^\S\n]*(?:[-*•·]|\d{1,2}[.)])[^\S\n]+(?=[^\W_]|[“\"@*])")
_SINGLE = frozenset("‘’'")
_DIGITS = "0123456789"
_MAX_PARAGRAPHS = 40  # of one quotation
_MAX_DEPTH = 4
_MAX_MARKS = 400  # looked at for the one that closes


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, marks included: a piece for each paragraph it runs through."""

    pieces: tuple[Span, ...]

    @property
    def start(self) -> int:
        """The place of the opening mark."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """The place after the closing mark."""
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    start: int
    end: int
    can_open: bool
    can_close: bool


def blocks(text: str) -> list[Span]:
    """The paragraphs; but each line of signed quotations is a block, and so are a quotation and its signature below."""
    turns = find_turns(text)
    lines = (found.end() for found in _SHORT_LINE.finditer(text))
    edges = sorted({*breaks(text, turns), *lines, *_items(text), *(start for turn in turns for start, _ in turn.words)})
    spans = (part for span in paragraph_spans(text) for part in _cut_at(text, span, edges))
    parts = (part for span in spans for part in _signed(text, span))
    found: list[Span] = []
    for start, end in parts:
        if found and _SIGNED_BELOW.fullmatch(text, start, end) and _is_one_quotation(text, found[-1]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _items(text: str) -> Iterator[int]:
    """Where the items of lists begin, and what is below the last of one."""
    items = [found.start() for found in _ITEM.finditer(text)]
    yield from items if len(items) > 1 else ()


def _cut_at(text: str, span: Span, edges: Sequence[int]) -> Iterator[Span]:
    """A paragraph, cut where turns and entries of a timeline begin."""
    inner = edges[bisect_right(edges, span[0]) : bisect_left(edges, span[1])]
    for start, end in pairwise((span[0], *inner, span[1])):
        part = strip_span(text, start, end)
        if part[0] < part[1]:
            yield part


def _is_one_quotation(text: str, span: Span) -> bool:
    """Whether a paragraph is nothing but a quotation: below other words, a name is the reporter's."""
    start, end = span
    closer = {"“": "”", '"': '"', "«": "»"}.get(text[start])
    return closer is not None and text.find(closer, start + 1, end) == end - 1


def _signed(text: str, span: Span) -> Iterator[Span]:
    """A list of quotations, each a line with its speaker behind a dash, is one paragraph for each."""
    start, end = span
    for found in _SIGNATURE.finditer(text, start, end):
        yield strip_span(text, start, found.end())
        start = found.end()
    last = strip_span(text, start, end)
    if last[0] < last[1]:
        yield last


def find_quotations(text: str, spans: list[Span]) -> list[Quotation]:
    """Pair the marks of ``spans``, the paragraphs of ``text``. In order, none overlapping, in linear time."""
    found: list[Quotation] = []
    open_pieces: list[Span] = []
    open_mark = ""
    for number, (start, end) in enumerate(spans):
        marks = list(_marks(text, start, end))
        position = 0
        if open_pieces:
            position, closed_at = _continue(open_mark, marks, start)
            if closed_at is not None:
                found.append(Quotation((*open_pieces, (start, closed_at))))
                open_pieces = []
            elif position < 0 or len(open_pieces) >= _MAX_PARAGRAPHS:
                open_pieces, position = [], 0
            else:
                open_pieces.append((start, end))
                if not _goes_on(text, spans, number, open_mark):
                    # A block quotation whose last paragraph forgot its mark: it ends here.
                    found.append(Quotation(tuple(open_pieces)))
                    open_pieces = []
                continue
        pairs, left_open = _pair(marks, position)
        found.extend(Quotation((pair,)) for pair in pairs)
        if left_open is not None and _goes_on(text, spans, number, left_open.text):
            open_pieces, open_mark = [(left_open.start, end)], left_open.text
    return found


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, start, end):
        mark, (at, after) = match.group(), match.span()
        before = text[at - 1] if at > start else " "
        behind = text[after] if after < end else " "
        if mark in _SINGLE and before.isalnum() and behind.isalnum():
            continue  # an apostrophe
        can_open, can_close = _DIRECTED.get(mark) or _directions(mark, before, behind)
        if mark == "'" and can_open and behind in _DIGITS:
            continue  # the '90s
        yield _Mark(mark, at, after, can_open, can_close)


def _directions(mark: str, before: str, behind: str) -> tuple[bool, bool]:
    """Whether a mark that looks both ways may open, and whether it may close, between two characters."""
    can_open = not (behind.isspace() or before.isalnum() or before in ".,!?;:%…)]")
    can_close = not (before.isspace() or behind.isalnum() or behind in "$€£([…")
    if can_open == can_close:
        # Blanks on both sides, or on none: the side of a guillemet, the state of a straight mark decides.
        return mark not in "»'", mark not in "«'"
    return can_open, can_close


def _pair(marks: list[_Mark], first: int) -> tuple[list[Span], _Mark | None]:
    """The outermost pairs from ``marks[first]`` on, and the double mark that nothing closes, if any."""
    pairs: list[Span] = []
    left_open: _Mark | None = None
    at = first
    closing = _ClosingMarks(marks)
    while at < len(marks):
        mark = marks[at]
        at += 1
        if not mark.can_open or mark.text not in CLOSERS:
            continue
        close = closing.after(at, mark)
        if close is None:
            if mark.text not in _SINGLE:
                left_open = left_open or mark
            continue
        pairs.append((mark.start, marks[close].end))
        left_open = None
        at = close + 1
    return pairs, left_open


class _ClosingMarks:
    """Finds the mark that closes another; remembers failures, so that many open marks stay linear."""

    def __init__(self, marks: list[_Mark]) -> None:
        self._marks = marks
        self._hopeless: set[str] = set()

    def after(self, at: int, opening: _Mark) -> int | None:
        if opening.text in self._hopeless:
            return None
        closers = CLOSERS[opening.text]
        # A straight mark may be closed by a curly one, if no other curly one opened before that.
        for opener in ("“", None) if opening.text == '"' else (opening.text, None) if opening.text in "“«" else (None,):
            for accepted in (closers,) if opening.text != '"' or opener else (closers[:1], closers):
                found = self._search(at, accepted, opener)
                if found is not None:
                    return found
        self._hopeless.add(opening.text)
        return None

    def _search(self, at: int, accepted: tuple[str, ...], opener: str | None) -> int | None:
        """The first accepted mark that does not close another ``opener`` in between."""
        depth = 0
        for place in range(at, min(len(self._marks), at + _MAX_MARKS)):
            mark = self._marks[place]
            if mark.text == opener and mark.can_open and depth < _MAX_DEPTH:
                depth += 1
            elif mark.can_close and mark.text in accepted:
                if depth == 0:
                    return place
                depth -= mark.text == CLOSERS[opener or '"'][0]
        return None


def _continue(open_mark: str, marks: list[_Mark], start: int) -> tuple[int, int | None]:
    """How a paragraph goes on with a quotation: the next mark to look at (-1: none), where it closes."""
    reopened = bool(marks) and marks[0].start == start and marks[0].can_open
    opening = _Mark(open_mark, start, start, can_open=True, can_close=False)
    close = _ClosingMarks(marks).after(1 if reopened else 0, opening)
    if close is not None:
        return close + 1, marks[close].end
    return (0, None) if reopened else (-1, None)


def _goes_on(text: str, spans: list[Span], number: int, open_mark: str) -> bool:
    """Whether the paragraph after ``number`` opens with the same mark, or closes it before another opens."""
    if number + 1 >= len(spans):
        return False
    start, end = spans[number + 1]
    if text.startswith(open_mark, start):
        return True
    first = next((mark for mark in _marks(text, start, end) if mark.text not in _SINGLE), None)
    return first is not None and not first.can_open and first.can_close and first.text in CLOSERS[open_mark]
