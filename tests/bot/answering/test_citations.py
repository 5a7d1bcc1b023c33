"""Which numbers quotes bear, and what is cited: worked out by hand from a text of two paragraphs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.citations import Excerpt, cite, nearest
from bot.types import Citation
from embeddings.types import OCR
from tests.samples import make_document, make_hit

#       0         1         2
#       012345678901234567890123456789
TEXT = "One here. Two.\n\nThree there."
HIT = make_hit(make_document(TEXT))
ONE, TWO, THREE = Excerpt(HIT, (0, 9)), Excerpt(HIT, (10, 14)), Excerpt(HIT, (16, 28))


@pytest.mark.parametrize(
    ("shown", "text", "paragraph"), [(ONE, "One here.", 1), (TWO, "Two.", 1), (THREE, "Three there.", 2)]
)
def test_words_stand_in_a_paragraph(shown: Excerpt, text: str, paragraph: int) -> None:
    assert shown.text == text
    assert shown.cited == (HIT, paragraph)


def test_quotes_bear_the_numbers_of_their_paragraphs() -> None:
    quotes, citations = cite([THREE, ONE, TWO], [(HIT, 1), (HIT, 2)], [HIT])
    assert [(quote.text, quote.citation) for quote in quotes] == [("Three there.", 2), ("One here.", 1), ("Two.", 1)]
    assert [(one.number, one.paragraph) for one in citations] == [(1, 1), (2, 2)]
    assert all(TEXT[quote.start : quote.end] == quote.text for quote in quotes)


@pytest.mark.parametrize(
    ("breaks", "shown", "page"),
    [
        ((), [ONE], None),  # the document has no pages
        ((0, 16), [ONE], 1),
        ((0, 16), [THREE], 2),  # the passage runs over to the next page
        ((0, 10), [TWO, ONE], 1),  # that of the first in the text, whichever is shown first
    ],
)
def test_the_page_is_that_of_the_first_quote(breaks: tuple[int, ...], shown: list[Excerpt], page: int | None) -> None:
    paged = replace(HIT, document=replace(HIT.document, pages=breaks))
    _, (citation,) = cite([replace(one, hit=paged) for one in shown], [(paged, shown[0].cited[1])], [paged])
    assert citation.page == page


def test_what_is_nearest_is_cited_whole() -> None:
    passage = replace(HIT.passage, paragraph=7, page=3)
    first, second = nearest([replace(HIT, passage=passage), HIT])
    assert (first.number, first.paragraph, first.page, first.also_in) == (1, 7, 3, ())
    assert (second.number, second.paragraph, second.page) == (2, 1, None)


@pytest.mark.parametrize(("pages", "page", "sure"), [((0, 3), 2, 80), ((0, 3), 1, 90), ((), 2, 90), ((), None, 90)])
def test_what_ocr_read_is_told_of_the_page_or_else_of_the_passage(
    pages: tuple[int, ...], page: int | None, sure: int
) -> None:
    document = make_document("Yes. No.")
    document = replace(document, pages=pages, origins=((OCR, "0 3 90"), (OCR, "3 8 80")))
    hit = make_hit(document)
    recognised = Citation(1, document, hit.passage, 1, hit.scores, page=page).recognised
    assert recognised is not None
    assert recognised.sure == sure
