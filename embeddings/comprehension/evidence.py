"""What the model of comprehension makes of a passage, and how that is got from the network's logits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from embeddings.comprehension.inputs import Input
from embeddings.types import Span

Logits = tuple[NDArray[np.float32], float]  # of start and end, shape (length, 2); and of the passage as a whole
_LONGEST: Final = 48  # tokens of an answer
_STEP: Final = 64  # tokens: what is allowed is kept for multiples of it
_end = itemgetter(1)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a passage has for a question. All figures are log-odds: higher is better, and 0 is undecided.

    ``answerable`` judges the passage as a whole. ``span`` is the likeliest answer in characters of the passage, None
    where that has no words, and ``score`` says how much likelier it is than that there is none. ``tokens`` are the
    characters of each token, ``starts`` and ``ends`` how much likelier it is that an answer begins or ends there than
    that there is none.
    """

    answerable: float
    span: Span | None
    score: float
    tokens: tuple[Span, ...] = ()
    starts: tuple[float, ...] = ()
    ends: tuple[float, ...] = ()

    @property
    def strength(self) -> float:
        """How likely it is that the passage answers, by both."""
        return self.answerable + self.score

    def within(self, start: int, end: int) -> tuple[float, Span] | None:
        """Return the likeliest answer between two characters of the passage, with its log-odds; None without words."""
        first, behind = bisect_left(self.tokens, (start,)), bisect_right(self.tokens, end, key=_end)
        if first >= behind:
            return None
        score, begins, ends = _likeliest(np.array(self.starts[first:behind]), np.array(self.ends[first:behind]))
        return score, (self.tokens[first + begins][0], self.tokens[first + ends][1])


def read_evidence(inputs: Sequence[Input], logits: Iterable[Logits]) -> Evidence:
    """Return the strongest evidence in the inputs of one passage, from the network's logits of each."""
    found = [_evidence(given, spans, whole) for given, (spans, whole) in zip(inputs, logits, strict=True)]
    return max(found, key=lambda evidence: evidence.strength)


def _evidence(given: Input, logits: NDArray[np.float32], answerable: float) -> Evidence:
    none = logits[0].astype(np.float64)
    if not given.spans:
        return Evidence(float(answerable), None, -float(none.sum()))
    starts, ends = (logits[given.first : given.first + len(given.spans)] - none).T
    score, first, last = _likeliest(starts, ends)
    span = given.spans[first][0], given.spans[last][1]
    return Evidence(float(answerable), span, score, tuple(given.spans), tuple(starts.tolist()), tuple(ends.tolist()))


def _likeliest(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> tuple[float, int, int]:
    """Return the score, first and last token of the best span: no end before its start, and none too long."""
    count, worth = len(starts), np.add.outer(starts, ends)
    within = _allowed(count + -count % _STEP)[:count, :count]
    first, last = divmod(int(np.argmax(np.where(within, worth, -np.inf))), count)
    return float(worth[first, last]), first, last


@cache
def _allowed(count: int) -> NDArray[np.bool_]:
    """Return which pairs of so many tokens may be an answer's first and last."""
    return np.tril(np.triu(np.ones((count, count), dtype=np.bool_)), _LONGEST - 1)
