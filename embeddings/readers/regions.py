"""Rows of a page -> its blocks in the order of reading, column by column where gutters part columns of text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final

from embeddings.readers.columns import Block, count_above, join_last, plain_blocks
from embeddings.readers.gutters import Gutter, Rule
from embeddings.readers.runs import Row, as_one, is_leftward

_LEFT: Final = attrgetter("left")


def blocks_of(rows: Sequence[Row], rules: Sequence[Rule] = (), gutters: Sequence[Gutter] = ()) -> list[Block]:
    """Return the blocks of a page."""
    blocks: list[Block] = []
    for block in _parted(rows, rules, gutters):
        blocks.append(block)
        join_last(blocks)
    return blocks


def _parted(rows: Sequence[Row], rules: Sequence[Rule], gutters: Sequence[Gutter]) -> Iterator[Block]:
    """Yield the blocks above what the first gutter parts, of the columns beside it, and below."""
    if not gutters:
        yield from plain_blocks(rows, rules)
        return
    above = [row for row in rows if row[0].base > gutters[0].top]
    below = [row for row in rows if row[0].base < gutters[0].bottom]
    inside = rows[len(above) : len(rows) - len(below)]
    for part in (above, *_beside(inside, *gutters), below):
        yield from _parted(part, rules, gutters[1:])


def _beside(rows: Sequence[Row], gutter: Gutter, *others: Gutter) -> Iterator[Sequence[Row]]:
    """Yield the rows above both columns, and of each, the first to be read first. ``others`` may part these, too."""
    halves = _halves(rows, gutter)
    left, right = (_side(half, others) for half in halves)
    if not (left and right):
        yield rows
        return
    edges = [(min(row[0].left for row in side), max(row[-1].right for row in side)) for side in (left, right)]
    start = count_above(rows, edges)
    yield rows[:start]
    sides = [_side(half[start:], others) for half in halves]
    yield from reversed(sides) if is_leftward(run.text for row in rows for run in row) else sides


def _halves(rows: Sequence[Row], gutter: Gutter) -> tuple[list[Row], list[Row]]:
    """Return what each row has to the left of a gutter, and to the right."""
    ends = [bisect_left(row, gutter.left, key=_LEFT) for row in rows]
    left = [row[:end] for row, end in zip(rows, ends, strict=True)]
    return left, [row[end:] for row, end in zip(rows, ends, strict=True)]


def _side(rows: Sequence[Row], others: Sequence[Gutter]) -> list[Row]:
    """Return the rows on one side. One of several runs alone is no table, but a line that is spread."""
    side = [row for row in rows if row]
    counts = [1, *map(len, side), 1]
    return [
        (as_one(row),) if len(row) > 1 and counts[at] == counts[at + 2] == 1 and not _is_parted(row, others) else row
        for at, row in enumerate(side)
    ]


def _is_parted(row: Row, gutters: Sequence[Gutter]) -> bool:
    return any(gutter.parts(one, other) for one, other in pairwise(row) for gutter in gutters)
