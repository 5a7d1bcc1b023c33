"""Turns in the rows of a table: a column of who speaks, and one of what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from embeddings.naming.words import words
from embeddings.turns.people import person_in
from embeddings.turns.titles import untitled
from embeddings.types import Part, Span, WrittenTurn

_CELL: Final = re.compile(r"[^|\n]+")
_WHO: Final = words("speaker name who participant person sprecher sprecherin intervenant hablante")
_SAID: Final = words(
    "text words utterance transcript said speech message statement remarks comment wortlaut texte texto"
)
_LEAST: Final = 3  # rows without a head, of two who speak, one of them twice
_ENDS: Final = '.?!…”"’)'


def find_rows(text: str, parts: Sequence[Part]) -> list[WrittenTurn]:
    """Return the turns in the tables of a text, in order."""
    rows = (part for part in parts if part.kind == "row")
    return [turn for _, table in groupby(rows, key=lambda part: part.group) for turn in _of_table(text, list(table))]


def _of_table(text: str, rows: Sequence[Part]) -> list[WrittenTurn]:
    lines = [list(_lines(text, row)) for row in rows]
    if {len(line) for line in lines} == {2}:
        return _below_head(text, lines)
    cells = [(line[0][0], line[0][1]) for line in lines if len(line) == 1 and len(line[0]) == 2]
    names = {text[slice(*who)] for who, _ in cells}
    enough = len(cells) == len(rows) >= _LEAST and 1 < len(names) < len(rows)
    if not enough or not all(_is_turn(text, who, said) for who, said in cells):
        return []
    return [WrittenTurn(untitled(text, who), (said,)) for who, said in cells]


def _below_head(text: str, rows: Sequence[Sequence[Sequence[Span]]]) -> list[WrittenTurn]:
    """Return the turns of rows that stand below the names of their columns."""
    heads = [text[slice(*cell)].lower() for cell in rows[0][0]]
    who = next((place for place, head in enumerate(heads) if head in _WHO), None)
    said = next((place for place, head in enumerate(heads) if head in _SAID), None)
    if who is None or said is None:
        return []
    cells = [row[-1] for row in rows if len(row[-1]) == len(heads)]
    return [WrittenTurn(untitled(text, row[who]), (row[said],)) for row in cells]


def _lines(text: str, row: Part) -> Iterator[list[Span]]:
    """Yield the lines of a row, each as its cells."""
    start = row.start
    for line in text[row.start : row.end].split("\n"):
        yield [_stripped(text, *match.span()) for match in _CELL.finditer(text, start, start + len(line))]
        start += len(line) + 1


def _stripped(text: str, start: int, end: int) -> Span:
    cell = text[start:end]
    left = len(cell) - len(cell.lstrip())
    return start + left, start + max(left, len(cell.rstrip()))


def _is_turn(text: str, who: Span, said: Span) -> bool:
    """Whether a cell is a person's name, and the one beside it ends as a sentence ends."""
    return person_in(text, *who) is not None and text[said[1] - 1] in _ENDS
