"""What is free between columns of text, told by the words of pages that are made line by line."""

from __future__ import annotations

from collections.abc import Iterable

from embeddings.readers.glyphs import DrawnPage, Word
from embeddings.readers.gutters import Gutter, gutters_of

TEXT = "the old ferry sails at noon and comes back".split()  # as wide as its column: 9 words, 198 points
LEFT, RIGHT, THIRD = 50.0, 270.0, 490.0


def line(left: float, base: float, words: Iterable[str] = TEXT, step: float = 22.5) -> list[Word]:
    """Return words of 18 points, of which one begins every ``step``."""
    return [Word(word, left + step * at, left + step * at + 18, base, 10) for at, word in enumerate(words)]


def page(*lines: list[Word], rules: tuple[tuple[float, float, float], ...] = ()) -> DrawnPage:
    return DrawnPage(tuple(word for one in lines for word in one), rules)


def column(left: float, count: int, top: float = 700) -> list[list[Word]]:
    return [line(left, top - 12 * number) for number in range(count)]


def test_two_columns_have_one_gutter() -> None:
    ((gutter,),) = gutters_of([page(*column(LEFT, 10), *column(RIGHT, 8))])
    assert gutter == Gutter(248.0, 270.0, 700 - 12 * 9 - 1, 710.0)
    one, *_, last = line(LEFT, 650)
    other = line(RIGHT, 650)[0]
    assert gutter.parts(last, other)
    assert gutter.parts(other, last)
    assert not gutter.parts(one, last)


def test_three_columns_have_two() -> None:
    ((first, second),) = gutters_of([page(*column(LEFT, 9), *column(RIGHT, 9), *column(THIRD, 9))])
    assert {(first.left, first.right), (second.left, second.right)} == {(248.0, 270.0), (468.0, 490.0)}


def test_a_line_across_ends_it() -> None:
    across = line(LEFT, 712, TEXT * 2)
    ((gutter,),) = gutters_of([page(across, *column(LEFT, 9), *column(RIGHT, 9))])
    assert not gutter.holds(712)


def test_wide_spaces_of_lines_are_none() -> None:
    lines = [line(LEFT, 700 - 12 * number, TEXT, step=26 + number % 5) for number in range(20)]
    assert gutters_of([page(*lines)]) == [[]]


def test_figures_short_cells_and_ruled_rows_are_a_table() -> None:
    figures = [line(RIGHT, 700 - 12 * number, ["12", "1,200", "7.5", "3"]) for number in range(9)]
    cells = [line(RIGHT, 700 - 12 * number, ["Ann", "Lee"]) for number in range(9)]
    rules = tuple((LEFT, 468.0, 694.0 - 12 * number) for number in range(9))
    for right in (figures, cells):
        assert gutters_of([page(*column(LEFT, 9), *right)]) == [[]]
    assert gutters_of([page(*column(LEFT, 9), *column(RIGHT, 9), rules=rules)]) == [[]]


def test_a_few_lines_that_begin_where_columns_do_are_columns() -> None:
    few = page(*column(LEFT, 2), line(RIGHT, 700))
    assert gutters_of([few]) == [[]]
    _, (gutter,) = gutters_of([page(*column(LEFT, 9), *column(RIGHT, 9)), few])
    assert (gutter.left, gutter.right) == (248, 270)
    elsewhere = page(*column(LEFT, 2), line(RIGHT + 9, 700))
    assert gutters_of([page(*column(LEFT, 9), *column(RIGHT, 9)), elsewhere])[1] == []
