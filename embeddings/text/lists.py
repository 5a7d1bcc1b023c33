"""Lists of a document: items, rows of a table, lines with marks or of one form, paragraphs, commas in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from embeddings.text.outline import headings_above, parts_alike
from embeddings.text.passages import paragraphs_within, part_at
from embeddings.text.sentences import sentence_spans, strip_span
from embeddings.text.terms import STOPWORDS
from embeddings.types import Document, Part, Span

_AROUND: Final = 10_000  # characters on either side that a list of lines is followed for
_LEAST: Final = 2  # items of a list
_ALIKE: Final = 3  # paragraphs of one form that are one
_SHORT: Final = 200  # characters of such a paragraph, and of what leads to a list
_MARK: Final = re.compile(
    r"(?m)^[^\S\n]*+(?P<mark>[-–—*•◦▪▫‣⁃●○■□·]|\(?(?:\d{1,3}|[A-Za-z])[.)]|\([ivx]{1,5}\))[^\S\n]++(?=\S)"
)
_DIGITS: Final = re.compile(r"\d+")
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_LINE: Final = re.compile(r"\S[^\n]*")
_LINE_CHARACTERS: Final = 70  # of an item that no stop ends
_ENDS: Final = re.compile(r"[.!?;,…][\"'”’»)]*\Z")
_TITLE_WORDS: Final = 4  # at most, of a line that leads to those below it
_BLANK: Final = re.compile(r"\n[^\S\n]*+\n")
_OUTDENTED: Final = re.compile(r"\n(?=\S)")
_LABEL: Final = re.compile(r"[^\s:.,;!?][^:.;!?\n]{1,59}(?::| [-–—]) \S")
_WORD: Final = re.compile(r"[A-Z]\w+")
_OPENS: Final = re.compile(
    r":\s|\b(?:are|were|includes?|included|comprises?|comprised|namely|consists? of|consisted of|contains?|covers?"
    r"|offers?|such as)\b"
)
_COMMA: Final = re.compile(r"[,;] (?:and |or )?| and | or ")
_LONGEST_ENUMERATED: Final = 8  # words


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Where a list stands: from what leads to it, a heading or a sentence, to its last item.

    One ``within`` a sentence has its items there, and is the whole sentence.
    """

    start: int
    end: int
    items: tuple[Span, ...]
    within: bool = False


def lists_near(document: Document, start: int, end: int) -> list[Enumeration]:
    """Return the lists that ``start:end`` holds something of, in order, each of them whole.

    It takes no longer in a long document: what is further away than a thousand items, or than ten thousand characters
    where lines make a list, is not looked at.
    """
    found = list[Enumeration]()
    for one in (*_of_parts(document, start, end), *_of_lines(document, start, end)):
        is_near = one.start < end and start < one.end
        if is_near and not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted([*found, *_of_commas(document, start, end)], key=lambda one: one.start)


def _of_parts(document: Document, start: int, end: int) -> Iterator[Enumeration]:
    """Yield the lists and tables that readers found; what is below an item is of the item."""
    first, last = (bisect_left(document.parts, at, key=lambda part: part.start) for at in (start, end))
    reached = 0
    for place in range(max(0, first - 1), min(last + 1, len(document.parts))):  # one more: a lead stands before it
        part = document.parts[place]
        if part.kind in ("item", "row") and part.start >= reached:
            ours = parts_alike(document, place)
            reached = ours[-1].end
            top = min(one.level for one in ours)
            heads = [one for one in ours if one.level == top]
            yield from [_listing(document, [*_with_what_is_below(heads, ours)])] if len(heads) >= _LEAST else []


def _with_what_is_below(heads: Sequence[Part], ours: Sequence[Part]) -> Iterator[Span]:
    starts = [part.start for part in ours]
    for head, after in zip(heads, [*(one.start for one in heads[1:]), ours[-1].end + 1], strict=True):
        yield head.start, ours[bisect_left(starts, after) - 1].end


def _of_lines(document: Document, start: int, end: int) -> Iterator[Enumeration]:
    """Yield the lists of lines with marks, and those of paragraphs in one form."""
    low, high = max(document.body_start, start - _AROUND), min(len(document.text), end + _AROUND)
    yield from (_listing(document, items) for items in _marked(document, low, high))
    paragraphs = [span for span in paragraphs_within(document, low, high) if _is_plain(document, span)]
    if document.turns:
        return
    for form in (_first_word, _labelled):
        for items in _runs(document, paragraphs, form):
            yield _listing(document, items)
    yield from _of_plain_lines(document, low, high)


def _of_plain_lines(document: Document, low: int, high: int) -> Iterator[Enumeration]:
    """Yield the paragraphs whose lines are items, below a first one that leads to them."""
    for start, end in paragraphs_within(document, low, high):
        if document.text.count("\n", start, end) >= _LEAST and part_at(document, start) is None:
            lines = [strip_span(document.text, *one.span()) for one in _LINE.finditer(document.text, start, end)]
            lead, *items = (document.text[slice(*span)] for span in lines)
            if _MARK.match(lead) or _MARK.match(items[0]):
                continue
            if _leads(lead, items) and _are_items(items, led=lead.endswith(":")):
                yield Enumeration(lines[0][0], end, tuple(lines[1:]))
            elif len(lines) >= _ALIKE and _are_items([lead, *items]):
                yield _listing(document, lines)


