from __future__ import annotations

from dataclasses import replace

import pytest

from bot.render import LIMIT, clean, more_messages, to_html, to_message, to_text
from bot.render.listings import sources_html
from bot.types import Answer
from tests.bot.render.fuzz import check
from tests.bot.render.samples import BIDI, BRIDGE, FIRST, HOSTILE, answer_of, entities, read, refusal_of, said_by
from tests.samples import make_document


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_an_answer() -> None:
    message = to_message(answer_of(BRIDGE, end=FIRST))
    assert message.html == (
        "<blockquote>The bridge was closed. [1]</blockquote>\n"
        '<a href="https://example.org/b?a=1&amp;b=2#:~:text=The%20bridge%20was%20closed.">The bridge</a>, Alder Gazette'
        ', <tg-time unix="1583056800" format="D">March 1, 2020</tg-time>, ¶\xa02\n'
        "<blockquote expandable>[1] <b>The bridge was closed.</b> Nobody was hurt.</blockquote>"
    )
    assert message.preview == "https://example.org/b?a=1&b=2"
    assert not message.more


def test_what_answers_is_in_bold_where_that_is_known() -> None:
    outcome = answer_of(BRIDGE, end=FIRST)
    quote = replace(outcome.quotes[0], answer=(FIRST - 7, FIRST - 1))
    shown = to_html(replace(outcome, quotes=(quote,)))
    assert shown.startswith("<blockquote>The bridge was <b>closed</b>. [1]</blockquote>")


def test_the_speaker_comes_before_the_words() -> None:
    outcome = answer_of(BRIDGE, end=FIRST)
    said = replace(outcome, quotes=(said_by(outcome.quotes[0], "ines Falk", "denied", "mayor"),))
    assert to_html(said).startswith("<b>Ines Falk</b>, mayor, denied:\n<blockquote>The bridge was closed. [1]")
    according = replace(outcome, quotes=(said_by(outcome.quotes[0], "Ines Falk", "according to"),))
    assert to_html(according).startswith("According to <b>Ines Falk</b>:\n<blockquote>")


def test_what_is_not_known_is_not_printed() -> None:
    outcome = answer_of(make_document("Rain fell. It was cold.", title=None, path="notes/rain.txt"), end=10)
    assert read(to_html(outcome)) == "Rain fell. [1]\nrain.txt, ¶\xa02\n[1] Rain fell. It was cold."


def test_what_was_quoted_whole_is_not_shown_again() -> None:
    assert "expandable" not in to_html(answer_of(BRIDGE))


def test_further_quotes_have_a_line_each_with_their_source() -> None:
    other = make_document("It stays closed, and nobody knows for how long. " + "x " * 99, id="o", title="On the quay")
    outcome = answer_of(BRIDGE, other, end=FIRST)
    second = replace(outcome.quotes[0], text="Nobody was hurt.", start=FIRST + 1, end=len(BRIDGE.text))
    third = said_by(replace(outcome.quotes[1], text=other.text, end=len(other.text)), "Ann Lee")
    shown = read(to_html(replace(outcome, quotes=(outcome.quotes[0], second, third))))
    lines = shown.split("\n")
    assert lines[2] == "also: [1] Nobody was hurt. – ¶\xa02"
    assert lines[3].startswith("[2] Ann Lee: It stays closed, and nobody knows")
    assert lines[3].endswith("x… – On the quay")
    assert lines[4] == f"[2] {other.text}"
    assert lines[5] == "– On the quay, ¶\xa02"


def test_the_numbers_of_the_places_with_the_same_words_are_shown_and_the_places_below_the_button() -> None:
    outcome = answer_of(BRIDGE)
    others = tuple(replace(BRIDGE, publisher=f"Post {number}") for number in range(5))
    shared = replace(outcome, citations=(replace(outcome.citations[0], also_in=others),))
    assert read(to_html(shared)).endswith(", ¶\xa02, also in 5 others")
    assert "also in: Post 0, 2020-03-01; Post 1, 2020-03-01; Post 2, 2020-03-01 and 2 more" in to_text(shared)


def test_a_refusal_names_the_reason_and_lists_no_sources_as_its_answer() -> None:
    message = to_message(refusal_of(BRIDGE))
    assert read(message.html) == (
        "Not on record: no document here answers that.\n\nClosest, not an answer:"
        "\n[1] The bridge, Alder Gazette, March 1, 2020, ¶\xa02\n[1] The bridge was closed. Nobody was hurt."
    )
    assert entities(message.html, "bold") == ["Not on record: no document here answers that."]
    assert entities(message.html, "text_link") == [
        "https://example.org/b?a=1&b=2#:~:text=The%20bridge%20was%20closed.%20Nobody%20was%20hurt."
    ]
    assert message.preview is None


def test_a_refusal_names_the_filters_that_left_nothing() -> None:
    refused = replace(refusal_of(), reason="filtered_out", excluding=("after:2030", 'in:"<i>"'))
    assert to_html(refused) == (
        '<b>Not on record: nothing is left by after:2030 and in:"&lt;i&gt;". '
        "A document without a date never passes that.</b>"
    )
    assert to_html(refusal_of()) == "<b>Not on record: no document here answers that.</b>"


