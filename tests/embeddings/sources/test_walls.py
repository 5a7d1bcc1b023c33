from __future__ import annotations

import pytest

from embeddings.fetching import Fetched
from embeddings.readers.webpage import read_html
from embeddings.sources.walls import own_page

FACTS = {"title": "Council buys the old mill"}
TOLD = "The council has bought the mill for 90,000 crowns.\nIt will be a museum of <clocks>."
OWN = "Mayor Ines Falk signed the papers on Friday. Since 1790, rye was ground there, until the wheel broke in spring."


def fetched(body: str, media: str = "text/html") -> Fetched:
    page = f"<!doctype html><html><head><title>Valley News</title></head><body>{body}</body></html>"
    return Fetched("https://example.org/1", page.encode(), "2026-05-04T10:00:00+00:00", media, "utf-8")


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Before you continue</h1><p>We use cookies and data to protect against spam.</p>",
        "<h1>Anmelden</h1><p>Bitte geben Sie Adresse und Passwort ein, um weiterzulesen.</p>",
        "<h1>404</h1><p>The page you were looking for has moved.</p>",
        "<p>Checking your browser. This takes a moment.</p>",
        "<script>draw()</script>",
        "<article><h1>Council buys the old mill</h1><p>To read on, subscribe.</p></article>",
        "<h1>Council buys the old mill</h1><p>Log in or sign up to read on. We use cookies. Forgot your password?</p>",
    ],
)
def test_what_shows_something_else_gives_way_to_the_feed(body: str) -> None:
    draft = read_html(own_page(fetched(body), FACTS, TOLD).content, "a.html")
    assert draft.text == TOLD.replace("\n", "\n\n")
    assert draft.facts["title"] == FACTS["title"]
    assert "the words are the feed's" in draft.left_out[0]


@pytest.mark.parametrize(
    "page",
    [
        fetched(f"<article><h1>Council buys the old mill</h1><p>{OWN}</p></article>"),
        fetched("<article><h1>A museum</h1><p>The council has bought the mill for 90,000 crowns.</p></article>"),
        fetched("<p>Report</p>", media="application/pdf"),
    ],
)
def test_the_page_of_an_item_is_kept_as_it_is(page: Fetched) -> None:
    assert own_page(page, FACTS, TOLD) is page


def test_a_feed_that_tells_nothing_leaves_its_page() -> None:
    page = fetched("<h1>Log in</h1>")
    assert own_page(page, FACTS, "") is page
