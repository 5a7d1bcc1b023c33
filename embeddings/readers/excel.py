"""XLSX, from its XML: the values as they are shown, of the sheets, rows and columns that are shown."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from embeddings.errors import DocumentError
from embeddings.readers.archive import opened
from embeddings.readers.draft import Draft
from embeddings.readers.figures import BUILT_IN, GENERAL, shown_figure
from embeddings.readers.markup import attribute, child, children, local
from embeddings.readers.office import core_facts, parse_entry, related, relation, whole_number
from embeddings.readers.sheets import UNNAMED, Row, Sheet, sheet_drafts
from embeddings.readers.tables import Cell

_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NOTES: Final = re.compile(r"xl/(?:comments/?|threadedComments/)[^/]{0,255}\.xml")
_DRAWING: Final = re.compile(r"xl/drawings/drawing\d{1,9}\.xml")
_SEEN: Final = {"0", "false", ""}
_MOST_COLUMNS = 1000
_BLANK: Final = Cell("")
_TRUTH: Final = {"0": "FALSE", "1": "TRUE"}


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets refer to: shared words, formats of figures, and the year that days count from."""

    words: list[str]
    formats: list[str]
    since_1904: bool
    gone: Counter[str]


def read_xlsx(path: Path, name: str) -> Iterator[Draft]:
    """Yield the document of a workbook. Raises DocumentError where it is damaged or empty."""
    with opened(path, name) as archive:
        workbook = parse_entry(archive, "xl/workbook.xml", name)
        if workbook is None:
            raise DocumentError(name, "is a damaged XLSX (it has no workbook); save it anew")
        places = related(archive, "xl/workbook.xml", name)
        days = attribute(child(workbook, "workbookpr"), "date1904") not in _SEEN
        book = _Book(_words(archive, name), _formats(archive, name), days, Counter())
        listed = children(workbook, "sheets")
        shown = [one for one in listed if attribute(one, "state", "visible") == "visible"]
        book.gone["hidden sheet"] += len(listed) - len(shown)
        sheets = [
            _sheet(one, len(shown), parse_entry(archive, places.get(relation(one), ""), name), book) for one in shown
        ]
        book.gone["comment"] += sum(_comments(archive, entry, name) for entry in archive.namelist())
        book.gone.update(what for entry in archive.namelist() for what in _drawn(archive, entry, name))
        facts = core_facts(archive, name)
    yield from sheet_drafts(sheets, name, facts, book.gone)


def _comments(archive: zipfile.ZipFile, entry: str, name: str) -> int:
    if not _NOTES.fullmatch(entry):
        return 0
    return sum(local(element) == "comment" for element in parse_entry(archive, entry, name).iter())


def _drawn(archive: zipfile.ZipFile, entry: str, name: str) -> Iterator[str]:
    """Yield what lies on a sheet: pictures, charts, boxes with words."""
    for one in parse_entry(archive, entry, name).iter() if _DRAWING.fullmatch(entry) else ():
        kind = local(one)
        if kind in ("pic", "chart"):
            yield "picture" if kind == "pic" else "chart"
        elif kind == "sp" and any(local(part) == "t" and part.text for part in one.iter()):
            yield "drawn text"


def _words(archive: zipfile.ZipFile, name: str) -> list[str]:
    root = parse_entry(archive, "xl/sharedStrings.xml", name)
    return [_text(one) for one in root if local(one) == "si"] if root is not None else []


def _text(parent: Any) -> str:
    """Return words in runs of several formats; how they are read aloud in Japanese is no part of them."""
    found = (one for one in parent.iter() if local(one) == "t" and local(one.getparent()) != "rph")
    return "".join(one.text or "" for one in found)


def _formats(archive: zipfile.ZipFile, name: str) -> list[str]:
    """Return the format of figures for each style that a cell may name."""
    root = parse_entry(archive, "xl/styles.xml", name)
    codes = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in children(root, "numfmts")}
    numbers = (attribute(one, "numFmtId") for one in children(root, "cellxfs"))
    return [codes.get(number, BUILT_IN.get(number, GENERAL)) for number in numbers]


