"""Blocks of a page whose columns are known: runs made by hand."""

from __future__ import annotations

from embeddings.readers.columns import Block, Column
from embeddings.readers.gutters import Gutter
from embeddings.readers.regions import blocks_of
from embeddings.readers.runs import Row, TextRun

GUTTER = Gutter(250, 270, 600, 710)


def row(base: float, *texts: str) -> Row:
    """Return a row of runs of 200 points, the first at 50; none where a text is empty."""
    return tuple(TextRun(text, 50 + 220 * at, 250 + 220 * at, base, 10) for at, text in enumerate(texts) if text)


def title(base: float, size: float = 10) -> Row:
    return (TextRun("Title", 120, 180, base, size),)


def texts(blocks: list[Block]) -> list[list[str]]:
    return [[line.text for line in block.lines] for block in blocks if isinstance(block, Column)]


def test_columns_stand_between_what_is_above_and_below() -> None:
    rows = [title(720), row(700, "a", "d"), row(688, "b", "e"), row(676, "c"), row(590, "foot")]
    assert texts(blocks_of(rows, (), [GUTTER])) == [["Title"], ["a", "b", "c"], ["d", "e"], ["foot"]]


def test_what_is_set_off_above_both_columns_stands_alone() -> None:
    rows = [title(705, size=16), row(670, "a", "c"), row(658, "b", "d"), row(646, "b", "d")]
    assert texts(blocks_of(rows, (), [GUTTER])) == [["Title"], ["a", "b", "b"], ["c", "d", "d"]]


def test_columns_of_a_leftward_script_begin_on_the_right() -> None:
    rows = [row(700, "\u05d0", "\u05d1"), row(688, "\u05d0", "\u05d1")]
    assert texts(blocks_of(rows, (), [GUTTER])) == [["\u05d1"] * 2, ["\u05d0"] * 2]


def test_a_line_of_wide_spaces_alone_is_one() -> None:
    spread = (TextRun("b", 50, 60, 688, 10), TextRun("c", 240, 250, 688, 10), *row(688, "", "f"))
    rows = [row(700, "a", "e"), spread, row(676, "d", "g")]
    assert texts(blocks_of(rows, (), [GUTTER])) == [["a", "b c", "d"], ["e", "f", "g"]]


def test_a_gutter_beside_nothing_parts_nothing() -> None:
    assert texts(blocks_of([row(700, "a"), row(688, "b")], (), [GUTTER])) == [["a", "b"]]


def test_lines_of_three_columns_that_are_not_level_are_no_spread_lines() -> None:
    gutters = [Gutter(470, 490, 600, 710), GUTTER]
    rows = [row(700, "a", "d", "g"), row(690, "", "e"), row(688, "b", "f", "h"), row(680, "", "i"), row(676, "c")]
    assert texts(blocks_of(rows, (), gutters)) == [["a", "b", "c"], ["d", "e", "f", "i"], ["g", "h"]]
