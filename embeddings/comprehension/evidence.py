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
    where that has no words, and ``score`` says how much likelier it is than that there is none.
    """

    answerable: float
    span: Span | None
    score: float

    @property
    def strength(self) -> float:
        """How likely it is that the passage answers, by both."""
        return self.answerable + self.score


def read_evidence(inputs: Sequence[Input], logits: Iterable[Logits]) -> Evidence:
    """Return the strongest evidence in the inputs of one passage, from the network's logits of each."""
    found = [_evidence(given, spans, whole) for given, (spans, whole) in zip(inputs, logits, strict=True)]
    return max(found, key=lambda evidence: evidence.strength)


def _evidence(given: Input, logits: NDArray[np.float32], answerable: float) -> Evidence:
    none = float(logits[0, 0]) + float(logits[0, 1])
    if not given.spans:
        return Evidence(float(answerable), None, -none)
    starts, ends = logits[given.first : given.first + len(given.spans)].astype(np.float64).T
    worth = np.add.outer(starts, ends)
    within = np.tril(np.triu(np.ones_like(worth, dtype=bool)), _LONGEST - 1)
    start, end = np.unravel_index(np.argmax(np.where(within, worth, -np.inf)), worth.shape)
    span = given.spans[start][0], given.spans[end][1]
    return Evidence(float(answerable), span, float(worth[start, end]) - none)