def _sheet(listed: Any, count: int, root: Any, book: _Book) -> Sheet:
    title = attribute(listed, "name")
    title = "" if count == 1 and UNNAMED.fullmatch(title) else title
    data = child(root, "sheetdata")
    if data is None:
        return Sheet(title, [])
    hidden = {*_hidden_columns(children(root, "cols"))}
    placed: dict[int, dict[int, Cell]] = {}
    for place, row in enumerate(data, start=1):
        number = whole_number(attribute(row, "r"), place)
        cells = {column: Cell(text) for column, text in _cells(row, book) if column <= _MOST_COLUMNS}
        if attribute(row, "hidden") not in _SEEN:
            book.gone["hidden row"] += any(cell.text for cell in cells.values())
        else:
            placed[number] = cells
    used = {column for cells in placed.values() for column, cell in cells.items() if cell.text}
    book.gone["hidden column"] += len(used & hidden)
    columns = sorted(used - hidden)
    covered: set[tuple[int, int]] = set()
    for one in children(root, "mergecells"):
        covered |= _merge(attribute(one, "ref"), placed, columns)
    return Sheet(title, list(_rows(placed, columns, covered)))


def _hidden_columns(columns: list[Any]) -> Iterator[int]:
    for one in columns:
        if attribute(one, "hidden") not in _SEEN:
            last = min(whole_number(attribute(one, "max")), _MOST_COLUMNS)
            yield from range(whole_number(attribute(one, "min")), last + 1)


def _cells(row: Any, book: _Book) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in row:
        column = (_place(attribute(cell, "r")) or (0, column + 1))[1]
        value = child(cell, "v")
        kind, written = attribute(cell, "t", "n"), (value.text or "") if value is not None else ""
        book.gone["formula"] += not written and child(cell, "f") is not None  # whose result nobody has kept
        yield column, _shown(cell, kind, written, book)


def _shown(cell: Any, kind: str, written: str, book: _Book) -> str:
    if kind == "s":
        return book.words[int(written)] if written.isdecimal() and int(written) < len(book.words) else ""
    if kind == "inlineStr":
        return _text(cell)
    if kind == "b":
        return _TRUTH.get(written, written)
    style = whole_number(attribute(cell, "s"))
    code = book.formats[style] if style < len(book.formats) else GENERAL
    return shown_figure(written, code, since_1904=book.since_1904) if kind == "n" else written


def _place(reference: str) -> tuple[int, int] | None:
    """Return the row and the column of a reference such as B3, from 1."""
    match = _PLACE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _merge(reference: str, placed: dict[int, dict[int, Cell]], columns: list[int]) -> set[tuple[int, int]]:
    """Let the first cell of an area span those of its rows and columns that are shown; return what it covers."""
    first, _, last = reference.partition(":")
    begin, end = _place(first), _place(last)
    if begin is None or end is None or begin[1] not in placed.get(begin[0], {}):
        return set()
    down = [number for number in placed if begin[0] <= number <= end[0]]
    across = [number for number in columns if begin[1] <= number <= end[1]]
    cells = placed[begin[0]]
    cells[begin[1]] = replace(cells[begin[1]], across=max(1, len(across)), down=max(1, len(down)))
    return {(row, column) for row in down for column in across} - {begin}


def _rows(placed: dict[int, dict[int, Cell]], columns: list[int], covered: set[tuple[int, int]]) -> Iterator[Row]:
    """Yield rows whose cells stand in their columns; one that the file doesn't have is blank."""
    before = 0
    for number, cells in sorted(placed.items()):
        if before and number > before + 1:
            yield []
        before = number
        yield [cells.get(column, _BLANK) for column in columns if (number, column) not in covered]
