"""Which words to show, and in which order the passages that hold them.

The weights of the windows' features stand in ``quotes.json`` beside this file, with the command that fits them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path

from bot.answering.corroboration import same_words
from bot.answering.material import Material
from bot.answering.newest import newest_first
from bot.answering.sides import on_its_side
from bot.answering.windows import Window
from bot.answering.wish import ANY, Wish
from embeddings.retrieve import Found
from embeddings.search.weights import weights_of
from embeddings.text.passages import part_at
from embeddings.types import Hit

WEIGHTS = Path(__file__).with_name("quotes.json")
MOST = 3  # quotes in an answer, where nobody asks for more
_BEHIND = 5.0  # a quote is shown if its score is at most this far below the best one's
_REPEATS = 4.0  # what it costs a further quote to say nothing that those before it don't
_SHARPNESS = 3.0  # how far the best window of a passage outweighs its others
_PASSAGE = 2.0  # what the passage's own score counts beside its windows


@dataclass(frozen=True, slots=True)
class Choice:
    """The windows to show, best first, and all passages in the order of how well they answer, each with its score."""

    windows: tuple[Window, ...]
    scores: tuple[float, ...]
    passages: tuple[Hit, ...]


def choose(
    material: Material, most: int = MOST, weights: Mapping[str, float] | None = None, wish: Wish = ANY
) -> Choice:
    """Choose up to ``most`` windows that are no copies of each other: the best, then those that say most beside it.

    They are ordered by the weights of the model, unless others are on trial, and by what is wished of them first.
    """
    weights = weights or chosen_by(material.found)
    fitting = filter(wish.fits, material.windows)
    wished = sorted(((score(window, weights) + wish.prefers(window), window) for window in fitting), key=_best_first)
    fitting_time = newest_first(on_its_side(wished, material.question), material.question)
    scored = sorted(fitting_time, key=_best_first)
    shown = scored[:1]
    apart = [other for other in scored if other[0] >= scored[0][0] - _BEHIND]
    while len(shown) < most:
        apart = [other for other in apart if _adds(other[1], shown[-1][1])]
        if not apart:
            break
        said = frozenset[str]().union(*(window.new for _, window in shown))
        shown.append(max(apart, key=lambda other: other[0] - _REPEATS * _repeated(other[1], said)))
    shown.sort(key=_best_first)
    return Choice(
        windows=tuple(window for _, window in shown),
        scores=tuple(points - wish.prefers(window) for points, window in shown),
        passages=_ordered(material.hits, scored),
    )


def chosen_by(found: Found) -> Mapping[str, float]:
    """Return the weights that quotes are chosen by: those with the reader, where that read anything."""
    return weights_of(WEIGHTS, found.model, found.reader if found.evidence else None)


def score(window: Window, weights: Mapping[str, float]) -> float:
    """Return how well a window answers; only differences mean anything."""
    points: float = sum(map(mul, weights.values(), map(window.features.__getitem__, weights)))
    return points


def _ordered(hits: Sequence[Hit], scored: Sequence[tuple[float, Window]]) -> tuple[Hit, ...]:
    """Order the passages by their windows, the best far ahead, and by what they were found with."""
    of: defaultdict[int, float] = defaultdict(float)
    best = scored[0][0] if scored else 0.0
    for points, window in scored:
        of[window.hit.rank] += math.exp(_SHARPNESS * (points - best))
    scores = {hit.rank: math.log(max(of[hit.rank], 1e-300)) / _SHARPNESS + _PASSAGE * hit.scores.order for hit in hits}
    return tuple(sorted(hits, key=lambda hit: (-scores[hit.rank], hit.rank)))


def _adds(other: Window, shown: Window) -> bool:
    """Return whether a window may be shown beside another: it is no copy of it, and no row beside it."""
    return not _repeats(other, shown) and not _is_other_row(other, shown)


def _is_other_row(window: Window, shown: Window) -> bool:
    """Tell whether this is another row of a table than was asked for: one that has less of the question."""
    if window.hit.document.id != shown.hit.document.id:
        return False
    one, other = (part_at(each.hit.document, each.start) for each in (window, shown))
    is_row = one is not None and other is not None and one.kind == other.kind == "row" and one.group == other.group
    return is_row and window.features["overlap"] < shown.features["overlap"]


def _repeated(window: Window, said: frozenset[str]) -> float:
    """Return which share of what a window says was said before."""
    return len(window.new & said) / len(window.new) if window.new else 1.0


def _repeats(one: Window, other: Window) -> bool:
    if one.hit.document.id == other.hit.document.id:
        return one.start < other.end and other.start < one.end
    return same_words(one.text, other.text)


def _best_first(scored: tuple[float, Window]) -> tuple[float, int, int, int]:
    points, window = scored
    return -points, window.hit.rank, window.start, window.end
