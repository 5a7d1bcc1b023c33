"""Pages as programs for writing save them. More of them stand in the gallery."""

from __future__ import annotations

import pytest

from embeddings.readers.revised import revised


def test_a_page_without_anything_of_that_stays_as_it_is() -> None:
    page = b"<p>The <b>mill</b> burned.<p>10<sup>th</sup>"
    assert revised(page).content is not None
    assert revised(page).content == page


@pytest.mark.parametrize(
    ("page", "text", "gone"),
    [
        ("<p>It cost <s>30</s> 40.</p>", "It cost  40.", {"deletion": 1}),
        ("<p>It cost <span style='text-decoration: line-through'>30 </span>40.</p>", "It cost 40.", {"deletion": 1}),
        ("<style>.c3{text-decoration:line-through}</style><p>A<i class=c3>B</i>C", "AC", {"deletion": 1}),
        ("<p>A<del></del>C", "AC", {}),
        ("<table><tr style='display:none'><td>1</table><p>C", "C", {"hidden row": 1}),
        ("<p>10<sup>2</sup> m, the 1<sup>st</sup>", "10² m, the 1st", {}),
    ],
)
def test_what_is_not_seen_is_taken_out_and_counted(page: str, text: str, gone: dict[str, int]) -> None:
    seen = revised(page.encode())
    assert +seen.gone == gone
    assert words(seen.content) == text


def test_notes_follow_the_block_of_their_sign_in_their_order() -> None:
    page = (
        "<p>One<a href='#fn1' class='footnote-ref' id='r1'>1</a> and two<a href='#fn2' id='r2'>2</a>.</p><p>Next.</p>"
        "<ol><li id='fn1'>first <a href='#r1'>back</a></li><li id='fn2'>second <a href='#r2'>back</a></li></ol>"
    )
    assert words(revised(page.encode()).content) == "One and two.first second Next."


def test_links_that_lead_nowhere_or_in_circles_hang_nothing() -> None:
    page = "<p class=footnote-ref>A<a href='#x' id='y'>1</a><a href='#y' id='x'>2</a><a href='#z' id='w'>3</a></p>"
    assert words(revised(page.encode()).content) == "A123"


def test_a_title_is_told_as_one() -> None:
    assert revised(b"<p class=MsoTitle>The <b>mill</b></p><p>It burned.").title == "The mill"


def words(content: bytes) -> str:
    from embeddings.readers.markup import parse_html

    return "".join(text for text in parse_html(content).find("body").itertext() if "{" not in text)