def test_page_is_shown_where_there_is_one_and_a_file_has_no_fragment() -> None:
    outcome = answer_of(BRIDGE)
    (citation,) = outcome.citations
    passage, document = replace(citation.passage, page=7), replace(citation.document, pages=(0,) * 7)
    paged = replace(outcome, citations=(replace(citation, document=document, passage=passage, page=7),))
    assert ", p. 7, ¶\xa02" in to_html(paged)
    assert entities(to_html(paged), "text_link") == ["https://example.org/b?a=1&b=2"]


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x07", "\x08", "\x7f", "\x9b", "\ud800", *BIDI])
def test_signs_that_could_rewrite_a_line_are_replaced(sign: str) -> None:
    assert clean(f"a{sign}b") == "a\ufffdb"
    document = make_document(f"Body{sign}.", title=f"T{sign}", publisher=f"P{sign}", url=f"https://x{sign}y")
    for outcome in (answer_of(document), refusal_of(document)):
        for shown in (to_html(outcome), sources_html([document])):
            assert sign not in shown


def test_hostile_words_are_escaped() -> None:
    document = make_document(HOSTILE, title=HOSTILE, publisher=HOSTILE, url=f"https://example.org/{HOSTILE}")
    for outcome in (answer_of(document), refusal_of(document)):
        message = to_html(outcome)
        assert read(message).count(HOSTILE) >= 2
        (link,) = entities(message, "text_link")
        assert link.startswith("https://example.org/%3Cb%3E&amp;%3C/b%3E%22'%3E%3C/a%3E%3Cscript%3Ealert(1)")


def test_letters_that_telegram_would_take_apart_are_sent_in_one_piece() -> None:
    assert "Ångström" in read(to_html(answer_of(make_document("A\u030angstro\u0308m"))))


def test_passages_are_left_out_whole_where_there_is_no_room_and_shown_by_more() -> None:
    long, short = make_document("x" * 3500, id="l"), make_document("y" * 400, id="s")
    outcome = answer_of(long, replace(long, id="m"), short)
    outcome = replace(
        outcome,
        citations=tuple(replace(one, passage=replace(one.passage, id=str(one.number))) for one in outcome.citations),
    )
    message = to_message(outcome)
    assert units(read(message.html)) <= LIMIT
    assert len("".join(entities(message.html, "expandable_blockquote"))) < 3600
    assert all(f"[{number}]" in read(message.html) for number in (1, 2, 3))
    assert message.more
    assert read(message.html).count("[3] yyy") == 1
    assert [read(html)[:10] for html in more_messages(outcome)] == ["[2] Title\n"]


def test_of_an_endless_passage_more_shows_the_beginning() -> None:
    outcome = answer_of(make_document("The quay was full of boats. " * 1500), end=27)
    (more,) = map(read, more_messages(outcome))
    assert more.startswith("[1] Title\n[1] The quay")
    assert more.endswith("boats.\n…")
    assert LIMIT - 200 < units(more) <= LIMIT


def test_where_there_is_no_more_nothing_follows() -> None:
    assert more_messages(answer_of(BRIDGE, end=FIRST)) == []


def test_every_quote_is_shown_with_its_source_at_last_by_more() -> None:
    wide = "𝗔" * 200  # two units each
    documents = [
        make_document(wide * 2, id=str(number), title=f"{number}{wide}", publisher=wide) for number in range(8)
    ]
    outcome = answer_of(*documents)
    said = replace(outcome, quotes=tuple(said_by(quote, wide, wide, wide) for quote in outcome.quotes))
    message = to_message(said)
    assert message.more
    shown = "".join(map(read, [message.html, *more_messages(said)]))
    assert all(shown.count(f"{number}𝗔𝗔𝗔𝗔") for number in range(8))
    assert shown.count(wide * 2) >= 8 - 1  # the lead has nothing to unfold


def test_how_a_follow_up_was_read_comes_first_and_is_escaped() -> None:
    for outcome in (answer_of(BRIDGE), refusal_of(BRIDGE)):
        message = to_html(outcome, f"Ann Lee, {HOSTILE}\u202e")
        assert message.startswith("<i>about: Ann Lee, &lt;b&gt;&amp;amp;")
        head, _, rest = read(message).partition("\n")
        assert head == f"about: Ann Lee, {HOSTILE}\ufffd"
        assert rest.strip() == read(to_html(outcome))


def test_a_passage_that_two_marks_lead_to_is_shown_once() -> None:
    outcome = answer_of(make_document("First there.\n\nThen here.\n\nAt last, this."), end=12)
    (citation,), (quote,) = outcome.citations, outcome.quotes
    again = replace(citation, number=2, paragraph=2)
    second = replace(quote, citation=2, text="Then here.", start=14, end=24)
    twice: Answer = replace(outcome, citations=(citation, again), quotes=(quote, second))
    message = to_html(twice)
    assert entities(message, "expandable_blockquote") == ["[1] [2] First there.\n\nThen here.\n\nAt last, this."]
    assert entities(message, "bold") == ["First there.", "Then here."]


@pytest.mark.parametrize("seed", range(300))
def test_whatever_is_rendered_is_accepted(seed: int) -> None:
    assert check(seed)["messages"] >= 1
