"""Tables as text, in files of all kinds alike: each row stands below the names of its columns.

    Pool | Monday | Tuesday
    South pool | closed | closed

It is an excerpt of the table, whose head is said again with every row, so that a quoted row says which figure is which;
a cell that spans several columns stands once, below the names of all of them. Nothing is put into words that the table
doesn't have: were a first row taken for a head and none, the row would still be one that stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from embeddings.readers.pieces import Piece, on_one_line

BETWEEN: Final = " | "
_LONGEST = 320  # characters of a row with its head, which is what a quote may have
_WIDEST = 8  # cells of a row: a wider one is told in parts, each with its first cell
_MOST_REPEATED = 100_000  # cells of a table that are said again in rows below it
_MOST_HEADS = 3  # rows
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_COUNTED = re.compile(r"\D{0,4}(?:1[5-9]|20)\d\d\D{0,4}|\D{1,12}\d{1,2}")  # what names a column of figures: 2024, Q1
_LONG_NAME = 60  # characters
_LOOKED_AT = 200  # rows that a head is told from
_MOST_ACROSS = 1000  # columns of a cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, and how many columns and rows it spans."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Box:
    """A cell and all that is in it."""

    pieces: Sequence[Piece]
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell in the columns ``first`` to ``last``."""

    text: str
    first: int
    last: int


_Row = list[_Placed]


def table_pieces(rows: Sequence[Sequence[Cell]], *, heads: int | None = None, named: bool = False) -> list[Piece]:
    """Return the rows of a table, each a piece. ``heads`` is how many of them name columns, None where nobody says.

    Columns are mostly ``named`` in some kinds of files: there, no more than a likely name is asked for. A row of one
    cell as wide as the table stands above those that follow, up to the next one.
    """
    placed = _filled(_placed(rows))
    width = _width(placed)
    over = _over(placed)
    body = placed[over:]
    count = _heads(body, named=named) if heads is None else max(0, heads - over)
    section = " / ".join(row[0].text for row in placed[:over])
    texts = list(_told_rows(body[count:], _names(body[:count], width), section))
    texts = texts or [BETWEEN.join(cell.text for cell in row) for row in placed]
    return [Piece(text, "row", opens=number == 0) for number, text in enumerate(texts)]


