"""Two runs of words -> how one lies in the other with the fewest words changed. Edit distance, free at the ends."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.int32]
Forms = Sequence[str]


@dataclass(frozen=True, slots=True)
class Step:
    """A word of what was pasted beside one of a text, by their places; ``same`` says whether it is the same word."""

    pasted: int
    recorded: int
    same: bool


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text; passing over the ``silent`` ones costs nothing, as over "she said" in a quotation."""

    forms: Forms
    silent: frozenset[int] = frozenset()

    def backwards(self) -> Text:
        """Return the same read from its end."""
        last = len(self.forms) - 1
        return Text(self.forms[::-1], frozenset(last - place for place in self.silent))


def table(pasted: Forms, text: Text, gaps: Collection[int] = ()) -> Costs:
    """Return the least cost of the first i pasted words that end with the j-th word of a text; shape (n + 1, m + 1).

    A word changed, put in or left out costs 1. Behind as many pasted words as the ``gaps`` say, leaving out is free.
    """
    numbers = {form: number for number, form in enumerate(dict.fromkeys(text.forms))}
    words = np.array([numbers[form] for form in text.forms], dtype=np.int32)
    steps = np.array([place not in text.silent for place in range(len(text.forms))], dtype=np.int32)
    passed = np.concatenate([[0], np.cumsum(steps)]).astype(np.int32)
    costs = np.zeros((len(pasted) + 1, len(text.forms) + 1), dtype=np.int32)
    for i, form in enumerate(pasted, start=1):
        before, row = costs[i - 1], costs[i]
        row[:] = before + 1
        np.minimum(row[1:], before[:-1] + (words != numbers.get(form, -1)), out=row[1:])
        if i < len(pasted):
            cheap = np.zeros_like(passed) if i in gaps else passed
            row[:] = np.minimum.accumulate(row - cheap) + cheap
    return costs


def ends(costs: Costs) -> list[int]:
    """Return where in the text the cheapest ways end, in order."""
    last = costs[-1]
    return np.flatnonzero(last == last.min()).tolist()


def trace(costs: Costs, pasted: Forms, text: Text, end: int) -> list[Step]:
    """Return the steps of the cheapest way that ends behind the first ``end`` words of a text, in order."""
    return list(_back(costs, pasted, text, end))[::-1]


def _back(costs: Costs, pasted: Forms, text: Text, j: int) -> Iterator[Step]:
    i = len(pasted)
    while i:
        cost = costs[i, j]
        same = j > 0 and pasted[i - 1] == text.forms[j - 1]
        if same and cost == costs[i - 1, j - 1]:
            i, j = i - 1, j - 1
            yield Step(i, j, same=True)
        elif cost == costs[i - 1, j] + 1 and not (j and cost == costs[i - 1, j - 1] + 1):
            i -= 1
        elif j and cost == costs[i - 1, j - 1] + 1:
            i, j = i - 1, j - 1
            yield Step(i, j, same=False)
        else:
            j -= 1
