"""Sheets of tables, as CSV, XLSX and ODS hold them: each below its name, its rows below the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from pathlib import PurePosixPath
from typing import Final

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft, Origin
from embeddings.readers.office import make_draft
from embeddings.readers.pieces import Piece
from embeddings.readers.tables import Cell, head_rows, table_pieces

UNNAMED: Final = re.compile(r"[^\W\d]{1,30} ?\d{1,3}")  # as programs name a sheet: Sheet1, Tabelle1
_AT_ONCE = 2000  # rows of a document: those that follow are another

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name, which is empty where nobody gave it one."""

    name: str
    rows: Sequence[Row]


def sheet_drafts(
    sheets: Iterable[Sheet], name: str, facts: Mapping[str, object], gone: Mapping[str, int] | None = None
) -> Iterator[Draft]:
    """Yield the document of a file of sheets, or several where there are very many rows.

    Without a title among the facts, the file's name is that. ``gone`` counts what was left out of the sheets, once they
    are read. Raises DocumentError where they are empty.
    """
    pieces = [piece for sheet in sheets for piece in _sheet_pieces(sheet)]
    title = facts.get("title")
    origins: dict[str, Origin] = {} if title else {"title": "file name"}
    known = {**facts, "title": title or PurePosixPath(name).stem}
    for start in range(0, len(pieces), _AT_ONCE):
        draft = make_draft(pieces[start : start + _AT_ONCE], known, name, None if start else gone)
        yield replace(draft, origins=origins, key=f"#{start + 1}" if start else "")
    if not pieces:
        raise DocumentError(name, "has no text")


def _sheet_pieces(sheet: Sheet) -> list[Piece]:
    """Return a sheet's name and rows. Below a blank row, the columns are named as before, unless they are anew."""
    pieces: list[Piece] = []
    names: Sequence[Row] = []
    for is_blank, rows in groupby(sheet.rows, key=lambda row: not any(cell.text.strip() for cell in row)):
        block = [] if is_blank else _with_titles(list(rows))
        if all(len(_filled(row)) < 2 for row in block):
            pieces += [Piece(cell.text) for row in block for cell in row]
            continue
        count = head_rows(block)
        names = block[:count] if count else names
        above = [] if count else names
        pieces += table_pieces([*above, *block], heads=count or len(above))
    return [Piece(sheet.name, "heading", 1), *pieces] if pieces and sheet.name else pieces


def _with_titles(block: Sequence[Row]) -> list[Row]:
    """Let a title that stands above a table be as wide as that."""
    width = max(sum(cell.across for cell in row) for row in block)
    over = list(takewhile(lambda row: len(_filled(row)) < 2 and row[0].text.strip(), block)) if width > 1 else []
    return [*([Cell(row[0].text, across=width)] for row in over), *block[len(over) :]]


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row if cell.text.strip()]
