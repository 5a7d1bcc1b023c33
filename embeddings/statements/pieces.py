"""From tokens back to the document: the pieces of text that a statement shows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from embeddings.statements.quotemarks import Quotation
from embeddings.statements.segments import Segment
from embeddings.statements.tokens import is_conjunction
from embeddings.types import Span, StatementKind

if TYPE_CHECKING:
    from spacy.tokens import Token


def pieces_of(segment: Segment, tokens: Sequence[Token]) -> list[Span]:
    """The document's spans of ``tokens``: one for each run, without punctuation at its ends."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=_place):
        if runs and runs[-1][-1].i == token.i - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    spans = []
    for run in runs:
        words = [token for token in run if any(map(str.isalnum, token.text))]
        while words and is_conjunction(words[-1]):
            words.pop()
        if words:
            span = segment.span(words[0].idx, words[-1].idx + len(words[-1].text))
            spans.append(_whole_quotations(span, segment.fragments))
    return spans


def _place(token: Token) -> int:
    return token.i


def _whole_quotations(span: Span, quotations: Iterable[Quotation]) -> Span:
    """``span`` with the rest of any quotation that it enters: marks, full stop, other sentences."""
    start, end = span
    for quotation in quotations:
        if start <= quotation.start + 2 and quotation.start < end <= quotation.end:
            start, end = min(start, quotation.start), quotation.end
        elif quotation.start < start < quotation.end <= end:
            start = quotation.start
    return start, end


def touching(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of ``spans``, in order and apart, that share a character with ``start:end``."""
    first = bisect_right(spans, start, key=itemgetter(1))
    return spans[first : bisect_left(spans, end, lo=first, key=itemgetter(0))]


def outside(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """What stands in ``start:end`` of a text, and in none of ``spans``."""
    parts = []
    for low, high in touching(spans, start, end):
        parts.append(text[start : max(low, start)])
        start = max(start, high)
    parts.append(text[start:end])
    return " ".join(parts)


def joined(pieces: Iterable[Span]) -> tuple[Span, ...]:
    """In order, overlapping ones made one."""
    found: list[Span] = []
    for start, end in sorted(pieces):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def kind_of(text: str, pieces: Iterable[Span], quoted: Sequence[Span], *, is_stance: bool) -> StatementKind:
    """Whether words stand in quotation marks: all but a tenth of their letters, some, or none."""
    inside = total = 0
    for start, end in pieces:
        total += sum(map(str.isalnum, text[start:end]))
        for low, high in touching(quoted, start, end):
            inside += sum(map(str.isalnum, text[max(low, start) : min(high, end)]))
    if not inside:
        return "stance" if is_stance else "indirect"
    return "direct" if inside >= 0.9 * total else "mixed"
