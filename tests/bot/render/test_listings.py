from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.render import LIMIT, listing_html, listing_text, sources_html
from tests.bot.render.samples import BRIDGE, entities, read
from tests.samples import make_document


def test_sources() -> None:
    assert sources_html([]) == "There are no documents yet."
    message = sources_html([BRIDGE, make_document(title="Roof")])
    assert read(message) == "2 documents\n• The bridge, Alder Gazette, March 1, 2020\n• Roof"
    assert entities(message, "text_link") == ["https://example.org/b?a=1&b=2"]


def test_sources_that_did_not_fit_are_counted() -> None:
    text = read(sources_html([make_document(title=f"{'x' * 50} {number}") for number in range(500)]))
    assert text.startswith("500 documents\n")
    shown = text.count("•")
    assert 0 < shown < 500
    assert text.endswith(f"… and {500 - shown} more")


def test_a_hundred_links_are_too_many() -> None:
    message = sources_html([make_document(title="x", url="https://example.org/") for _ in range(150)])
    assert len(entities(message, "text_link")) < 100
    assert re.search(r"… and \d+ more$", read(message))


@given(st.lists(st.builds(make_document, title=st.none() | st.text(max_size=900)), max_size=40))
def test_any_library_is_one_sound_list(documents: list[object]) -> None:
    assert len(read(sources_html(documents)).encode("utf-16-le")) // 2 <= LIMIT  # type: ignore[arg-type]  # documents


def test_listings_are_escaped_and_fit() -> None:
    assert listing_html("<A> & B", ["<i>", "x\u202ey"]) == "<b>&lt;A&gt; &amp; B</b>\n• &lt;i&gt;\n• x\ufffdy"
    text = read(listing_html("A", ["😀" * 300] * 50))
    assert text.endswith(f"… and {50 - text.count('•')} more")
    assert listing_text("A", ["b", "c\x1b[1m"]) == "A\n- b\n- c\ufffd[1m"
