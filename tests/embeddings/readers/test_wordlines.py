"""Lines over the whole width of a page: words made by hand."""

from __future__ import annotations

from embeddings.readers.wordlines import is_across, sides_of, spaces_of, stretches_of, word_lines
from embeddings.readers.words import Word


def word(text: str, left: float, base: float = 700.0) -> Word:
    return Word(text, left, left + 20, base, 10)


def test_what_stands_beside_a_line_a_little_lower_is_one_with_it() -> None:
    one, beside, below = word("b", 100), word("a", 50, 694), word("c", 100, 680)
    assert word_lines([one, below, beside]) == [[beside, one], [below]]
    assert word_lines([one, word("under", 90, 694)]) == [[one], [word("under", 90, 694)]]


def test_spaces_sides_and_stretches() -> None:
    lines = [[word("a", 50), word("b", 75), word("c", 130)], [word("d", 50, 680), word("e", 90, 680)]]
    assert [spaces_of(line) for line in lines] == [[(95, 130)], [(70, 90)]]
    assert [is_across(line, 100) for line in lines] == [False, True]
    sides = sides_of(lines, 72)
    assert [[[one.text for one in line] for line in side] for side in sides] == [[["a"], ["d"]], [["b", "c"], ["e"]]]
    assert list(stretches_of([lines[0]] * 3 + [lines[1]] + [lines[0]] * 2, 100, least=1)) == [(0, 3), (4, 6)]
