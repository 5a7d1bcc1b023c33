"""What the reading model makes of one passage, and how that is got from the network's logits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from embeddings.comprehension.inputs import Window
from embeddings.types import Span

_MOST: Final = 48  # tokens of an answer


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage has for a question. ``score`` and ``answerable`` are log-odds; higher is better.

    ``span`` is the likeliest answer in characters of the passage, None where it has no words; ``score`` says how much
    likelier it is than that there is none, and ``answerable`` judges the passage as a whole.
    """

    answerable: float
    span: Span | None
    score: float

    @property
    def evidence(self) -> float:
        """How likely it is that the passage answers, from both."""
        return self.answerable + self.score


def best_reading(windows: Sequence[Window], logits: Iterable[tuple[NDArray[np.float32], float]]) -> Reading:
    """Return what the best window of a passage says. ``logits``: per window, of start and end, (length, 2), and whole."""
    found = [_reading(window, spans, whole) for window, (spans, whole) in zip(windows, logits, strict=True)]
    return max(found, key=lambda reading: reading.evidence)


def _reading(window: Window, logits: NDArray[np.float32], answerable: float) -> Reading:
    within = slice(window.first, window.first + len(window.spans))
    if not window.spans:
        return Reading(float(answerable), None, 0.0)
    starts, ends = logits[within, 0].astype(np.float64), logits[within, 1].astype(np.float64)
    worth = starts[:, None] + ends[None, :]
    allowed = np.tri(len(starts), len(starts), _MOST - 1, dtype=bool) & ~np.tri(len(starts), len(starts), -1, dtype=bool)
    start, end = np.unravel_index(np.argmax(np.where(allowed, worth, -np.inf)), worth.shape)
    score = worth[start, end] - logits[0].astype(np.float64).sum()
    return Reading(float(answerable), (window.spans[start][0], window.spans[end][1]), float(score))
