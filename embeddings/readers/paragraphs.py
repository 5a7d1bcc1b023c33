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
from embeddings.readers.hyphens import Spelling, is_cut, joint
from embeddings.readers.layout import Setting, ends_sentence
from embeddings.readers.pieces import Piece
from embeddings.readers.runs import TextRun, is_leftward
from embeddings.readers.tables import Cell, table_pieces

_BULLET: Final = re.compile(r"[•◦▪▫‣⁃●○■□\uf0b7\uf0a7*]\s+")
_DASH: Final = re.compile(r"[-–—]\s+")
_NUMBERED: Final = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]\s+")
_NOTE: Final = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡]|\d{1,3}[.)]?\s|\[\d{1,3}\]")
_SMALL: Final = 0.93  # times the usual size: notes
_LARGE: Final = 1.15  # times the usual size: headings
_OTHER: Final = 0.12  # of the size, by which lines of one paragraph may differ
_LONGEST_HEADING: Final = 200  # characters
_TITLE: Final = 1.5
_SLIDE: Final = 15.0  # points: letters that are larger are of slides, not of pages
_ROOM: Final = 1.0  # of the letters' size, that is left free without a reason
_FAR: Final = 1.75  # of the letters' size: lines of one paragraph are rarely as far apart
_HALF: Final = 0.45  # of a column's width
_BEFORE_ITEMS: Final = (":", ";", ",")
_LINE: Final = 45  # characters of running text, from which on a full line may go on with a capital letter
_INDENT: Final = 0.8  # of the letters' size
_SAMPLE: Final = 20  # rows of a table that one on the next page may take the names of its columns from


@dataclass(frozen=True, slots=True)
class PagedPiece:
    """A piece, and the pages that begin in it: their number, from 0, and where."""

    piece: Piece
    begins: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Measure:
    """The edges of a column, and whether its lines run on from one to the next."""

    left: float
    right: float
    is_running: bool


@dataclass(frozen=True, slots=True)
class _PlacedLine:
    run: TextRun
    page: int
    column: _Measure
    is_top: bool = False  # of its page


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
    open: list[_PlacedLine] = field(default_factory=list)
    notes: list[_PlacedLine] = field(default_factory=list)
    table: _Table | None = None  # which the last piece is a row of

    def add(self, line: _PlacedLine) -> None:
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

    def _ends(self, above: _PlacedLine, below: _PlacedLine) -> bool:
        if above.column is below.column:
            return _is_next(above, below, self.setting)
        return not _goes_on(above, below, self.setting)


def pieces_of(
    pages: Sequence[Sequence[Block]], asides: Sequence[str], setting: Setting, spelling: Spelling
) -> list[PagedPiece]:
    """Return the pieces of a document. ``asides`` are what is written in other directions on each page."""
    flow = _Flow(setting, spelling)
    told = {""}
    for number, (blocks, aside) in enumerate(zip(pages, asides, strict=True)):
        if aside not in told:  # a mark across every page is told once
            told.add(aside)
            run = TextRun(aside, 0, 0, 0, setting.usual)
            flow.notes.append(_PlacedLine(run, number, _Measure(0, 0, is_running=False)))
        top = blocks[0].lines[0] if blocks and isinstance(blocks[0], Column) else None
        for block, after in zip(blocks, (*blocks[1:], None), strict=False):
            if isinstance(block, Grid):
                flow.close()
                _tell_table(flow, block, number)
            else:
                body = len(block.lines) - _count_notes(block, after, setting)
                measure = _Measure(block.left, block.right, block.runs_on())
                lines = [_PlacedLine(run, number, measure, run is top) for run in block.lines]
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


def _parted(lines: Iterable[_PlacedLine], setting: Setting) -> Iterator[list[_PlacedLine]]:
    """Yield the lines of each note."""
    note: list[_PlacedLine] = []
    for line in lines:
        if note and (_NOTE.match(line.run.text) or _is_next(note[-1], line, setting)):
            yield note
            note = []
        note.append(line)
    if note:
        yield note


