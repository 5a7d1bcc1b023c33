"""Rows of a page whose columns stand side by side -> a grid of cells, where they make one.

Lines belong to one row of it where no rule is drawn between them, or, without rules, where they are closer together
than others or have nothing in the first column.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from embeddings.readers.gutters import Rule
from embeddings.readers.runs import Row, TextRun, as_one, gap_between

Interval = tuple[float, float]

_FULL: Final = 0.7  # of a column's width: a line that is longer may go on in the next one
_WIDE: Final = 10.0  # times the size of the letters: a narrower column has no room for running text
_RUNNING: Final = 0.35  # of the ends of lines, from which on a column is running text
_JUTS: Final = 0.5  # of the letters' size
_FILLED: Final = 0.85
_FEW: Final = 4  # lines tell nothing by their width
_LEAST_RUNNING: Final = 2  # of them
_NEAR: Final = 0.4  # of the letters' size: what is nearer has nothing free between
_SET_OFF: Final = 1.25  # times the least distance of lines: what is further apart are two rows
_COVERED: Final = 0.6  # of the width of a table, by what divides its rows
_ONE_LINE_GAP: Final = 2.5  # of the letters' size: wider than the spaces of a line that is spread
_LEVEL: Final = 0.2  # of the lines of a table without rules stand beside others, at least
_LEAST_RULES: Final = 2  # of a table that they are drawn around
_MOST_JOINED: Final = 500  # rows
_STOPS: Final = tuple('.!?:;。！？。։؟»”"')
_MARKS: Final = tuple("•◦▪▫‣⁃●○■□")


@dataclass(frozen=True, slots=True)
class GridCell:
    """The lines of a cell, which spans the columns ``first`` to ``last``."""

    lines: tuple[TextRun, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows, and the edges of its columns."""

    rows: tuple[tuple[GridCell, ...], ...]
    edges: tuple[Interval, ...]


_Placed = dict[int, TextRun]  # the runs of a line, by column


def column_of(run: TextRun, edges: Sequence[Interval]) -> int:
    """Return which column a run stands in: the one that it shares most with."""
    place = max(0, bisect_right(edges, run.left, key=lambda edge: edge[0]) - 1)
    shares = [min(run.right, right) - max(run.left, left) for left, right in edges[place : place + 2]]
    return place + shares.index(max(shares))


def merged_edges(edges: Sequence[Interval], runs: Sequence[TextRun]) -> list[Interval]:
    """Return the parts of the width that are taken, those that nearly touch as one."""
    if len(runs) == 1:
        run = runs[0]
        if not edges:
            return [(run.left, run.right)]
        left, right = edges[0]
        if len(edges) == 1 and run.left < right and left < run.right:  # as in most text
            return [(min(left, run.left), max(right, run.right))]
    near = _NEAR * min(run.size for run in runs)
    merged: list[Interval] = []
    for left, right in sorted([*edges, *((run.left, run.right) for run in runs)]):
        if merged and left - merged[-1][1] < near:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def grid_of(rows: Sequence[Row], edges: Sequence[Interval], rules: Sequence[Rule]) -> Grid | None:
    """Return the grid of rows with these columns; None where they are columns of text, or one line."""
    if len(rows) == 1 and is_spread(rows[0]):
        return None
    edges = _of_fullest(rows, edges)
    placed = [_placed(row, edges) for row in rows]
    high, low = rows[0][0].base + 2 * rows[0][0].size, rows[-1][0].base - rows[-1][0].size
    heights = [height for height in _dividers(rules, edges) if low < height < high]
    groups = list(_grouped(rows, placed, heights, edges))
    if not _is_table(placed, groups, edges, is_ruled=len(heights) > _LEAST_RULES):
        return None
    cells = [tuple(_cells(group)) for group in groups]
    heads = next((number for number, row in enumerate(cells) if len(row) == len(edges)), 0)
    spanned = (_spanned(row, edges, is_head=number < heads) or row for number, row in enumerate(cells))
    return Grid(tuple(spanned), tuple(edges))


