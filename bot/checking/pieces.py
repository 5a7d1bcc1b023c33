"""Pasted words -> the pieces of the library that they are made of: one, or several that were put together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

import numpy as np

from bot.checking.align import Costs, Step, ends, table, trace
from bot.checking.near import Near, nearest_first

_LOOKED_AT = 12  # stretches that are compared word by word
_LEAST = 4  # words of a piece
_SEAM = 3  # words that have to be explained by another piece
_DEEPEST = 2  # a quote of four pieces is cut twice
_FAR = 600  # characters that an ellipsis may leave out


@dataclass(frozen=True, slots=True)
class Match:
    """The pasted words from ``first`` to ``end`` beside words of a stretch; ``cost`` counts those that differ."""

    near: Near
    first: int
    end: int
    steps: tuple[Step, ...]
    cost: int

    @property
    def same(self) -> list[Step]:
        """The words that are the same."""
        return [step for step in self.steps if step.same]


def whole(pasted: Sequence[str], nears: Sequence[Near], gaps: Collection[int]) -> list[Match]:
    """Return all places where the words stand in one piece with the fewest differences, none of them twice."""
    wanted = frozenset(pasted)
    chosen = nearest_first(nears, pasted)[:_LOOKED_AT]
    chosen += [near for near in nears if near not in chosen and wanted.issubset(near.text.forms)]
    found = [(table(pasted, near.text, gaps), near) for near in chosen]
    least = min((int(costs[-1].min()) for costs, _ in found), default=0)
    best = [(costs, near) for costs, near in found if costs[-1].min() == least]
    pieces = [piece for costs, near in best for piece in _pieces(costs, pasted, near)]
    return [piece for piece in pieces if piece.same]


def parts(pasted: Sequence[str], nears: Sequence[Near], gaps: Collection[int]) -> list[Match]:
    """Return the pieces that explain the words best, in order; one alone where more would explain hardly more."""
    chosen = nearest_first(nears, pasted)[:_LOOKED_AT]
    pieces = _divided(pasted, chosen, gaps, 0, _DEEPEST) if chosen else []
    return [piece for piece in pieces if piece.same]  # one that has no word of a document stands in none


def _divided(pasted: Sequence[str], nears: Sequence[Near], gaps: Collection[int], at: int, deep: int) -> list[Match]:
    tables = [(table(pasted, near.text, gaps), near) for near in nears]
    costs, near = min(tables, key=lambda pair: pair[0][-1].min())
    (single, *_) = _pieces(costs, pasted, near)
    count = len(pasted)
    alone = [_moved(single, at)]
    if single.cost < _SEAM or count < 2 * _LEAST or not deep:
        return alone
    back = [table(pasted[::-1], one.text.backwards(), {count - gap for gap in gaps}) for one in nears]
    front, rear = (_least(some) for some in ([costs for costs, _ in tables], back))
    together = front + rear[::-1]
    cut = _LEAST + int(np.argmin(together[_LEAST : count - _LEAST + 1]))
    if together[cut] + _SEAM > single.cost:
        return alone
    return [
        *_divided(pasted[:cut], nears, gaps, at, deep - 1),
        *_divided(pasted[cut:], nears, [gap - cut for gap in gaps], at + cut, deep - 1),
    ]


def _least(tables: Sequence[Costs]) -> Costs:
    return reduce(np.minimum, (costs.min(axis=1) for costs in tables))


def _pieces(costs: Costs, pasted: Sequence[str], near: Near) -> list[Match]:
    """Return a piece for each place of a stretch that costs least, those that overlap another left out."""
    found: list[Match] = []
    for end in reversed(ends(costs)):
        steps = tuple(trace(costs, pasted, near.text, end))
        last = steps[-1].recorded if steps else 0
        if not found or not found[-1].steps or last < found[-1].steps[0].recorded:
            found.append(Match(near, 0, len(pasted), steps, int(costs[-1].min())))
    return found[::-1]


def _moved(piece: Match, by: int) -> Match:
    steps = tuple(replace(step, pasted=step.pasted + by) for step in piece.steps)
    return replace(piece, first=piece.first + by, end=piece.end + by, steps=steps)


def joined(one: Match, other: Match) -> Match | None:
    """Join two pieces that stand in one sentence, one behind the other: what is between them was left out."""
    if one.near is not other.near or not one.same or not other.same:
        return None
    last, first = one.same[-1].recorded, other.same[0].recorded
    if first <= last or one.near.sentence_of(last) != one.near.sentence_of(first):
        return None
    return Match(one.near, one.first, other.end, (*one.steps, *other.steps), one.cost + other.cost)


def is_far(piece: Match, gaps: Collection[int]) -> bool:
    """Whether an ellipsis passes over more than belongs together."""
    words = piece.near.words
    pairs = pairwise(piece.steps)
    return any(b.pasted in gaps and words[b.recorded].start - words[a.recorded].end > _FAR for a, b in pairs)