def _is_next(above: _PlacedLine, below: _PlacedLine, setting: Setting) -> bool:
    """Tell whether the next line of a column begins another paragraph."""
    one, other = above.run, below.run
    has_ended = ends_sentence(one.text)
    if _is_other(one, other) or _is_far(above, other, setting):
        return True
    if is_cut(one.text) or (other.text[:1].islower() and not has_ended):
        return False
    if _begins_item(other.text) and (has_ended or one.text.endswith(_BEFORE_ITEMS)):
        return True
    return _begins_anew(above, below, setting, has_ended=has_ended)


def _begins_anew(above: _PlacedLine, below: _PlacedLine, setting: Setting, *, has_ended: bool) -> bool:
    """Tell whether a line that could be the next of a paragraph, or of a sentence, is the first of another."""
    least = 0.0 if setting.gap is None else _HALF * (above.column.right - above.column.left)
    if _was_broken(above, below.run, least) or _is_indented(above, below, has_ended=has_ended):
        return True
    is_label = setting.gap is None if has_ended else len(above.run.text) < _LINE
    return is_label and not above.column.is_running


def _is_far(above: _PlacedLine, below: TextRun, setting: Setting) -> bool:
    distance = (above.run.base - below.base) / max(above.run.size, below.size, 1.0)
    return distance > (setting.gap or _FAR) or (distance > _FAR and not above.column.is_running)


def _begins_item(text: str) -> bool:
    return _DASH.match(text) is not None or _NUMBERED.match(text) is not None


def _was_broken(above: _PlacedLine, below: TextRun, least: float = 0.0) -> bool:
    """Tell whether a line was ended before it was full: the first word of the next would have had its place there."""
    left, right = above.column.left, above.column.right
    free = above.run.left - left if is_leftward([above.run.text]) else right - above.run.right
    word = len(below.text.split(" ", 1)[0]) / max(1, len(below.text)) * (below.right - below.left)
    return free > max(least, word + _ROOM * below.size)


def _is_indented(above: _PlacedLine, below: _PlacedLine, *, has_ended: bool) -> bool:
    one, other = above.run, below.run
    if is_leftward([other.text]):
        indent, before = below.column.right - other.right, above.column.right - one.right
    else:
        indent, before = other.left - below.column.left, one.left - above.column.left
    return has_ended and indent > _INDENT * other.size > before


def _is_other(one: TextRun, other: TextRun) -> bool:
    """Tell whether two lines are no lines of one paragraph: set otherwise, or one of a list."""
    is_set_otherwise = one.bold is not other.bold or abs(one.size - other.size) > _OTHER * max(one.size, other.size)
    return is_set_otherwise or _BULLET.match(other.text) is not None


def _goes_on(above: _PlacedLine, below: _PlacedLine, setting: Setting) -> bool:
    """Tell whether a sentence goes on in the first line of the next column or page."""
    one, other = above.run, below.run
    if _is_other(one, other) or ends_sentence(one.text):
        return False
    if other.text[:1].islower() or is_cut(one.text):
        return True
    is_running = len(one.text) >= _LINE and len(other.text) >= _LINE and one.size < _LARGE * setting.usual
    return is_running and above.column.is_running and not _was_broken(above, other)


def _paragraph(lines: Sequence[_PlacedLine], setting: Setting, spelling: Spelling) -> PagedPiece:
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
    if bullet := _BULLET.match(text):
        return Piece(text[bullet.end() :], "item", 1)
    if (_NUMBERED.match(text) or text.startswith("- ")) and not first.bold:
        return Piece(text, "item", 1)
    level = _heading_level(text, first, count, setting.usual, is_top=is_top)
    return Piece(text, "heading", level) if level else Piece(text)


def _heading_level(text: str, first: TextRun, count: int, usual: float, *, is_top: bool) -> int:
    """Return how deep a heading is by its letters and its place, 0 where it is none."""
    if len(text) > _LONGEST_HEADING:
        return 0
    if first.size > _LARGE * usual:
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
