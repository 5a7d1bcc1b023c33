"""Short pages: their own text, and nothing of what stands around it."""

from __future__ import annotations

import pytest

from embeddings.errors import DocumentError
from embeddings.readers.webpage import read_html

MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
TEASERS = (
    "<h3>More</h3><ul><li><a href='1'>Mayor resigns after the affair of the statue</a></li>"
    "<li><a href='2'>Fire in the old brewery hurts three people in the night</a></li></ul>"
)
CONSENT = "<div class='cookie-consent'><p>We and our 812 partners store information on your device.</p></div>"


def texts(body: str) -> list[str]:
    page = f"<html><head><title>Notice | Town</title></head><body>{body}</body></html>"
    return read_html(page.encode(), "a.html").text.split("\n\n")


@pytest.mark.parametrize(
    "body",
    [
        "{menu}{consent}<main><h1>Notice</h1><p>Water is off on Friday.</p></main><aside>{teasers}</aside>",
        "<article><h1>Notice</h1><p>Water is off on Friday.</p></article><div class='related'>{teasers}</div>",
        "<div id='menu'>Home Sport</div>{consent}<div><h1>Notice</h1><p>Water is off on Friday.</p></div>{links}",
        "<article><h1>Notice<i class='mw-editsection'>edit</i></h1><p>Water is off on Friday.</p>{beside}</article>",
        "{menu}<main><div class='most-read'>{teasers}</div><h1>Notice</h1><p>Water is off on Friday.</p></main>",
    ],
)
def test_a_short_page_is_its_own_text(body: str) -> None:
    links = "<p><a href='1'>Mayor resigns after the affair of the statue</a></p>"
    beside = "".join(
        f"<div class='{name}'><p>Old mill</p></div>" for name in ("sharedaddy", "jp-relatedposts", "navbox")
    )
    assert texts(body.format(beside=beside, menu=MENU, consent=CONSENT, teasers=TEASERS, links=links)) == [
        "Notice",
        "Water is off on Friday.",
    ]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (f"{MENU}{TEASERS}".replace("<h3>More</h3>", ""), "is a page of links to others, and has no text of its own"),
        ("<article>Mayor resigns.</article><article>Fire in the brewery.</article>", "holds several texts"),
        ("<script>draw()</script>", "is a page without text"),
    ],
)
def test_a_page_that_is_no_text_is_left_out_with_a_reason(body: str, why: str) -> None:
    with pytest.raises(DocumentError, match=why):
        texts(body)


def test_what_a_page_is_made_of() -> None:
    page = (
        "<main><h1>Waste</h1><details><summary>When is glass collected?</summary><p>On Mondays.</p></details>"
        "<table><caption>Last buses</caption><thead><tr><th>Stop</th><th>Bus</th></tr></thead>"
        "<tr><td>Mill <b>Square</b></td><td>23:40</td></tr><tr><td>Station</td><td>23:55</td></tr></table>"
        "<dl><dt>Fee</dt><dd>10 crowns</dd><dt>Paint</dt><dd>Paint goes to the depot. It is free.</dd></dl>"
        "<figure><img src='a.png'><figcaption>The depot in 1931</figcaption></figure>"
        "<ul><li>Bring <a href='x'>a card</a></li></ul><pre>bin-cli\n  --all</pre>Last line<br>and its end</main>"
    )
    draft = read_html(page.encode(), "a.html")
    parts = {part.start: part.kind for part in draft.parts}
    assert draft.text.split("\n\n") == [
        "Waste", "When is glass collected?", "On Mondays.", "Last buses", "Stop | Bus\nMill Square | 23:40",
        "Stop | Bus\nStation | 23:55", "Fee\n10 crowns", "Paint", "Paint goes to the depot. It is free.",
        "The depot in 1931", "Bring a card", "bin-cli\n  --all", "Last line\nand its end",
    ]  # fmt: skip
    assert [parts[draft.text.index(text)] for text in ("Waste", "Stop", "Fee", "Paint", "Bring", "bin")] == [
        "heading", "row", "row", "heading", "item", "code"
    ]  # fmt: skip


def test_spanned_cells_stand_below_all_their_columns() -> None:
    page = (
        "<main><table><tr><th>Pool</th><th colspan=2>Summer</th></tr><tr><th></th><th>Old</th><th>Young</th></tr>"
        "<tr><td>North</td><td>8</td><td>4</td></tr></table></main>"
    )
    assert read_html(page.encode(), "a.html").text == "Pool | Summer Old | Summer Young\nNorth | 8 | 4"


def test_a_page_that_is_nested_beyond_reason_is_read_all_the_same() -> None:
    deep = "<div>" * 200 + "<p>Water is off on Friday.</p>" + "</div>" * 200
    assert "Water is off" in "\n".join(texts(deep))


@pytest.mark.parametrize("between", ["</p><p>", "<br>"])
def test_a_question_in_bold_type_is_a_heading(between: str) -> None:
    body = f"<h1>Ama Mensah</h1><p><strong>Does it bite?</strong>{between}Only me.</p><p><b>Why?</b> she said.</p>"
    draft = read_html(f"<html><body><article>{body}</article></body></html>".encode(), "page.html")
    assert draft.text.split("\n\n") == ["Ama Mensah", "Does it bite?", "Only me.", "Why? she said."]
    assert [draft.text[part.start : part.end] for part in draft.parts] == ["Ama Mensah", "Does it bite?"]
