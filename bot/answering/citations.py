"""Words to show -> quotes, and the numbered citations whose marks they bear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.corroboration import also_in
from bot.types import Citation, Quote, QuotedList
from embeddings.text.passages import page_of, paragraph_of
from embeddings.types import Hit, Span, Statement

Cited = tuple[Hit, int]  # a passage, and a paragraph in it


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words to show: a span of a hit's document, and the statement that it shows, if it is somebody's, or the list.

    ``answer`` are those of the words that answer by themselves, if it is known; ``earlier`` as a quote has it.
    """

    hit: Hit
    span: Span
    statement: Statement | None = None
    listed: QuotedList | None = None
    answer: Span | None = None
    earlier: bool = False

    @property
    def text(self) -> str:
        """The exact words."""
        return self.hit.document.text[slice(*self.span)]

    @property
    def cited(self) -> Cited:
        """The passage and the paragraph that the words stand in: what is shown from two bears two marks."""
        return self.hit, paragraph_of(self.hit.document, self.span[0])


def cite(
    shown: Sequence[Excerpt], cited: Sequence[Cited], hits: Sequence[Hit]
) -> tuple[tuple[Quote, ...], tuple[Citation, ...]]:
    """Return a quote for each of the words, and a citation for each of the ``cited``, numbered as these come.

    ``hits`` are all that were found: they may hold the words, too.
    """
    marks = [cited.index(one.cited) + 1 for one in shown]
    quotes = tuple(
        Quote(mark, one.text, *one.span, one.statement, one.listed, one.answer, one.earlier)
        for mark, one in zip(marks, shown, strict=True)
    )
    citations = tuple(_citation(number, one, quotes, hits) for number, one in enumerate(cited, start=1))
    return quotes, citations


def nearest(hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """Return a citation for each hit as it is, without words of it."""
    return tuple(_citation(number, (hit, hit.passage.paragraph), (), ()) for number, hit in enumerate(hits, start=1))


def _citation(number: int, cited: Cited, quotes: Sequence[Quote], hits: Sequence[Hit]) -> Citation:
    """Cite a passage; the page is that of the first quote with its number, as a passage may run over to the next."""
    hit, paragraph = cited
    quoted = [quote for quote in quotes if quote.citation == number]
    page = page_of(hit.document, min(quote.start for quote in quoted)) if quoted else hit.passage.page
    others = also_in(hit, [quote.text for quote in quoted], hits)
    return Citation(number, hit.document, hit.passage, paragraph, hit.scores, others, page)
