from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.links import LONGEST, source_link, text_directive, web_link
from embeddings.types import Document
from tests.bot.render.samples import FIRST
from tests.botapi.links import usable_link
from tests.samples import make_document, whole_passage


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "tg://resolve?x"),
        *("//example.org", "example.org", "", " ", "file:///etc/passwd", "https://example.org/" + "x" * LONGEST, None),
        *("http://[bad", "https://[::1", "http://a]b", "https://\u2100.example", "https://bank.example@evil.example/"),
        *("http://localhost/a", "https://a b.example", "https://example.org:port/", "https://x\u202ey.example/"),
    ],
)
def test_what_is_no_web_address_is_no_link(url: str | None) -> None:
    assert web_link(url) is None


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("http://example.org", "http://example.org"),
        ("HTTPS://example.org/ü?a=<b>", "https://example.org/%C3%BC?a=%3Cb%3E"),
        ("https://example.org:8080/a b#c", "https://example.org:8080/a%20b#c"),
        ("https://bücher.example/100%25", "https://bücher.example/100%25"),
        ("https://example.org/#top:~:text=old", "https://example.org/#top"),
    ],
)
def test_web_addresses_are_links(url: str, link: str) -> None:
    assert web_link(url) == link


@given(st.text().map(lambda text: f"https://example.org/{text}") | st.text())
def test_whatever_is_a_link_is_one_to_telegram_too(url: str) -> None:
    link = web_link(url)
    assert link is None or (usable_link(link) and link.isprintable() and len(link) <= LONGEST)


def link_of(document: Document, start: int, end: int) -> str | None:
    return source_link(document, whole_passage(document), (start, end))


def test_a_link_opens_at_the_words() -> None:
    document = make_document("Rain. The bridge was closed.", url="https://example.org/a")
    assert link_of(document, 6, 28) == "https://example.org/a#:~:text=The%20bridge%20was%20closed."
    anchored = make_document(document.text, url="https://example.org/a#part")
    assert link_of(anchored, 0, 5) == "https://example.org/a#part:~:text=Rain."


def test_files_and_overlong_links_open_at_their_top() -> None:
    for url in ("https://example.org/a.PDF?x=1", "https://example.org/" + "x" * (LONGEST - 25)):
        assert link_of(make_document("The bridge was closed.", url=url), 0, FIRST) == url
    assert link_of(make_document("The bridge.", url=None), 0, 3) is None


def test_signs_with_a_meaning_are_encoded() -> None:
    assert text_directive("A-b, c & d.", 0, 11) == "text=A%2Db%2C%20c%20%26%20d."
    assert text_directive("ស្រុក", 0, 5).startswith("text=%E1%9E%9F")


def test_long_quotes_are_given_by_their_ends() -> None:
    text = "One two three four five six seven eight nine ten."
    assert text_directive(text, 0, len(text)) == "text=One%20two%20three%20four,seven%20eight%20nine%20ten."


def test_ends_do_not_reach_across_lines() -> None:
    text = "One two\nthree four five six seven eight nine\nten eleven."
    assert text_directive(text, 0, len(text)) == "text=One%20two,ten%20eleven."
    assert text_directive("One\ntwo", 0, 7) == ""  # a page may hold them in two paragraphs
    assert text_directive("One\n \n", 3, 6) == ""


def test_words_that_stood_before_are_led_to_by_those_in_front() -> None:
    text = "The quay was full. Then rain came, and again the quay was full."
    assert text_directive(text, 45, len(text)) == "text=rain%20came%2C%20and%20again-,the%20quay%20was%20full."
    assert text_directive(text, 0, 18) == "text=The%20quay%20was%20full."


def test_what_leads_the_way_is_of_one_line() -> None:
    text = "The quay was full. A long line before.\n\nYes. The quay was full.\n\nThe quay was full."
    assert text_directive(text, 45, 63) == "text=Yes.-,The%20quay%20was%20full."
    assert text_directive(text, 65, len(text)) == "text=The%20quay%20was%20full.-,The%20quay%20was%20full."


@given(st.text(min_size=1), st.data())
def test_a_directive_gives_words_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    directive = text_directive(text, start, end)
    assert directive == "" or directive.startswith("text=")
    assert not set(" \n&") & set(directive)
    together = " ".join(text.encode(errors="replace").decode().split())
    for part in directive.removeprefix("text=").replace("-,", ",").split(","):
        assert unquote(part) in together
