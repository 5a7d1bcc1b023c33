"""Blocks of a PDF's pages -> the pieces of its text: lines put together to paragraphs, over columns and pages, too.

A page and a column end a paragraph, unless a sentence goes on. The notes at the foot of a page stand before a sentence
that goes on behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from embeddings.readers.cells import are_alike, cell_rows
from embeddings.readers.columns import Block, Column
from embeddings.readers.grids import Grid, Interval
from embeddings.readers.hyphens import Spelling, joint
from embeddings.readers.layout import Setting, ends_sentence
from embeddings.readers.linebreaks import (
    BULLET,
    LARGE,
    NUMBERED,
    Measure,
    PlacedLine,
    begins_another,
    goes_on_beside,
    measure_of,
    measures_of,
)
from embeddings.readers.pieces import Piece
from embeddings.readers.runs import TextRun
from embeddings.readers.tables import Cell, table_pieces

_NOTE: Final = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡]|\d{1,3}[.)]?\s|\[\d{1,3}\]")
_SMALL: Final = 0.93  # times the usual size: notes
_LONGEST_HEADING: Final = 200  # characters
_TITLE: Final = 1.5
_SLIDE: Final = 15.0  # points: letters that are larger are of slides, not of pages
_SAMPLE: Final = 20  # rows of a table that one on the next page may take the names of its columns from


@dataclass(frozen=True, slots=True)
class PagedPiece:
    """A piece, and the pages that begin in it: their number, from 0, and where."""

    piece: Piece
    begins: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """The first rows of a table, which may go on on the next page; ``page`` is that of its last row."""

    rows: list[list[Cell]]
    edges: Sequence[Interval]
    page: int


@dataclass(slots=True)
class _Flow:
    """What is told so far, the lines of the paragraph that is not told yet, and the table that was told last."""

    setting: Setting
    spelling: Spelling
    told: list[PagedPiece] = field(default_factory=list)
    open: list[PlacedLine] = field(default_factory=list)
    notes: list[PlacedLine] = field(default_factory=list)
    table: _Table | None = None  # which the last piece is a row of

    def add(self, line: PlacedLine) -> None:
        """Take a line into the open paragraph, or begin another one."""
        if self.open and self._ends(self.open[-1], line):
            self.close()
        self.open.append(line)
        self.table = None

    def close(self) -> None:
        """Tell the open paragraph, and the notes that waited for its end."""
        lines, self.open = self.open, []
        if lines:
            self.told.append(_paragraph(lines, self.setting, self.spelling))
        self.close_notes()

    def close_notes(self) -> None:
        """Tell the notes: before a paragraph that has begun on their page, else after it."""
        notes, self.notes = self.notes, []
        for lines in _parted(notes, self.setting):
            self.told.append(_paragraph(lines, self.setting, self.spelling))

    def _ends(self, above: PlacedLine, below: PlacedLine) -> bool:
        if above.column is below.column:
            return begins_another(above, below, self.setting)
        return not goes_on_beside(above, below, self.setting)


def pieces_of(
    pages: Sequence[Sequence[Block]], asides: Sequence[str], setting: Setting, spelling: Spelling
) -> list[PagedPiece]:
    """Return the pieces of a document. ``asides`` are what is written in other directions on each page."""
    flow = _Flow(setting, spelling)
    measures = measures_of(pages)
    told = {""}
    for number, (blocks, aside) in enumerate(zip(pages, asides, strict=True)):
        if aside not in told:  # a mark across every page is told once
            told.add(aside)
            run = TextRun(aside, 0, 0, 0, setting.usual)
            flow.notes.append(PlacedLine(run, number, Measure(0, 0, is_running=False)))
        top = blocks[0].lines[0] if blocks and isinstance(blocks[0], Column) else None
        for block, after in zip(blocks, (*blocks[1:], None), strict=False):
            if isinstance(block, Grid):
                flow.close()
                _tell_table(flow, block, number)
            else:
                body = len(block.lines) - _count_notes(block, after, setting)
                measure = measure_of(block, measures)
                lines = [PlacedLine(run, number, measure, run is top) for run in block.lines]
                for line in lines[:body]:
                    flow.add(line)
                flow.notes += lines[body:]
        if flow.open and ends_sentence(flow.open[-1].run.text):
            flow.close()
        elif not flow.open or flow.open[0].page == number:
            flow.close_notes()
    flow.close()
    return flow.told


def _count_notes(column: Column, after: Block | None, setting: Setting) -> int:
    """Return how many lines at the foot of a column are notes: it must be the last one, or beside the next."""
    last = column.lines[-1]
    if after is not None and not (isinstance(after, Column) and after.lines[0].base > last.base):
        return 0
    count = 0
    while count < len(column.lines) and column.lines[-1 - count].size < _SMALL * setting.usual:
        count += 1
    first = column.lines[-count].text if count else ""
    return count if _NOTE.match(first) or count < len(column.lines) else 0


def _parted(lines: Iterable[PlacedLine], setting: Setting) -> Iterator[list[PlacedLine]]:
    """Yield the lines of each note."""
    note: list[PlacedLine] = []
    for line in lines:
        if note and (_NOTE.match(line.run.text) or begins_another(note[-1], line, setting)):
            yield note
            note = []
        note.append(line)
    if note:
        yield note


def _paragraph(lines: Sequence[PlacedLine], setting: Setting, spelling: Spelling) -> PagedPiece:
    parts = list[str]()
    begins = [(lines[0].page, 0)]
    length = 0
    for number, line in enumerate(lines):
        if number:
            between = joint(parts[-1], line.run.text, spelling)
            if between is None:
                parts[-1], between = parts[-1][:-1], ""
                length -= 1
            parts[-1] += between
            length += len(between)
            begins += [(line.page, length)] if line.page != lines[number - 1].page else []
        parts.append(line.run.text)
        length += len(line.run.text)
    is_top = lines[0].is_top and setting.usual > _SLIDE
    piece = _piece("".join(parts), lines[0].run, len(lines), setting, is_top=is_top)
    mark = length - len(piece.text)
    return PagedPiece(piece, tuple((page, max(0, offset - mark)) for page, offset in begins))


def _piece(text: str, first: TextRun, count: int, setting: Setting, *, is_top: bool) -> Piece:
    """Return a paragraph, a heading or an item. ``is_top`` says that it is the first of a slide."""
    if bullet := BULLET.match(text):
        return Piece(text[bullet.end() :], "item", 1)
    if (NUMBERED.match(text) or text.startswith("- ")) and not first.bold:
        return Piece(text, "item", 1)
    level = _heading_level(text, first, count, setting.usual, is_top=is_top)
    return Piece(text, "heading", level) if level else Piece(text)


def _heading_level(text: str, first: TextRun, count: int, usual: float, *, is_top: bool) -> int:
    """Return how deep a heading is by its letters and its place, 0 where it is none."""
    if len(text) > _LONGEST_HEADING:
        return 0
    if first.size > LARGE * usual:
        return 1 if first.size > _TITLE * usual else 2
    is_short = count <= 2 and not ends_sentence(text)
    return 2 if is_short and is_top else 3 if is_short and first.bold else 0


def _tell_table(flow: _Flow, grid: Grid, page: int) -> None:
    """Tell the rows of a table; one that goes on from the page before stands below the names of its columns."""
    rows = cell_rows(grid, flow.spelling)
    before = flow.table
    goes_on = before is not None and page - before.page == 1 and are_alike(before.edges, grid.edges)
    above = before.rows if before is not None and goes_on else []
    pieces = table_pieces([*above, *rows])[len(table_pieces(above)) if above else 0 :]
    flow.told += [PagedPiece(piece, ((page, 0),)) for piece in pieces]
    flow.table = _Table((above or rows)[:_SAMPLE], grid.edges, page)