def head_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many of the first rows of a table whose columns are mostly named stand above all others."""
    placed = _filled(_placed(rows))
    over = _over(placed)
    found = _heads(placed[over:], named=True)
    return over + found if found else 0


def _width(rows: Sequence[_Row]) -> int:
    return max((cell.last for row in rows for cell in row), default=-1) + 1


def _over(rows: Sequence[_Row]) -> int:
    """Return how many rows there are before one of several cells."""
    width = _width(rows)
    return next((number for number, row in enumerate(rows) if not _spans(row, width)), 0)


def box_pieces(rows: Sequence[Sequence[Box]], *, heads: int | None = None) -> list[Piece]:
    """Return the rows of a table whose cells hold paragraphs or tables of their own; these follow after it.

    What only lays out a page, in one column or with headings in its cells, is read cell by cell.
    """
    within = [piece for row in rows for box in row for piece in box.pieces]
    if _lays_out(rows) or any(piece.kind == "heading" for piece in within):
        return within
    table = table_pieces(cells_of(rows), heads=heads)
    return [*table, *(piece for piece in within if piece.kind == "row")]


def _lays_out(rows: Sequence[Sequence[Box]]) -> bool:
    if len(rows) == 1:
        return len(rows[0]) < 2 or any(len(box.pieces) > 1 for box in rows[0])
    return all(len(row) < 2 for row in rows)


def cells_of(rows: Sequence[Sequence[Box]]) -> list[list[Cell]]:
    """Return the cells of rows, with the paragraphs that are in them."""
    return [[Cell("\n".join(_prose(box)), box.across, box.down) for box in row] for row in rows]


def _prose(box: Box) -> Iterator[str]:
    return (piece.text for piece in box.pieces if piece.kind != "row")


def plain_rows(rows: Sequence[Sequence[str]]) -> list[list[Cell]]:
    """Return rows whose cells span nothing."""
    return [[Cell(text) for text in row] for row in rows]


def _placed(rows: Sequence[Sequence[Cell]]) -> list[_Row]:
    """Give every cell its columns, and say those again that reach down from rows above."""
    left, reaching, placed = _MOST_REPEATED, list[tuple[_Placed, int]](), []
    for cells in rows:
        row = [cell for cell, _ in reaching]
        taken = {column for cell in row for column in range(cell.first, cell.last + 1)}
        deeper, column = [(cell, down - 1) for cell, down in reaching if down > 1], 0
        for cell in cells:
            while column in taken:
                column += 1
            one = _Placed(on_one_line(cell.text), column, column + min(max(1, cell.across), _MOST_ACROSS) - 1)
            row.append(one)
            column = one.last + 1
            deeper += [(one, cell.down - 1)] if cell.down > 1 else []
        left -= sum(cell.last - cell.first + 1 for cell, _ in deeper)
        reaching = deeper if left > 0 else []
        placed.append(sorted(row, key=lambda cell: cell.first))
    return placed


def _filled(rows: Sequence[_Row]) -> list[_Row]:
    """Leave out rows and columns without a word."""
    worded = [row for row in rows if any(cell.text for cell in row)]
    place = {column: number for number, column in enumerate(sorted({c.first for row in worded for c in row if c.text}))}
    kept = sorted(place)
    return [
        [_Placed(c.text, place[c.first], bisect_right(kept, c.last) - 1) for c in row if c.first in place]
        for row in worded
    ]


def _spans(row: _Row, width: int) -> bool:
    return width > 1 and len(row) == 1 and row[0].first == 0 and row[0].last == width - 1


def _heads(rows: Sequence[_Row], *, named: bool) -> int:
    """Tell how many of the first rows name columns."""
    if len(rows) < 2 or not _may_name(rows[0]):
        return 0
    deep = _depth(rows)
    head = rows[deep - 1]
    body = [row for row in rows[deep : deep + _LOOKED_AT] if row != head]
    return deep if _names_what_is_below(head, body, named=named) else 0


def _depth(rows: Sequence[_Row]) -> int:
    """Return how many rows a head has: another one, wherever a cell of the last spans several columns."""
    deep = 1
    while deep < min(_MOST_HEADS, len(rows) - 1) and _goes_below(rows[deep - 1]) and _are_names(rows[deep]):
        deep += 1
    return deep


def _names_what_is_below(head: _Row, body: Sequence[_Row], *, named: bool) -> bool:
    """What stands above figures and is none, is their name; above words it is where it is short and not one of them."""
    columns: defaultdict[int, list[str]] = defaultdict(list)
    for cell in chain.from_iterable(body):
        columns[cell.first] += [cell.text] if cell.text else []
    below = [(cell.text, columns[cell.first]) for cell in head[1:] if columns[cell.first]]
    if any(_is_shaped_as_all(name, texts) for name, texts in below):
        return False
    if named or any(2 * sum(map(_has_figure, texts)) > len(texts) for _, texts in below):
        return True
    is_shorter = len(body) * _length(head) < _length(chain.from_iterable(body))
    return min(len(head) - 1, len(body)) > 1 and is_shorter and not any(name in texts for name, texts in below)


def _may_name(row: _Row) -> bool:
    named = [cell.text for cell in row if cell.text]
    return len(named) > 1 and len({*named}) == len(named) and all(cell.text for cell in row[1:]) and _are_names(row)


def _are_names(row: _Row) -> bool:
    """Tell whether these could be names: short ones, and figures in none but a year or a count (Q1)."""
    return all(
        len(cell.text) <= _LONG_NAME and (not _has_figure(cell.text) or _COUNTED.fullmatch(cell.text) is not None)
        for cell in row
    )


def _has_figure(text: str) -> bool:
    return _FIGURE.search(text) is not None


def _length(cells: Iterable[_Placed]) -> int:
    return sum(len(cell.text) for cell in cells)


def _is_shaped_as_all(name: str, texts: Sequence[str]) -> bool:
    return _has_figure(name) and all(_shape(text) == _shape(name) for text in texts)


def _shape(text: str) -> str:
    return _FIGURE.sub("0", _YEAR.sub("year", text))


def _goes_below(row: _Row) -> bool:
    return any(cell.last > cell.first for cell in row)


def _names(heads: Sequence[_Row], width: int) -> list[str]:
    """Return the name of each column, those above before those below."""
    names: list[list[str]] = [[] for _ in range(width)]
    for cell in chain.from_iterable(heads):
        for column in range(cell.first, cell.last + 1):
            if cell.text and cell.text not in names[column]:
                names[column].append(cell.text)
    return [" ".join(name) for name in names]


def _told_rows(rows: Sequence[_Row], names: Sequence[str], section: str) -> Iterator[str]:
    """Yield the rows below what stands above them; what stands above none, as a note at the foot does, by itself."""
    alone = ""
    for row in rows:
        if _spans(row, len(names)):
            yield from (alone,) if alone else ()
            section = alone = row[0].text
        elif [cell.text for cell in row] != names[: len(row)]:  # which a new page repeats
            alone = ""
            yield from _told(row, names, section)
    yield from (alone,) if alone else ()


def _told(row: _Row, names: Sequence[str], section: str) -> Iterator[str]:
    """Yield a row below its section and the names of its columns, in parts where it is long."""
    begun = len(section)
    part: list[tuple[str, str]] = []
    for cell in row:
        pair = ", ".join(dict.fromkeys(filter(None, names[cell.first : cell.last + 1]))), cell.text
        long = begun + sum(len(one) + len(BETWEEN) for named in (*part, pair) for one in named)
        if len(part) > 1 and (long > _LONGEST or len(part) >= _WIDEST):
            yield _lines(section, part)
            part = part[:1]
        part.append(pair)
    yield _lines(section, part)


def _lines(section: str, part: Sequence[tuple[str, str]]) -> str:
    lines = (section, BETWEEN.join(name for name, _ in part), BETWEEN.join(text for _, text in part))
    return "\n".join(line.strip() for line in lines if line.strip(" |"))
