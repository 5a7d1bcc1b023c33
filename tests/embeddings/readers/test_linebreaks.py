"""Which line goes on the paragraph of the one before: lines made by hand, in columns of 200 points."""

from __future__ import annotations

import pytest

from embeddings.readers.columns import Column
from embeddings.readers.layout import Setting
from embeddings.readers.linebreaks import Measure, PlacedLine, begins_another, goes_on_beside, measure_of, measures_of
from embeddings.readers.runs import TextRun

RAGGED, SPREAD = Measure(50, 250, True), Measure(50, 250, True, True)
OTHER = Measure(270, 470, True, True)


def placed(text: str, column: Measure, *, width: float = 200, base: float = 700) -> PlacedLine:
    return PlacedLine(TextRun(text, column.left, column.left + width, base, 10), 0, column)


@pytest.mark.parametrize(
    ("column", "above", "width", "below", "goes_on"),
    [
        (RAGGED, "It was built by", 200, "the town.", True),
        (RAGGED, "It was built by", 200, "Ann Lee.", True),
        (RAGGED, "It was built by", 100, "Ann Lee.", False),
        (RAGGED, "It was built.", 200, "Ann Lee owns it.", False),
        (RAGGED, "It cost 3 m.", 200, "and more", True),
        (SPREAD, "It was built.", 200, "Ann Lee owns it.", True),
        (SPREAD, "It was built.", 195, "Ann Lee owns it.", False),
        (SPREAD, "The long heading of it", 190, "Ann Lee owns it.", False),
    ],
)
def test_a_paragraph_goes_on_in_the_next_column(
    column: Measure, above: str, width: float, below: str, *, goes_on: bool
) -> None:
    one, other = placed(above, column, width=width, base=100), placed(below, OTHER)
    assert goes_on_beside(one, other, Setting(10)) is goes_on


@pytest.mark.parametrize(
    ("above", "width", "below", "begins"),
    [("It was built by", 200, "Ann Lee.", False), ("It was built.", 100, "Ann Lee owns it.", True)],
)
def test_a_line_that_was_broken_ends_a_paragraph(above: str, width: float, below: str, *, begins: bool) -> None:
    one, other = placed(above, RAGGED, width=width), placed(below, RAGGED, base=688)
    assert begins_another(one, other, Setting(10)) is begins


def test_the_end_of_a_column_has_its_measure() -> None:
    texts = [
        "The mill",
        "burned at",
        "night and",
        "nobody was",
        "hurt by it",
        "but it is",
        "a ruin now",
        "and shut",
        "down.",
    ]
    lines = [TextRun(text, 50, 250, 700 - 12 * at, 10) for at, text in enumerate(texts)]
    known = measures_of([[Column(lines, 50, 250)]])
    assert known == [SPREAD]
    assert measure_of(Column([TextRun("Ann Lee", 50, 90, 80, 10)], 50, 90), known) == SPREAD
    assert measure_of(Column([TextRun("Ann Lee", 90, 140, 80, 10)], 90, 140), known) == Measure(90, 140, False)


def test_a_few_lines_beside_a_column_have_its_width() -> None:
    assert measure_of(Column([TextRun("Ann Lee", 270, 310, 700, 10)], 270, 310), [SPREAD]) == OTHER
    assert measure_of(Column([TextRun("Ann Lee", 270, 510, 700, 10)], 270, 510), [SPREAD]) == Measure(270, 510, False)


def test_a_column_below_lines_across_the_page_has_its_own_width() -> None:
    wide, narrow = ([TextRun("and so on", 50, right, 700 - 12 * at, 10) for at in range(9)] for right in (500, 250))
    across, column = Column(wide, 50, 500), Column(narrow, 50, 250)
    known = measures_of([[across, column]])
    assert known == [Measure(50, 500, True, True), SPREAD]
    assert [measure_of(one, known) for one in (across, column)] == known
