from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Citation, NotOnRecord, Quote
from bot.render import LIMIT, Block, about_line, clean, describe, sources_html, to_html, to_text, why
from embeddings.types import Document, Scores
from tests.samples import make_document, whole_passage

HOSTILE = "<b>&amp;</b>\"'></a><script>alert(1)</script>{}[]()*_`~|"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Parsed(HTMLParser):
    """What Telegram makes of a message: its text, and the tags that stand in it, which must be well nested."""

    def __init__(self, message: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.links = "", set[str](), list[str]()
        self._open: list[str] = []
        self.feed(message)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert {name for name, _ in attrs} <= {"href", "expandable"}

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def units(self) -> int:
        return len(self.text.encode("utf-16-le")) // 2


def cite(document: Document, number: int = 1) -> Citation:
    return Citation(number, document, whole_passage(document), 2, Scores(0.5, None, 0.25))


def answer_of(*documents: Document) -> Answer:
    citations = tuple(cite(document, number) for number, document in enumerate(documents, 1))
    quotes = tuple(Quote(one.number, one.document.text[:320], 0, 320, None) for one in citations)
    return Answer("Who?", 0.9, quotes, citations)


def refusal_of(*documents: Document) -> NotOnRecord:
    return NotOnRecord(
        "Who?", 0.1, "nothing_relevant", tuple(cite(one, number) for number, one in enumerate(documents, 1))
    )


BRIDGE = make_document(
    "The bridge was closed.",
    title="The bridge",
    publisher="Alder Gazette",
    date="2020-03-01",
    url="https://example.org/b?a=1&b=2",
)


def test_answer_as_text() -> None:
    assert to_text(answer_of(BRIDGE, replace(BRIDGE, text="It stays closed.", url=None))) == (
        "The bridge was closed. [1]\n\n"
        "It stays closed. [2]\n\n"
        "[1] The bridge, Alder Gazette, 2020-03-01, ¶ 2\n"
        "    https://example.org/b?a=1&b=2\n"
        "[2] The bridge, Alder Gazette, 2020-03-01, ¶ 2"
    )


def test_refusal_as_text() -> None:
    assert to_text(refusal_of(BRIDGE)) == (
        "Not on record: no document here answers that.\n\n"
        "Closest, not an answer:\n"
        "- The bridge, Alder Gazette, 2020-03-01, ¶ 2\n"
        "    https://example.org/b?a=1&b=2"
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("empty_index", "Not on record: there are no documents yet."),
        ("filtered_out", "Not on record: what matches was filtered out."),
    ],
)
def test_refusal_without_anything_near(reason: str, said: str) -> None:
    outcome = replace(refusal_of(), reason=reason)  # type: ignore[arg-type]  # one of the reasons
    assert to_text(outcome) == said
    assert to_html(outcome) == f"<b>{said}</b>"


def test_answer_as_html() -> None:
    assert to_html(answer_of(BRIDGE)) == (
        "<blockquote>The bridge was closed. [1]</blockquote>\n"
        "\n[1] "
        '<a href="https://example.org/b?a=1&amp;b=2">The bridge, Alder Gazette, 2020-03-01</a>, ¶ 2'
        "\n<blockquote expandable>The bridge was closed.</blockquote>"
    )


def test_refusal_as_html() -> None:
    parsed = Parsed(to_html(refusal_of(BRIDGE)))
    assert parsed.text == (
        "Not on record: no document here answers that.\n\nClosest, not an answer:"
        "\n• The bridge, Alder Gazette, 2020-03-01\nThe bridge was closed."
    )
    assert parsed.links == ["https://example.org/b?a=1&b=2"]


def test_page_is_shown_where_there_is_one() -> None:
    outcome = answer_of(BRIDGE)
    (citation,) = outcome.citations
    paged = replace(outcome, citations=(replace(citation, page=7),))
    assert "2020-03-01, p. 7, ¶ 2" in to_text(paged)
    assert ", p. 7, ¶ 2" in to_html(paged)


