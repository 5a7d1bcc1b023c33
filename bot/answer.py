"""Hits -> Answer | NotOnRecord. Pure: no model, no files, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.confidence import assess
from bot.corroboration import also_in
from bot.quotes import MOST, choose
from bot.windows import Window
from embeddings.passages import page_of, paragraph_of
from embeddings.retrieve import Retrieval
from embeddings.types import Document, Hit, Passage, Scores, Speaker, Statement

Reason = Literal["empty_index", "nothing_relevant", "filtered_out"]

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered mark to one paragraph of one passage, and where it stands. Numbers count from 1 within an answer.

    ``also_in`` are the other documents that hold the quoted words, a whole sentence at least.
    """

    number: int
    document: Document
    passage: Passage
    paragraph: int
    scores: Scores
    also_in: tuple[Document, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact slice of a cited document: ``text == document.text[start:end]``; ``statement`` says whose words."""

    citation: int
    text: str
    start: int
    end: int
    statement: Statement | None = None

    @property
    def speaker(self) -> Speaker | None:
        """Whose words they are."""
        return None if self.statement is None else self.statement.speaker


@dataclass(frozen=True, slots=True)
class Answer:
    """At least one quote, best first; every quote bears the number of one of the citations."""

    question: str
    confidence: float  # the probability that the first quote answers
    quotes: tuple[Quote, ...]
    citations: tuple[Citation, ...]
    by_speaker: bool = False  # several speakers on one question: who says what


@dataclass(frozen=True, slots=True)
class NotOnRecord:
    """A refusal. ``nearest`` are the closest passages; they are offered as that, not as an answer.

    ``confidence`` is the probability that the best quote would have answered. ``excluding`` are the filters that left
    nothing or, where there are ``nearest``, those under which nothing answers.
    """

    question: str
    confidence: float
    reason: Reason
    nearest: tuple[Citation, ...]
    excluding: tuple[str, ...] = ()


def answer(question: str, found: Retrieval, most: int = MOST) -> Answer | NotOnRecord:
    """Answer a question from what was found for it, in at most so many quotes."""
    if found.excluding:
        return NotOnRecord(question, 0.0, "filtered_out", (), found.excluding)
    if not found.hits:
        return NotOnRecord(question, 0.0, "nothing_relevant" if found.passages else "empty_index", ())
    choice = choose(found, most)
    sure = assess(found, choice)
    if not sure.sufficient:
        nearest = tuple(
            cite(number, hit, hit.passage.paragraph, (), ()) for number, hit in enumerate(choice.passages[:_NEAREST], 1)
        )
        return NotOnRecord(question, sure.confidence, "nothing_relevant", nearest, tuple(found.query.filters.labels()))
    places = sorted({_place(window, choice.passages) for window in choice.windows})
    quotes = tuple(_quote(places.index(_place(window, choice.passages)) + 1, window) for window in choice.windows)
    citations = tuple(
        cite(number, choice.passages[position], paragraph, quotes, found.hits)
        for number, (position, paragraph) in enumerate(places, 1)
    )
    return Answer(question, sure.confidence, quotes, citations)


def cite(number: int, hit: Hit, paragraph: int, quotes: Sequence[Quote], hits: Sequence[Hit]) -> Citation:
    """Cite a hit for those of the quotes that bear the number; ``hits`` are all that were found.

    The page is that of the first of them: a passage may run over to the next.
    """
    quoted = [quote for quote in quotes if quote.citation == number]
    page = page_of(hit.document, min(quote.start for quote in quoted)) if quoted else hit.passage.page
    others = also_in(hit, [quote.text for quote in quoted], hits)
    return Citation(number, hit.document, hit.passage, paragraph, hit.scores, others, page)


def _place(window: Window, passages: Sequence[Hit]) -> tuple[int, int]:
    """Return where a window's passage stands among all, and the paragraph: what is quoted from two has two marks."""
    return passages.index(window.hit), paragraph_of(window.hit.document, window.start)


def _quote(citation: int, window: Window) -> Quote:
    return Quote(citation, window.text, window.start, window.end)
