"""What the model of comprehension makes of a passage, and how that is got from the network's logits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from embeddings.comprehension.inputs import Input
from embeddings.types import Span

Logits = tuple[NDArray[np.float32], float]  # of start and end, shape (length, 2); and of the passage as a whole
_LONGEST: Final = 48  # tokens of an answer


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
        inside = [at for at, token in enumerate(self.tokens) if start <= token[0] and token[1] <= end]
        if not inside:
            return None
        part = slice(inside[0], inside[-1] + 1)
        score, first, last = _likeliest(np.array(self.starts[part]), np.array(self.ends[part]))
        return score, (self.tokens[inside[0] + first][0], self.tokens[inside[0] + last][1])


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
    worth = np.add.outer(starts, ends)
    within = np.tril(np.triu(np.ones_like(worth, dtype=bool)), _LONGEST - 1)
    first, last = np.unravel_index(np.argmax(np.where(within, worth, -np.inf)), worth.shape)
    return float(worth[first, last]), int(first), int(last)
