from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.readers.webpage import read_page
from embeddings.turns.turns import find_turns

SAID = "We rowed down the street."


def told(tmp_path: Path, quotation: str) -> list[tuple[str, str]]:
    page = f"<html><body><article><p>It rained.</p>{quotation}<p>Then it dried.</p></article></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    draft = next(iter(read_page(tmp_path / "page.html", "page.html")))
    turns = find_turns(draft.text, draft.parts)
    return [(draft.text[slice(*turn.writer)], draft.text[slice(*turn.words[0])]) for turn in turns if turn.writer]


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>{said}</p><footer>— Ama Mensah, <cite>The Keta Post</cite></footer></blockquote>",
        "<blockquote><p>{said}</p><footer>Ama Mensah</footer></blockquote>",
        "<blockquote>{said}<cite>Rev. Ama Mensah</cite></blockquote>",
        "<blockquote><p>{said}</p><p>— <cite>Ama Mensah</cite></p></blockquote>",
        "<figure><blockquote>{said}</blockquote><figcaption>Mayor Ama Mensah</figcaption></figure>",
        "<div class='testimonial'><p>{said}</p><p class='author'>Ama Mensah</p></div>",
        "<li class='review'><p>{said}</p><div class='author'><span>Ama Mensah</span><span>Keta</span></div></li>",
    ],
)
def test_a_quotation_is_whose_name_stands_in_it(tmp_path: Path, quotation: str) -> None:
    assert told(tmp_path, quotation.format(said=SAID)) == [("Ama Mensah", SAID)]
    several = quotation.format(said=SAID) + "<p>It went on.</p>" + quotation.format(said="The pews swam.")
    assert [said for _, said in told(tmp_path, several)] == [SAID, "The pews swam."]


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>As <cite>Ama Mensah</cite> wrote, it rained.</p></blockquote>",
        "<blockquote><p>They read <cite>Ama Mensah</cite></p></blockquote>",  # no words end before it
        f"<blockquote><p>{SAID}</p></blockquote><p>Ama Mensah</p>",
        f"<figure><img src='a.png'><figcaption>{SAID} Ama Mensah</figcaption></figure>",
        f"<div class='quote'>{'<b>It rained.</b>' * 50}<cite>Ama Mensah</cite></div>",  # all of a page
    ],
)
def test_other_names_are_no_credit(tmp_path: Path, quotation: str) -> None:
    assert told(tmp_path, quotation) == []
