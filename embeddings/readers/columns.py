"""Rows of a page -> its blocks in the order of reading: columns of lines, and grids of cells.

From top to bottom, rows are taken together as long as what is free between their columns stays free; a line across it
ends them. Columns that stand side by side make a grid where each row of it is one thing; text that runs on from line to
line within each of them is read column by column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from embeddings.readers.grids import Grid, Interval, column_of, grid_of, is_spread, joined_grids, merged_edges
from embeddings.readers.gutters import Rule
from embeddings.readers.runs import Row, TextRun, as_one, gap_between, is_leftward

_LEVEL: Final = 0.9  # of the letters' size: lines that are as high stand side by side
_WIDE_SPACE: Final = 8.0  # of the letters' size
_ALIKE: Final = 1.3  # times the least space of a line that is spread
_MOST_COLUMNS: Final = 40
_RUNNING: Final = 0.25  # of the lines of running text begin with a small letter, at least
_CASELESS: Final = re.compile("[\u0590-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SET_OFF: Final = 1.25  # times the distance of the lines of a column
_LINE: Final = 0.8
_APART: Final = 1.5  # times the distance of the rows of a table: what is further below may be another
_LONG: Final = 80  # characters of a line that may stand between the rows of a table


@dataclass(frozen=True, slots=True)
class Column:
    """Lines below each other, and the edges of their column."""

    lines: list[TextRun]
    left: float
    right: float

    def runs_on(self) -> bool:
        """Tell whether these are lines of running text: that many begin in the middle of a sentence."""
        later = [line.text[:1] for line in self.lines[1:]]
        return sum(first.islower() or _CASELESS.match(first) is not None for first in later) >= _RUNNING * max(
            1, len(later)
        )


Block = Column | Grid


def plain_blocks(rows: Sequence[Row], rules: Sequence[Rule] = ()) -> Iterator[Block]:
    """Yield the blocks of rows, of which nothing is known but where they stand."""
    for band, edges in _bands(rows):
        yield from _read(band, edges, rules)


def count_above(rows: Sequence[Row], edges: Sequence[Interval]) -> int:
    """Return how many rows stand above all columns with these edges."""
    return _start(rows, _leading(rows, edges))


def join_last(blocks: list[Block]) -> None:
    """Make one of the last blocks where they are: parts of a table, or of a column."""
    match blocks:
        case [*_, Grid() as above, Grid() as below]:
            one: Block | None = joined_grids(above, None, below)
            count = 2
        case [*_, Grid() as above, Column(lines=[line]), Grid() as below] if len(line.text) < _LONG:
            one, count = joined_grids(above, line, below), 3
        case [*_, Column() as upper, Column() as lower] if _is_same(upper, lower):
            upper.lines.extend(lower.lines)
            one = Column(upper.lines, min(upper.left, lower.left), max(upper.right, lower.right))
            count = 2
        case _:
            return
    if one is not None:
        blocks[-count:] = [one]


def _is_same(above: Column, below: Column) -> bool:
    """Tell whether a column goes on in one that is as wide, or in lines that are not wider."""
    first, last = above.lines[-1], below.lines[0]
    if abs(above.left - below.left) > 2 * last.size or first.base <= last.base:
        return False
    alike = abs(above.right - below.right) < 2 * last.size
    return alike or (above.right > below.right and len(below.lines) == 1)


_Strip = list[Row]


def _strips(rows: Sequence[Row]) -> Iterator[_Strip]:
    """Yield rows that stand side by side, each a little lower than the one before, as those of columns do."""
    strip: _Strip = []
    for row in rows:
        if strip and not _is_beside(strip, row):
            yield strip
            strip = []
        strip.append(row)
    if strip:
        yield strip


def _is_beside(strip: _Strip, row: Row) -> bool:
    is_level = strip[0][0].base - row[0].base < _LEVEL * min(strip[0][0].size, row[0].size)
    return is_level and all(gap_between(one, run) > 0 for above in strip for one in above for run in row)


def _bands(rows: Sequence[Row]) -> Iterator[tuple[list[Row], list[Interval]]]:
    """Yield rows that share their columns, and the edges of these."""
    band: list[_Strip] = []
    edges: list[Interval] = []
    for found in _strips(rows):
        strip = [_unspread(row, edges) for row in found] if band else found
        own = _merged([], strip)
        both = _merged(edges, strip)
        is_another = _is_another(band, strip, len(edges), len(both))
        if band and (is_another or _loses(both, own, edges)):
            fitting = _fitting(band, own) if len(edges) < len(own) and not is_another else []
            if len(fitting) < len(band):
                yield _flat(band[: len(band) - len(fitting)]), edges
            band = fitting
            both = _merged([], [row for one in (*fitting, strip) for row in one])
        band.append(strip)
        edges = both
    if band:
        yield _flat(band), edges


def _is_another(band: Sequence[_Strip], strip: _Strip, count: int, both: int) -> bool:
    """Tell whether a table begins below another: set off from it over the whole width, with columns of its own."""
    if len(band) < 2 or not 1 < count < both:
        return False
    bases = [one[0][0].base for one in (*band, strip)]
    *before, last = [above - below for above, below in pairwise(bases)]
    return last > _APART * median(before) and last > 2 * strip[0][0].size


def _flat(band: Sequence[_Strip]) -> list[Row]:
    return [row for strip in band for row in strip]


def _loses(both: Sequence[Interval], own: Sequence[Interval], edges: Sequence[Interval]) -> bool:
    """Tell whether rows, taken together, have nothing free any more where they had before."""
    return len(both) < max(len(own), len(edges)) or len(both) > _MOST_COLUMNS


def _unspread(row: Row, edges: Sequence[Interval]) -> Row:
    """Make one of the words of lines that are spread over the columns above."""
    if len(row) <= len(edges) or len(_merged(edges, [row])) != len(edges):
        return row
    columns: dict[int, list[TextRun]] = {}
    for run in row:
        columns.setdefault(column_of(run, edges), []).append(run)
    lines = [
        as_one(runs) for runs in columns.values() if len(runs) == 1 or _fills(runs, edges[column_of(runs[0], edges)])
    ]
    return tuple(lines) if len(lines) == len(columns) else row


def _fills(runs: Sequence[TextRun], edge: Interval) -> bool:
    """Tell whether these are parts of one line that is as wide as its column, and whose spaces are alike."""
    gaps = [gap_between(*pair) for pair in pairwise(runs)]
    is_full = abs(runs[0].left - edge[0]) < runs[0].size and abs(runs[-1].right - edge[1]) < runs[0].size
    widest = (_WIDE_SPACE if len(gaps) > 1 else _WIDE_SPACE / 2) * runs[0].size
    return is_full and max(gaps) < min(widest, _ALIKE * min(gaps))


def _fitting(band: Sequence[_Strip], edges: list[Interval]) -> list[_Strip]:
    """Return the last rows of a band that leave free what is free below: they belong there."""
    count = 0
    for strip in reversed(band):
        both = _merged(edges, strip)
        if len(both) != len(edges):
            break
        edges, count = both, count + 1
    return list(band[len(band) - count :])


def _merged(edges: Sequence[Interval], strip: _Strip) -> list[Interval]:
    return merged_edges(edges, strip[0] if len(strip) == 1 else [run for row in strip for run in row])


def _read(band: Sequence[Row], edges: Sequence[Interval], rules: Sequence[Rule]) -> Iterator[Block]:
    """Yield the blocks of a band."""
    if len(edges) == 1 or (len(band) == 1 and is_spread(band[0])):
        yield Column(list(map(as_one, band)), edges[0][0], edges[-1][1])
        return
    shared = [number for number, row in enumerate(band) if len(row) > 1]
    first, last = (shared[0], _last(band, shared[-1], edges)) if shared else (0, 0)
    grid = grid_of(band[first:last], edges, rules) if shared else None
    if grid is None:
        yield from _columns(band, edges)
        return
    yield from _columns(band[:first], edges)
    yield grid
    yield from _columns(band[last:], edges)


def _last(band: Sequence[Row], last: int, edges: Sequence[Interval]) -> int:
    """Return where the rows of a table end: lines close below the last one, in a later column, go on in its cell."""
    end = last + 1
    while (
        end < len(band)
        and column_of(band[end][0], edges) > 0
        and band[end - 1][0].base - band[end][0].base < 2 * band[end][0].size
    ):
        end += 1
    return end


def _columns(band: Sequence[Row], edges: Sequence[Interval]) -> Iterator[Column]:
    """Yield the columns of a band, the first to be read first, between what stands above and below all of them."""
    leading = _leading(band, edges)
    start, end = _start(band, leading), _end(band, edges, leading)
    if start:
        yield _alone(band[:start])
    lines: list[list[TextRun]] = [[] for _ in edges]
    for row in band[start:end]:
        for run in row:
            lines[column_of(run, edges)].append(run)
    columns = [Column(those, *edge) for those, edge in zip(lines, edges, strict=True) if those]
    yield from reversed(columns) if is_leftward(run.text for row in band for run in row) else columns
    if end < len(band):
        yield _alone(band[end:])


def _alone(rows: Sequence[Row]) -> Column:
    lines = list(map(as_one, rows))
    return Column(lines, min(line.left for line in lines), max(line.right for line in lines))


def _leading(band: Sequence[Row], edges: Sequence[Interval]) -> float:
    """Return how far apart lines and paragraphs of columns are, where several stand side by side."""
    shared = [number for number, row in enumerate(band) if len(row) > 1] or [0, len(band) - 1]
    columns: list[list[float]] = [[] for _ in edges]
    for row in band[shared[0] : shared[-1] + 1]:
        for run in row:
            columns[column_of(run, edges)].append(run.base)
    distances = sorted(above - below for bases in columns for above, below in pairwise(bases))
    return distances[9 * len(distances) // 10] if distances else 0.0


def _start(band: Sequence[Row], leading: float) -> int:
    """Return where columns begin: lines above all of them that are set off stand alone."""
    number = 0
    while (
        number + 1 < len(band) and len(band[number]) == 1 and _is_set_off(band[number][0], band[number + 1][0], leading)
    ):
        number += 1
    return number


def _end(band: Sequence[Row], edges: Sequence[Interval], leading: float) -> int:
    """Return where columns end: lines below all but one of them that are set off stand alone."""
    last = len(band)
    while (
        last > 1 and len(band[last - 1]) == 1 and column_of(band[last - 1][0], edges) == column_of(band[-1][0], edges)
    ):
        last -= 1
    later = range(max(1, last), len(band))
    return next((number for number in later if _is_set_off(band[number - 1][0], band[number][0], leading)), len(band))


def _is_set_off(above: TextRun, below: TextRun, leading: float) -> bool:
    distance = above.base - below.base
    is_other = abs(above.size - below.size) > 1 or above.bold != below.bold
    return distance > _SET_OFF * leading or (is_other and distance > _LINE * leading)