def test_what_a_document_does_not_say_is_shown_as_missing() -> None:
    assert describe(make_document(title=None)) == "(no title), publisher unknown, no date"


def test_facts_are_one_short_line() -> None:
    shown = describe(make_document(title="two\nlines\t" + "x" * 500, publisher="P"))
    assert shown == f"two lines {'x' * 189}…, P, no date"
    assert max(map(len, shown.split(", "))) == 200


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x07", "\x08", "\x7f", "\x9b", "\ud800", *BIDI])
def test_signs_that_could_rewrite_a_line_are_replaced(sign: str) -> None:
    assert clean(f"a{sign}b") == "a\ufffdb"
    document = make_document(f"Body{sign}.", title=f"T{sign}", publisher=f"P{sign}", url=f"https://x{sign}y")
    for outcome in (answer_of(document), refusal_of(document)):
        for shown in (to_text(outcome), to_html(outcome), why(outcome, "s"), sources_html([document])):
            assert sign not in shown


def test_plain_signs_are_left_alone() -> None:
    text = "Tab\tand\nline, “quotes”, 😀, ខ្មែរ, عربي, \u200d"
    assert clean(text) == text


def test_hostile_words_are_escaped() -> None:
    document = make_document(HOSTILE, title=HOSTILE, publisher=HOSTILE, url=f"https://example.org/{HOSTILE}")
    for outcome in (answer_of(document), refusal_of(document)):
        parsed = Parsed(to_html(outcome))
        assert parsed.tags <= {"a", "b", "blockquote"}
        assert parsed.text.count(HOSTILE) >= 3
        assert parsed.links == [f"https://example.org/{HOSTILE}"]


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "tg://resolve?x"),
        *("//example.org", "example.org", "", " ", "file:///etc/passwd", "https://example.org/" + "x" * 2000),
    ],
)
def test_only_web_links_are_linked(url: str) -> None:
    document = make_document(title="The title", url=url)
    for message in (to_html(answer_of(document)), to_html(refusal_of(document)), sources_html([document])):
        parsed = Parsed(message)
        assert parsed.links == []
        assert "The title" in parsed.text


@pytest.mark.parametrize("url", ["http://example.org", "HTTPS://example.org/ü?a=<b>"])
def test_web_links_are_linked(url: str) -> None:
    assert Parsed(sources_html([make_document(url=url)])).links == [url]


def test_passages_are_left_out_whole_where_there_is_no_room() -> None:
    long, short = make_document("x" * 3500), make_document("y" * 300)
    parsed = Parsed(to_html(answer_of(long, long, short)))
    assert parsed.units <= LIMIT
    assert re.findall(r"x{321,}", parsed.text) == []  # neither long passage fits beside the quotes, nor is one cut
    assert re.findall(r"y{300}", parsed.text) == ["y" * 300, "y" * 300]  # the quote and the passage
    assert all(f"[{number}]" in parsed.text for number in (1, 2, 3))


def test_units_are_those_of_utf_16() -> None:
    assert [Block("", text).units for text in ("a", "é", "😀", "\ud800")] == [1, 1, 2, 1]


def test_sources() -> None:
    assert sources_html([]) == "There are no documents yet."
    assert Parsed(sources_html([BRIDGE, make_document(title="Roof")])).text == (
        "2 documents\n• The bridge, Alder Gazette, 2020-03-01\n• Roof, publisher unknown, no date"
    )


def test_sources_of_a_large_library_stay_one_message() -> None:
    parsed = Parsed(sources_html([make_document(title=f"{'x' * 50} {number}") for number in range(500)]))
    assert parsed.units <= LIMIT
    assert parsed.text.startswith("500 documents\n")


def test_why() -> None:
    assert why(answer_of(BRIDGE), "20200101T0000Z-abcdef").splitlines() == [
        "confidence 0.90, snapshot 20200101T0000Z-abcdef",
        "[1] fused 0.250, dense 0.500, keyword none: The bridge, Alder Gazette, 2020-03-01, ¶ 2",
    ]
    assert why(refusal_of(BRIDGE), "s").splitlines()[0] == "confidence 0.10, snapshot s"


