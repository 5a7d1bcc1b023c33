"""Which words to show: one or two whole sentences of each of the best passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.wanted import holds, wanted
from embeddings.retrieve import Retrieval
from embeddings.sentences import cut_span, paragraph_spans, sentence_spans
from embeddings.terms import terms
from embeddings.types import Hit, Span

LONGEST = 320  # characters of a quote
_MARKS = str.maketrans('“”"«»', "     ")  # the splitter keeps what stands between quotation marks together
_MOST = 3  # quotes in an answer
_KIND = 0.6  # what holding the kind of thing that was asked for adds to a score
_FUSED = 0.5  # what the passage counts beside the window
_WORTH = 0.5  # a further quote is shown if its score is at least this share of the best one's


@dataclass(frozen=True, slots=True)
class Window:
    """One or two sentences that may be shown; offsets are the document's."""

    hit: Hit
    start: int
    end: int
    score: float


def choose_windows(found: Retrieval) -> list[Window]:
    """Return the best window of each of the best passages, best first; at least one."""
    best = [max(_windows(found, hit), key=lambda window: window.score) for hit in found.hits[:_MOST]]
    best.sort(key=lambda window: -window.score)
    return [window for window in best if window.score >= _WORTH * best[0].score]


def _windows(found: Retrieval, hit: Hit) -> Iterator[Window]:
    title, kind = {*terms(hit.document.title or "")}, wanted(found.query.text)
    for start, end in candidate_spans(hit):
        text = hit.document.text[start:end]
        score = _FUSED * hit.scores.fused + _overlap(found, {*terms(text)}, title) + _KIND * holds(kind, text)
        yield Window(hit, start, end, score)


def candidate_spans(hit: Hit) -> Iterator[Span]:
    """Yield each sentence of a passage, and each two neighbours of one paragraph, that are short enough."""
    text, passage = hit.document.text, hit.passage
    for first, last in paragraph_spans(passage.text):
        sentences = [
            piece
            for start, end in sentence_spans(text, passage.start + first, passage.start + last)
            for piece in _short_spans(text, start, end)
        ]
        yield from sentences
        for (start, _), (_, end) in pairwise(sentences):
            if end - start <= LONGEST:
                yield start, end


def _short_spans(text: str, start: int, end: int) -> list[Span]:
    """Return a sentence whole; one that is too long, as a quotation of several can be, in parts."""
    if end - start <= LONGEST:
        return [(start, end)]
    unmarked = text[start:end].translate(_MARKS)
    inner = [(start + first, start + last) for first, last in sentence_spans(unmarked, 0, len(unmarked))]
    return [piece for first, last in inner for piece in cut_span(text, first, last, LONGEST)]


def _overlap(found: Retrieval, held: set[str], title: set[str]) -> float:
    """Weigh the question's terms that a window holds; those that the title says count for half."""
    total = sum(found.weights.values()) or 1.0
    weights = found.weights.items()
    return sum(weight * (1.0 if term in held else 0.5) for term, weight in weights if term in held | title) / total
