from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.render.markup import to_markup
from bot.render.model import Block, Moment, Run, bold_in, cut_block, line


def test_bold_begins_and_ends_where_spans_do() -> None:
    assert bold_in("abcdef", [(1, 3), (2, 4)]) == [("a", False), ("bc", True), ("d", True), ("ef", False)]
    assert bold_in("abc", [(-5, 1), (2, 9), (7, 8)]) == [("a", True), ("b", False), ("c", True)]
    assert bold_in("abc", []) == [("abc", False)]


@given(st.text(), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50))))
def test_bold_keeps_every_character(text: str, spans: list[tuple[int, int]]) -> None:
    pieces = bold_in(text, spans)
    assert "".join(piece for piece, _ in pieces) == text
    bold = {at for start, end in spans for at in range(max(0, start), min(len(text), end))}
    assert sum(len(piece) for piece, is_bold in pieces if is_bold) == len(bold)


def test_a_block_is_cut_between_characters() -> None:
    block = Block((Run("ab", bold=True), Run("cd")), "quote", gap=True)
    assert cut_block(block, 1) == (
        Block((Run("a", bold=True),), "quote", gap=True),
        Block((Run("b", bold=True), Run("cd")), "quote"),
    )
    assert [part.text for part in cut_block(block, 2)] == ["ab", "cd"]


def test_markup() -> None:
    runs = (Run("<", bold=True, italic=True), Run("l", link='https://x.org/?a&"'), Run("t", moment=Moment(1, "D")))
    assert to_markup([line(*runs), Block((Run('"'),), "quote", gap=True), Block((Run("e"),), "expandable")]) == (
        '<i><b>&lt;</b></i><a href="https://x.org/?a&amp;&quot;">l</a><tg-time unix="1" format="D">t</tg-time>'
        '\n\n<blockquote>"</blockquote>\n<blockquote expandable>e</blockquote>'
    )