ANYTHING = st.text(st.characters() | st.sampled_from(f"<>&\"'😀\n{BIDI}"), max_size=400).map(lambda text: text * 3)
DOCUMENTS = st.builds(
    make_document,
    ANYTHING.map(lambda text: text or "x"),
    title=st.none() | ANYTHING,
    publisher=st.none() | ANYTHING,
    date=st.none() | st.just("2020-03-01"),
    url=st.none() | st.text(max_size=60).map(lambda path: f"https://example.org/{path}"),
)


@settings(max_examples=100)
@given(st.lists(DOCUMENTS, max_size=3), st.booleans())
def test_any_outcome_is_one_sound_message(documents: list[Document], refused: bool) -> None:
    outcome = refusal_of(*documents) if refused else answer_of(*documents)
    parsed = Parsed(to_html(outcome))
    assert parsed.units <= LIMIT
    assert parsed.tags <= {"a", "b", "blockquote"}
    for text in (parsed.text, to_text(outcome)):
        assert clean(text) == text
    if not refused:  # quotes are shown whole
        assert all(f"{clean(quote.text)} [{quote.citation}]" in parsed.text for quote in answer_of(*documents).quotes)


@given(st.lists(DOCUMENTS, max_size=40))
def test_any_library_is_one_sound_list(documents: list[Document]) -> None:
    assert Parsed(sources_html(documents)).units <= LIMIT


@pytest.mark.parametrize("url", ["http://[bad", "https://[::1", "http://a]b", "https://\u2100.example"])
def test_links_that_are_none_are_not_linked(url: str) -> None:
    document = make_document(title="The title", url=url)
    for message in (to_html(answer_of(document)), to_html(refusal_of(document)), sources_html([document])):
        assert Parsed(message).links == []


def test_line_ends_of_other_systems_are_line_ends() -> None:
    document = make_document("One line\r\nand another\rand one more.")
    for shown in (to_text(answer_of(document)), to_html(answer_of(document))):
        assert "One line\nand another\nand one more. [1]" in shown


def test_a_quote_is_never_shown_without_its_source() -> None:
    wide = "𝗔" * 200  # two units each
    documents = [make_document(wide * 2, id=str(number), title=wide, publisher=wide) for number in range(3)]
    parsed = Parsed(to_html(answer_of(*documents)))
    assert parsed.units <= LIMIT
    for number in (1, 2, 3):
        assert parsed.text.count(f"[{number}]") in {0, 2}


def test_sources_that_did_not_fit_are_counted() -> None:
    text = Parsed(sources_html([make_document(title=f"{'x' * 50} {number}") for number in range(500)])).text
    shown = text.count("•")
    assert 0 < shown < 500
    assert str(500 - shown) in text


def test_how_a_follow_up_was_read_comes_first_and_is_escaped() -> None:
    for outcome in (answer_of(make_document("Body.")), refusal_of(make_document("Body."))):
        message = to_html(outcome, f"Ann Lee, {HOSTILE}\u202e")
        assert message.startswith("<i>about: Ann Lee, &lt;b&gt;&amp;amp;")
        assert Parsed(message).text == f"about: Ann Lee, {HOSTILE}\ufffd\n{Parsed(to_html(outcome)).text}"


def test_how_a_follow_up_was_read_is_one_short_line() -> None:
    assert about_line("Ann\nLee \x1b[1m") == "about: Ann Lee \ufffd[1m"
    assert len(about_line("x" * 1000)) < 220


def test_a_passage_that_two_marks_lead_to_is_shown_once() -> None:
    outcome = answer_of(make_document("First there.\n\nThen here."))
    again = replace(outcome.citations[0], number=2, paragraph=2)
    text = Parsed(to_html(replace(outcome, citations=(*outcome.citations, again)))).text
    assert text.count("Then here.") - text.count("Then here. [") == 1
    assert text.index("[2]") < text.index("Then here.", text.index("[2]"))