def _is_table(
    placed: Sequence[_Placed], groups: Sequence[Sequence[_Placed]], edges: Sequence[Interval], *, is_ruled: bool
) -> bool:
    """Tell whether lines side by side are the cells of rows, and neither lists nor text that runs on below."""
    shared = sum(len(set().union(*group)) > 1 for group in groups)
    columns = range(len(edges))
    if 2 * shared < len(groups) or any(_is_list(column, groups) for column in columns[1:]):
        return False
    return is_ruled or _is_table_without_rules(placed, groups, edges)


def _is_table_without_rules(
    placed: Sequence[_Placed], groups: Sequence[Sequence[_Placed]], edges: Sequence[Interval]
) -> bool:
    if sum(len(line) > 1 for line in placed) < _LEVEL * len(placed):
        return False
    lines = [[line[column] for line in placed if column in line] for column in range(len(edges))]
    if all(_is_text(runs, edge) for runs, edge in zip(lines, edges, strict=True)):
        return False
    return not any(_is_running(_across(column, groups), edge) for column, edge in enumerate(edges))


def _across(column: int, groups: Sequence[Sequence[_Placed]]) -> list[tuple[TextRun, TextRun]]:
    """Return the last line of each row with the first of the next, in one column."""
    both = (pair for pair in pairwise(groups) if column in pair[0][-1] and column in pair[1][0])
    return [(one[-1][column], other[0][column]) for one, other in both]


def _is_text(lines: Sequence[TextRun], edge: Interval) -> bool:
    """Tell whether lines are those of paragraphs: they run on, or most are as wide as a wide column."""
    full = sum(line.right - line.left > _FILLED * (edge[1] - edge[0]) for line in lines)
    is_filled = len(lines) > _FEW and 2 * full > len(lines) and edge[1] - edge[0] > _WIDE * lines[0].size
    return is_filled or _is_running(list(pairwise(lines)), edge)


def _of_fullest(rows: Sequence[Row], edges: Sequence[Interval]) -> Sequence[Interval]:
    """Return the edges of columns as the rows with most cells have them; others may have cells across several."""
    most = max(map(len, rows))
    fullest = merged_edges([], [run for row in rows if len(row) == most for run in row])
    return fullest if len(fullest) == most else edges


def _placed(row: Row, edges: Sequence[Interval]) -> _Placed:
    placed: dict[int, list[TextRun]] = {}
    for run in row:
        placed.setdefault(column_of(run, edges), []).append(run)
    return {column: as_one(runs) for column, runs in placed.items()}


def is_spread(row: Row) -> bool:
    """Tell whether a row is one line with wide spaces."""
    return all(gap_between(one, other) < _ONE_LINE_GAP * one.size for one, other in pairwise(row))


def joined_grids(above: Grid, between: TextRun | None, below: Grid) -> Grid | None:
    """Return two grids as one, where one has the other's columns, some of them as one; a line between spans them.

    None where they are two.
    """
    if len(above.rows) + len(below.rows) > _MOST_JOINED:
        return None
    first, last = above.rows[-1][0].lines[-1], below.rows[0][0].lines[0]
    if first.base - last.base > (5 if between else 3) * max(first.size, last.size):
        return None
    edges = max(above.edges, below.edges, key=len)
    middle = [(GridCell((between,), 0, len(edges) - 1),)] if between else []
    rows = [*above.rows, *middle, *below.rows]
    spanned = [_spanned(row, edges) for row in rows]
    return Grid(tuple(row for row in spanned if row), edges) if all(spanned) else None


def _spanned(
    row: Sequence[GridCell], edges: Sequence[Interval], *, is_head: bool = False
) -> tuple[GridCell, ...] | None:
    """Return the cells of a row in all columns that they reach into; None where two would be in one.

    In a head, one that juts out of its column stands above the one beside it, too, if that is free.
    """
    cells: list[GridCell] = []
    for cell in row:
        left, right = min(one.left for one in cell.lines), max(one.right for one in cell.lines)
        ends = (
            bisect_left(edges, left, key=lambda edge: edge[1]),
            bisect_right(edges, right, key=lambda edge: edge[0]) - 1,
        )
        first, last = max(0, min(ends)), min(max(ends), len(edges) - 1)
        taken = cells[-1].last if cells else -1
        if taken >= first:
            return None
        first -= is_head and first - 1 > taken and left < edges[first][0] - _JUTS * cell.lines[0].size
        cells.append(GridCell(cell.lines, first, last))
    return tuple(cells)


