"""The page of a source: the quoted words stand out, everything is escaped, nothing runs, nothing private leaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from bot.linked import token_reader
from bot.sealed import Seal
from bot.serving.facsimiles import PagePicture
from bot.serving.page import ShownParagraph, SourcePage, StyledWords
from bot.serving.pages import _ENVIRONMENT
from embeddings.library.snapshot import open_current
from embeddings.types import Document
from tests.bot.serving.conftest import served


def find(data: Path, title: str) -> Document:
    snapshot = open_current(data)
    documents = snapshot.store.documents(private=True).values()
    snapshot.close()
    return next(one for one in documents if title in (one.title or ""))


def opened(client: TestClient, data: Path, title: str, words: str) -> html.HtmlElement:
    document = find(data, title)
    start = document.text.index(words)
    reply = client.get(f"/source/{Seal(data).key(document, (start, start + len(words)))}")
    assert reply.status_code == 200
    return html.fromstring(reply.text)


QUOTE = "Mayor Ines Falk denied that it would be pulled down."


def test_the_quoted_words_stand_out_in_their_document(client: TestClient, private_library: Path) -> None:
    page = opened(client, private_library, "bridge", QUOTE)
    assert "".join(mark.text_content() for mark in page.iter("mark")) == QUOTE
    assert page.get_element_by_id("quote").tag == "mark"
    text = " ".join(page.find(".//main").text_content().split())
    assert "The bridge at Alder Creek was closed to lorries on Monday. Mayor Ines Falk" in text
    assert "The repair will cost 40,000 crowns" in text
    facts = page.find(".//dl").text_content()
    assert "Alder Gazette" in facts
    assert "from front matter" in facts
    assert "Ines Falk" in facts
    assert page.xpath("//a[.='The original']/@href") == ["https://example.org/bridge?a=1&b=2"]


def test_the_same_words_elsewhere_are_named(client: TestClient, private_library: Path) -> None:
    page = opened(client, private_library, "Ferry", "The ferry to Oster sails at noon.")
    assert "Harbour Post" in page.text_content()
    assert "Island Herald" in page.text_content()


def test_the_page_may_run_nothing_and_load_nothing_from_afar(client: TestClient, private_library: Path) -> None:
    document = find(private_library, "bridge")
    reply = client.get(f"/source/{Seal(private_library).key(document, (0, 10))}")
    assert reply.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert not re.search(r"<script|style=|\son\w+=", reply.text)
    assert client.get("/source/style.css").headers["content-type"].startswith("text/css")


def test_links_need_no_token_and_open_only_what_they_were_made_for(private_library: Path) -> None:
    hidden, bridge = find(private_library, "Minutes"), find(private_library, "bridge")
    seal, editor = Seal(private_library), token_reader("editor")
    with served(private_library) as stranger:
        assert "Grace Oduya" in stranger.get(f"/source/{seal.key(hidden, (0, 5), editor)}").text
        assert stranger.get(f"/source/{seal.key(hidden, (0, 5))}").status_code == 410
        assert "Grace Oduya" not in stranger.get(f"/source/{seal.key(bridge, (0, 5))}").text
        for key in ("nonsense", "style", seal.key(hidden, (0, 5))[:-3] + "AAA"):
            assert stranger.get(f"/source/{key}").status_code == 404
        old = Seal(private_library, lambda: 0.0).key(bridge, (0, 5))
        assert stranger.get(f"/source/{old}").status_code == 410
        told = stranger.get(f"/source/{old}", headers={"accept": "text/html,*/*"})
        assert (told.status_code, told.headers["content-type"]) == (410, "text/html; charset=utf-8")
        assert html.fromstring(told.text).findtext(".//p") == "This link has ended. Ask again for a new one."
        forged = Seal(private_library).key(Document(hidden.id, "", ""), (0, 5))  # as if it were public
        assert stranger.get(f"/source/{forged}").status_code == 410


HOSTILE = st.text(alphabet=st.sampled_from("<>\"'&/=ab \n{}%"), max_size=40)


@given(text=HOSTILE, title=HOSTILE)
def test_whatever_a_document_says_is_text(text: str, title: str) -> None:
    paragraph = ShownParagraph(
        1, None, (StyledWords(f"x{text}", quoted=True, first=True), StyledWords(f"x{text}", speaker=title))
    )
    page = SourcePage(
        title=f"x{title}",
        link=None,
        facts=(("publisher", title, text),),
        left_out=(text,),
        speakers=(title,),
        paragraphs=(paragraph,),
        before=1,
        after=1,
        others=((title, False),),
        previous=1,
        following=1,
        language="en",
        snapshot="s",
        private=True,
    )
    drawn = [PagePicture(2, b"", 9, 9, marked=False)]
    read = html.fromstring(_ENVIRONMENT.get_template("source.html").render(page=page, key="k", drawn=drawn))
    assert read.findtext(".//title") == f"x{title}"
    assert read.find(".//mark").text_content() == f"x{text}"
    known = {"html", "head", "meta", "title", "link", "body", "a", "header", "h1", "h2", "p", "dl", "div", "dt", "dd"}
    known |= {"small", "nav", "main", "span", "mark", "q", "footer", "ul", "li", "aside", "figure", "img", "figcaption"}
    assert {one.tag for one in read.iter()} <= known


@pytest.mark.parametrize("key", ["%2e%2e%2fserve.tokens", "..%5c", "%00", "a" * 5000])
def test_hostile_keys_open_nothing(client: TestClient, key: str) -> None:
    assert client.get(f"/source/{key}").status_code == 404
