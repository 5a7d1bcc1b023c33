"""What is free between columns of text, told by the words of pages that are made line by line."""

from __future__ import annotations

from collections.abc import Iterable

from embeddings.readers.glyphs import DrawnPage
from embeddings.readers.gutters import Gutter, gutters_of
from embeddings.readers.words import Word

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


def edges(one: DrawnPage) -> set[tuple[float, float]]:
    """Return where the gutters of a page begin and end."""
    return {(gutter.left, gutter.right) for gutter in gutters_of([one])[0]}


def test_a_last_column_of_a_few_lines_is_one() -> None:
    for count in (1, 2, 5):
        assert edges(page(*column(LEFT, 9), *column(RIGHT, count))) == {(248, 270)}
        assert edges(page(*column(LEFT, 9), *column(RIGHT, 9), *column(THIRD, count))) == {(248, 270), (468, 490)}
    indented = line(RIGHT + 12, 700, TEXT[:4])
    assert edges(page(*column(LEFT, 9), indented, line(RIGHT, 688, TEXT[:3]))) == {(248, 270)}


def test_what_stands_below_the_first_lines_too_is_a_table() -> None:
    one, other = line(RIGHT, 700, TEXT[:3]), line(RIGHT, 640, TEXT[:3])
    assert edges(page(*column(LEFT, 9), one, other)) == set()
    names = [line(RIGHT, 700 - 12 * number, [word]) for number, word in enumerate(("Price", "Day", "Place"))]
    assert edges(page(*column(LEFT, 9), *names)) == set()


def test_a_last_column_has_room() -> None:
    narrow = DrawnPage(page(*column(LEFT, 9), line(RIGHT, 700, TEXT[:2])).words, width=400.0)
    assert edges(narrow) == set()
    assert edges(DrawnPage(narrow.words, width=500.0)) == {(248, 270)}


def test_a_running_head_and_a_foot_are_no_lines_of_columns() -> None:
    head = [*line(LEFT, 730, TEXT[:2]), *line(RIGHT + 150, 730, TEXT[:2])]
    foot = line(255, 560, ["7"])
    ((gutter,),) = gutters_of([page(head, *column(LEFT, 9), *column(RIGHT, 9), foot)])
    assert (gutter.left, gutter.right, gutter.bottom, gutter.top) == (248, 270, 603, 710)


def test_a_large_title_above_one_column_does_not_widen_it() -> None:
    title = [word._replace(size=24) for word in line(RIGHT, 730, TEXT[:2])]
    assert edges(page(title, *column(LEFT, 9), *column(RIGHT, 9))) == {(248, 270)}
