"""Found -> Answer | NotOnRecord. Pure: no model, no files, no clock."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.attribution import attributed
from bot.answering.confidence import assess
from bot.answering.corroboration import also_in
from bot.answering.quotes import MOST, choose
from bot.answering.windows import Window
from bot.types import Answer, Citation, NotOnRecord, Quote
from embeddings.retrieve import Found
from embeddings.text.passages import page_of, paragraph_of
from embeddings.types import Hit

_NEAREST = 3


def answer(found: Found, most: int = MOST) -> Answer | NotOnRecord:
    """Answer a question from what was found for it, in at most so many quotes, each with who says it."""
    question = found.query.typed
    if found.excluding:
        return NotOnRecord(question, 0.0, "filtered_out", (), found.excluding)
    if not found.hits:
        return NotOnRecord(question, 0.0, "nothing_relevant" if found.passages else "empty_index", ())
    choice = choose(found, most)
    sure = assess(found, choice)
    if not sure.sufficient:
        return nothing_relevant(found, choice.passages, sure.confidence)
    places = sorted({_place(window, choice.passages) for window in choice.windows})
    quotes = tuple(_quote(places.index(_place(window, choice.passages)) + 1, window) for window in choice.windows)
    citations = tuple(
        cite(number, choice.passages[position], paragraph, quotes, found.hits)
        for number, (position, paragraph) in enumerate(places, 1)
    )
    return attributed(Answer(question, sure.confidence, quotes, citations), found.statements)


def nothing_relevant(found: Found, nearest: Sequence[Hit], confidence: float = 0.0) -> NotOnRecord:
    """Refuse, with the first few of the nearest passages, and the filters under which nothing answers."""
    cited = tuple(cite(number, hit, hit.passage.paragraph, (), ()) for number, hit in enumerate(nearest[:_NEAREST], 1))
    labels = tuple(found.query.filters.labels())
    return NotOnRecord(found.query.typed, confidence, "nothing_relevant", cited, labels)


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
