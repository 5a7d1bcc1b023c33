"""HTML as Telegram reads it, and what it counts: each figure can be worked out by hand."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.markup import Size, escape, measure, to_markup, utf16_units
from bot.render.model import Block, Moment, Run, line


@pytest.mark.parametrize(
    ("run", "markup"),
    [
        (Run("a"), "a"),
        (Run("a", bold=True), "<b>a</b>"),
        (Run("a", italic=True), "<i>a</i>"),
        (Run("a", bold=True, italic=True), "<i><b>a</b></i>"),
        (Run("a", link="https://x.org?b&c"), '<a href="https://x.org?b&amp;c">a</a>'),
        (Run("a", bold=True, link="https://x.org"), '<b><a href="https://x.org">a</a></b>'),
        (Run("a", moment=Moment(7, "D")), '<tg-time unix="7" format="D">a</tg-time>'),
        (Run("<b>&'\""), "&lt;b&gt;&amp;'\""),
    ],
)
def test_runs(run: Run, markup: str) -> None:
    assert to_markup([line(run)]) == markup


@pytest.mark.parametrize(
    ("second", "markup"),
    [
        (line("b"), "a\nb"),
        (line("b", gap=True), "a\n\nb"),
        (Block((Run("b"),), "quote"), "a\n<blockquote>b</blockquote>"),
        (Block((Run("b"),), "expandable", gap=True), "a\n\n<blockquote expandable>b</blockquote>"),
    ],
)
def test_blocks_stand_on_lines_of_their_own(second: Block, markup: str) -> None:
    assert to_markup([line("a"), second]) == markup
    assert to_markup([second]) == markup[1:].lstrip("\n")


@pytest.mark.parametrize(
    ("block", "size"),
    [
        (line("ab"), Size(3, 0, 0, 3)),  # and the break before it
        (line("ab", gap=True), Size(4, 0, 0, 4)),
        (line("😀"), Size(3, 0, 0, 5)),  # two units, four bytes
        (line(Run("a", bold=True)), Size(2, 1, 24, 9)),
        (line(Run("a", bold=True, italic=True)), Size(2, 2, 48, 16)),
        (line(Run("a", link="ä")), Size(2, 1, 26, 19)),  # two bytes of link
        (line(Run("a", moment=Moment(7, "D"))), Size(2, 1, 24, 41)),
        (Block((Run("a"),), "quote"), Size(2, 1, 24, 27)),
        (line("<"), Size(2, 0, 0, 5)),  # counted as read, sent as written
    ],
)
def test_what_telegram_counts(block: Block, size: Size) -> None:
    assert measure(block) == size


def test_sizes_are_added_and_compared_each_for_itself() -> None:
    assert Size(1, 2, 3, 4) + Size(10, 20, 30, 40) == Size(11, 22, 33, 44)
    limit = Size(1, 2, 3, 4)
    assert limit.within(limit)
    for beyond in (Size(2, 2, 3, 4), Size(1, 3, 3, 4), Size(1, 2, 4, 4), Size(1, 2, 3, 5)):
        assert not beyond.within(limit)


@pytest.mark.parametrize(("text", "units"), [("", 0), ("aä", 2), ("😀", 2), ("ก", 1)])
def test_units(text: str, units: int) -> None:
    assert utf16_units(text) == units


def test_a_ring_that_telegram_would_take_out_is_joined_with_its_letter() -> None:
    assert escape("a\u030a") == "å"
    assert escape("e\u0301") == "e\u0301"  # others stay as the document has them


@given(st.text(alphabet=st.characters(exclude_characters="\u030a", exclude_categories=["Cs"])))
def test_what_is_escaped_is_read_back(text: str) -> None:
    assert html.unescape(escape(text)) == text