def _dividers(rules: Sequence[Rule], edges: Sequence[Interval]) -> list[float]:
    """Return the heights of the rules that go through most of the columns, ascending."""
    left, right = edges[0][0], edges[-1][1]
    covered: list[list[float]] = []  # height, and how much of the width is drawn there
    for first, last, height in sorted(rules, key=lambda rule: rule[2]):
        length = max(0.0, min(last, right) - max(first, left))
        if covered and height - covered[-1][0] < 2:
            covered[-1][1] += length
        else:
            covered.append([height, length])
    return [height for height, length in covered if length > _COVERED * (right - left)]


def _grouped(
    rows: Sequence[Row], placed: Sequence[_Placed], heights: Sequence[float], edges: Sequence[Interval]
) -> Iterator[list[_Placed]]:
    """Yield the lines of each row of a table."""
    bases = [row[0].base for row in rows]
    distances = [above - below for above, below in pairwise(bases)]
    apart = [_has_between(below, above, heights) for above, below in pairwise(bases)]
    if not any(apart) and distances:
        least = sorted(distances)[len(distances) // 10]
        apart = [distance > _SET_OFF * least for distance in distances]
    group = [placed[0]]
    for line, is_apart in zip(placed[1:], apart, strict=True):
        wraps = _wraps(group, line, edges)
        if (
            is_apart
            or (not wraps and _is_like(group, line, edges))
            or (not any(apart) and _begins_row(line, wraps=wraps))
        ):
            yield group
            group = []
        group.append(line)
    yield group


def _is_like(group: Sequence[_Placed], line: _Placed, edges: Sequence[Interval]) -> bool:
    """Tell whether a line has all cells that the first of a row has, and may be another one."""
    is_like = len(line) > 1 and line.keys() >= group[0].keys()
    return is_like and (len(group[0]) > 1 or not _wraps(group, line, edges, least=0))


def _begins_row(line: _Placed, *, wraps: bool) -> bool:
    """Tell whether a line begins a row where lines are all as far apart and nothing is drawn between them."""
    return not (wraps and len(line) == 1) if 0 in line else len(line) > 1 and not wraps


def _has_between(low: float, high: float, heights: Sequence[float]) -> bool:
    return bisect_right(heights, high) > bisect_right(heights, low)


def _wraps(group: Sequence[_Placed], line: _Placed, edges: Sequence[Interval], least: float = 0.5) -> bool:
    """Tell whether a line may go on what stands above it, in more than the ``least`` share of its columns."""
    full = sum(column in group[-1] and _is_full(group[-1][column], edges[column]) for column in line)
    return full > least * len(line)


def _is_full(run: TextRun, edge: Interval) -> bool:
    return run.right - run.left > _FULL * (edge[1] - edge[0]) and edge[1] - edge[0] > _WIDE / 2 * run.size


def _is_running(pairs: Sequence[tuple[TextRun, TextRun]], edge: Interval) -> bool:
    """Tell whether the lines of a column are text that runs on, by pairs of lines that follow each other."""
    return len(pairs) >= _LEAST_RUNNING and sum(_runs_on(*pair, edge) for pair in pairs) >= _RUNNING * len(pairs)


def _runs_on(above: TextRun, below: TextRun, edge: Interval) -> bool:
    """Tell whether a line is full and its sentence goes on in the next one."""
    is_wide = edge[1] - edge[0] > _WIDE * above.size
    word = len(below.text.split(" ", 1)[0]) / len(below.text) * (below.right - below.left)
    is_full = edge[1] - above.right < word + above.size and above.left - edge[0] < above.size
    return is_wide and is_full and not above.text.endswith(_STOPS) and not below.text[:1].isupper()


def _is_list(column: int, groups: Sequence[Sequence[_Placed]]) -> bool:
    first = [group[0][column].text for group in groups if column in group[0]]
    return bool(first) and 2 * sum(text.startswith(_MARKS) for text in first) > len(first)


def _cells(group: Sequence[_Placed]) -> Iterator[GridCell]:
    for column in sorted({column for line in group for column in line}):
        yield GridCell(tuple(line[column] for line in group if column in line), column, column)
