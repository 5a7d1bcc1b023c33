from __future__ import annotations

import pytest

from bot.render.answers import more_messages, to_message
from bot.render.lists import count_line, quoted_words, rest_of, rests_of
from bot.render.plain import to_text
from bot.types import Answer, Citation, Quote, QuotedList
from embeddings.types import Scores
from tests.samples import make_document, whole_passage

TEXT = "Ships:\n\n- Alma\n\n- Bris <b>\n\n- Cora\n\n- Dana"
DOCUMENT = make_document(TEXT)
SHOWN = Quote(1, TEXT[: TEXT.index("\n\n- Cora")], 0, TEXT.index("\n\n- Cora"), None, QuotedList(4, 2, len(TEXT)))
WHOLE = Quote(1, TEXT, 0, len(TEXT), None, QuotedList(4, 4, len(TEXT)))


def answer(quote: Quote) -> Answer:
    citation = Citation(1, DOCUMENT, whole_passage(DOCUMENT), 1, Scores(0.5, None, 0.5))
    return Answer("Which ships are there?", 0.5, (quote,), (citation,))


def test_a_list_stands_without_gaps_and_says_what_is_missing() -> None:
    assert quoted_words(SHOWN) == "Ships:\n- Alma\n- Bris <b>"
    assert count_line(SHOWN) == "and 2 more, 4 in all"
    assert rest_of(SHOWN, DOCUMENT) == "- Cora\n- Dana"
    assert rests_of(answer(SHOWN)) == ["- Cora\n- Dana"]


def test_a_whole_list_says_how_many_and_has_no_rest() -> None:
    assert (count_line(WHOLE), rests_of(answer(WHOLE))) == ("4 in all", [])


def test_what_is_no_list_is_as_it_was() -> None:
    quote = Quote(1, "One.\n\nTwo.", 0, 10)
    assert (quoted_words(quote), count_line(quote), rest_of(quote, DOCUMENT)) == ("One.\n\nTwo.", "", "")


def test_the_columns_of_a_table_are_named_once() -> None:
    text = "Ship | Built\nAlma | 1901\n\nShip | Built\nBris | 1902"
    assert quoted_words(Quote(1, text, 0, len(text), None, QuotedList(2, 2, len(text)))) == (
        "Ship | Built\nAlma | 1901\nBris | 1902"
    )


def test_the_terminal_says_it_below_the_quote() -> None:
    assert to_text(answer(SHOWN)).startswith("Ships:\n- Alma\n- Bris <b> [1]\nand 2 more, 4 in all\n\n[1] ")


@pytest.mark.parametrize(("quote", "more"), [(SHOWN, True), (WHOLE, False)])
def test_the_button_continues_it(quote: Quote, *, more: bool) -> None:
    message = to_message(answer(quote))
    assert message.more is more
    assert "in all</i>" in message.html
    if more:
        assert more_messages(answer(quote)) == ["<blockquote>- Cora\n- Dana</blockquote>"]
        assert "Bris &lt;b&gt;" in message.html