def _leads(line: str, items: Sequence[str]) -> bool:
    """Whether a line is what leads to those below it: "Members", where these are Anna, Bo and Carl."""
    if line.endswith(":"):
        return True
    is_open = not _ENDS.search(line)
    words = line.split()
    plural = len(words) <= _TITLE_WORDS and words[-1].isalpha() and words[-1].endswith("s")
    return len(items) >= _ALIKE - 1 and is_open and (all(map(_ENDS.search, items)) or (plural and len(items) >= _ALIKE))


def _are_items(lines: Sequence[str], *, led: bool = False) -> bool:
    """Whether lines are items rather than broken prose: all end alike, and begin with a capital or a figure."""
    ends = {bool(_ENDS.search(line)) for line in lines[:-1]}
    begin = all(line[0].isupper() or not line[0].isalpha() for line in lines)
    short = max(map(len, lines)) <= (_SHORT if ends == {True} else _LINE_CHARACTERS)
    return short and len(ends) == 1 and (begin or (led and max(map(len, lines)) <= _LINE_CHARACTERS))


def _marked(document: Document, low: int, high: int) -> Iterator[list[Span]]:
    text = document.text
    marks = [one for one in _MARK.finditer(text, low, high) if part_at(document, one.end()) is None]
    items: list[Span] = []
    for place, mark in enumerate(marks):
        after = marks[place + 1] if place + 1 < len(marks) else None
        goes_on = after is not None and _kind(after) == _kind(mark) and not _parted(text, mark.end(), after.start())
        stop = after.start() if goes_on and after is not None else _end_of(text, mark.end(), high)
        items.append(strip_span(text, mark.start(), stop))
        if not goes_on:
            yield from [items] if len(items) >= _LEAST else []
            items = []


def _kind(mark: re.Match[str]) -> str:
    return _LETTERS.sub("a", _DIGITS.sub("1", mark["mark"]))


def _parted(text: str, start: int, stop: int) -> bool:
    """Whether something else stands between two marks: more than white space behind a blank line."""
    blank = _BLANK.search(text, start, stop)
    return blank is not None and text[blank.end() : stop].strip() != ""


def _end_of(text: str, start: int, high: int) -> int:
    """Return where the last item ends: with its line, unless the next ones are indented."""
    ends = (pattern.search(text, start, high) for pattern in (_BLANK, _OUTDENTED))
    return min((end.start() for end in ends if end), default=high)


def _is_plain(document: Document, span: Span) -> bool:
    return span[1] - span[0] <= _SHORT and part_at(document, span[0]) is None


def _runs(document: Document, spans: Sequence[Span], form: Callable[[str], str]) -> Iterator[list[Span]]:
    """Yield runs of at least three paragraphs, one behind the other, of one form."""
    keyed = [(form(document.text[slice(*span)]), span) for span in spans]
    runs = [[keyed[0]]] if keyed else []
    for one, other in pairwise(keyed):
        is_next = not document.text[one[1][1] : other[1][0]].strip()
        if is_next and one[0] == other[0]:
            runs[-1].append(other)
        else:
            runs.append([other])
    yield from ([span for _, span in run] for run in runs if run[0][0] and len(run) >= _ALIKE)


def _first_word(paragraph: str) -> str:
    """Return the word that items may all begin with: "Project Alder: …", "Project Birch: …"."""
    word = _WORD.match(paragraph)
    return word[0] if word and word[0].casefold() not in STOPWORDS else ""


def _labelled(paragraph: str) -> str:
    return "label" if _LABEL.match(paragraph) else ""


def _listing(document: Document, items: Sequence[Span]) -> Enumeration:
    return Enumeration(_lead(document, items[0][0]), items[-1][1], tuple(items))


def _lead(document: Document, first: int) -> int:
    """Return where that begins which leads to a list: a heading, or a sentence with a colon; else its first item."""
    before = list(paragraphs_within(document, max(0, first - _AROUND), first))[-1:]
    if not before or document.text[before[0][1] : first].strip():
        return first
    start, end = before[0]
    start = max(start, document.body_start)
    if headings_above(document, first)[-1:] == (document.text[start:end],):
        return start
    line = document.text.rfind("\n", start, end) + 1 or start
    if not document.text[start:end].endswith(":"):
        is_lead = end - line <= _LINE_CHARACTERS and not _ENDS.search(document.text, line, end)
        return max(start, line) if is_lead else first
    start = sentence_spans(document.text, start, end)[-1][0]
    return start if end - start <= _SHORT else first


def _of_commas(document: Document, start: int, end: int) -> Iterator[Enumeration]:
    """Yield the sentences that tell three things or more, parted by commas."""
    for low, high in paragraphs_within(document, start, end):
        if part_at(document, low) is None and "," in document.text[low:high]:
            for span in sentence_spans(document.text, low, high):
                items = _enumerated(document.text, *span)
                yield from [Enumeration(*span, items, within=True)] if len(items) >= _ALIKE else []


def _enumerated(text: str, start: int, end: int) -> tuple[Span, ...]:
    opened = _OPENS.search(text, start, end)
    if opened is None:
        return ()
    edges = [opened.end(), *(edge for one in _COMMA.finditer(text, opened.end(), end) for edge in one.span()), end]
    items = [strip_span(text, low, high) for low, high in zip(edges[::2], edges[1::2], strict=True)]
    items = [span for span in items if span[0] < span[1]]
    short = [len(text[slice(*span)].split()) <= _LONGEST_ENUMERATED for span in items]
    return tuple(items) if all(short) else ()
