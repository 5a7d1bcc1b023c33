"""Grids of a PDF's pages -> the rows of tables."""

from __future__ import annotations

from collections.abc import Sequence

from embeddings.readers.grids import Grid, GridCell, Interval
from embeddings.readers.hyphens import Spelling, joint
from embeddings.readers.runs import is_leftward
from embeddings.readers.tables import Cell


def are_alike(some: Sequence[Interval], others: Sequence[Interval]) -> bool:
    """Tell whether columns stand at the same place."""
    return len(some) == len(others) and all(
        one[0] < other[1] and other[0] < one[1] for one, other in zip(some, others, strict=True)
    )


def cell_rows(grid: Grid, spelling: Spelling) -> list[list[Cell]]:
    """Return the rows of a table with a cell in every column, the first to be read first."""
    rows = []
    for row in grid.rows:
        cells: list[Cell] = []
        column = 0
        for cell in row:
            cells += [Cell("")] * (cell.first - column)
            cells.append(Cell(_cell_text(cell, spelling), cell.last - cell.first + 1))
            column = cell.last + 1
        rows.append(cells + [Cell("")] * (len(grid.edges) - column))
    is_reversed = is_leftward(cell.text for row in rows for cell in row)
    return [row[::-1] for row in rows] if is_reversed else rows


def _cell_text(cell: GridCell, spelling: Spelling) -> str:
    text = ""
    for run in cell.lines:
        between = joint(text, run.text, spelling) if text else ""
        text = text[:-1] + run.text if between is None else f"{text}{between}{run.text}"
    return text
