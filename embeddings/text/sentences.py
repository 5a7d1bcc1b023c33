"""Where sentences and paragraphs begin and end, as spans into the text that is never altered."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import sentencex

from embeddings.types import Part, Span

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
# Without blank lines every line is a paragraph, unless somebody's editor broke it: a long one goes on in small letters.
_LINES = re.compile(r"\n")
_LEAST_BROKEN = 40  # characters
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*\Z")
_KHMER_STOP = re.compile(r"[។៕]+\s*")
_AT_ONCE = 2000  # characters that the library is given: what it takes grows with the square of the quotation marks
_CLAUSE = re.compile(r"[.!?…][\"'”’»)\]]*\s+|[;:,]\s+|\s+")


def paragraph_spans(text: str) -> list[Span]:
    """Return the paragraphs: runs between blank lines, or the lines of a text that has no blank line.

    Lines that an editor broke at some width are one.
    """
    normal = text.replace("\r\n", " \n").replace("\r", "\n")
    separator = _BLANK_LINES if _BLANK_LINES.search(normal.strip()) else _LINES
    edges = [0, *(edge for match in separator.finditer(normal) for edge in match.span()), len(text)]
    spans = [strip_span(text, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    spans = [span for span in spans if span[0] < span[1]]
    return spans if separator is _BLANK_LINES else _unbroken(text, spans)


def _unbroken(text: str, lines: list[Span]) -> list[Span]:
    joined: list[Span] = []
    before = ""
    for start, end in lines:
        if len(before) >= _LEAST_BROKEN and text[start].islower() and not _ENDS.search(before):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        before = text[start:end]
    return joined


def paragraph_starts(text: str, parts: Sequence[Part] = (), breaks: Iterable[int] = ()) -> tuple[int, ...]:
    """Return where each paragraph begins; between them is nothing but white space. Each part is one.

    ``breaks`` are where others begin, for what they hold.
    """
    starts = sorted({*(start for start, _ in paragraph_spans(text)), *breaks})
    if not parts:
        return tuple(starts)
    inner = {
        start for part in parts for start in starts[bisect_right(starts, part.start) : bisect_left(starts, part.end)]
    }
    edges = (strip_span(text, part.end, len(text))[0] for part in parts)
    return tuple(sorted({*starts, *(part.start for part in parts), *edges} - inner - {len(text)}))


def sentence_spans(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of ``text[start:end]``, without the white space around them."""
    spans = []
    for first, last in _boundaries(text, start, end):
        edges = [first, *(match.end() for match in _KHMER_STOP.finditer(text, first, last)), last]
        spans += [strip_span(text, a, b) for a, b in pairwise(edges)]
    return [span for span in spans if span[0] < span[1]]


def _boundaries(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield what the library takes for sentences, looking at a piece of the text at a time."""
    while start < end:
        stop = min(end, start + _AT_ONCE)
        found = [
            (start + boundary["start_index"], start + boundary["end_index"])
            for boundary in sentencex.get_sentence_boundaries("en", text[start:stop])
        ]
        if stop < end:  # the last one may go on
            found = found[:-1] or [(start, _best_cut(text, start, stop))]
        yield from found
        start = found[-1][1] if found else end


def cut_span(text: str, start: int, end: int, limit: int) -> list[Span]:
    """Cut an overlong sentence into pieces of at most ``limit`` characters, at the best places there are."""
    pieces = []
    while end - start > limit:
        cut = _best_cut(text, start, start + limit)
        pieces.append(strip_span(text, start, cut))
        start = cut
    pieces.append(strip_span(text, start, end))
    return [span for span in pieces if span[0] < span[1]]


def _best_cut(text: str, start: int, end: int) -> int:
    """Prefer the last full stop, then the last lesser stop, then the last space, of the later half."""
    found: dict[int, int] = {}
    for match in _CLAUSE.finditer(text, start + (end - start) // 2, end):
        rank = 0 if match[0][0] in ".!?…" else 1 if match[0][0] in ";:," else 2
        found[rank] = match.end()
    return found[min(found)] if found else end


def strip_span(text: str, start: int, end: int) -> Span:
    """Return the span without the white space at its ends; it may come back empty."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
