"""Outcome -> plain text for a terminal: no markup and no control characters."""

from __future__ import annotations

from bot.locale import _
from bot.render.asides import aside_text
from bot.render.dates import earlier_words
from bot.render.facts import (
    NEAREST,
    also_in,
    clean,
    describe,
    in_language,
    location,
    outlet_and_date,
    reason,
    short,
    shortened,
    shown_quotes,
    speaker_line,
)
from bot.render.lists import count_line, quoted_words
from bot.types import Answer, Citation, NotOnRecord, Quote
from embeddings.types import Document

_PASSAGE = 320  # UTF-16 units of a nearest passage that are shown


def to_text(outcome: Answer | NotOnRecord) -> str:
    """Return an outcome as plain text."""
    aside = [] if outcome.aside is None else [aside_text(outcome.aside)]
    if isinstance(outcome, NotOnRecord):
        lines = [*(aside or [reason(outcome)]), *([f"\n{_(NEAREST)}"] if outcome.nearest else [])]
        return "\n".join([*lines, *(_near_lines(citation, outcome.question) for citation in outcome.nearest)])
    shown = [(quote, citation.document) for quote, citation in shown_quotes(outcome)]
    quotes = [_quote_lines(quote, document, in_one=outcome.by_speaker) for quote, document in shown]
    sources = [f"[{citation.number}] {_source_lines(citation, outcome.question)}" for citation in outcome.citations]
    quotes = ["\n".join(quotes)] if outcome.by_speaker else quotes
    return "\n\n".join([*aside, *quotes, "\n".join(sources)])


def _near_lines(citation: Citation, question: str) -> str:
    words = shortened(" ".join(clean(citation.passage.text).split()), _PASSAGE)
    return f"- {_source_lines(citation, question)}\n    {words}"


def _source_lines(citation: Citation, question: str) -> str:
    """Return where words stand, and how to get there: the link, or the file where there is none."""
    document = citation.document
    line = f"{describe(document)}, {location(citation)}{in_language(document, question)}"
    more = [short(document.url or document.path), *([also_in(citation)] if citation.also_in else [])]
    return "\n    ".join([line, *more])


def _quote_lines(quote: Quote, document: Document, *, in_one: bool) -> str:
    text, published = f"{quoted_words(quote)} [{quote.citation}]", outlet_and_date(document)
    earlier = earlier_words(quote, document)
    if quote.statement is None:
        return "\n".join(filter(None, (earlier, text, count_line(quote))))
    said = "".join(speaker_line(quote.statement))
    if in_one:
        return f"- {said}: {' '.join(text.split())}{f' ({published})' if published else ''}"
    return "\n".join(filter(None, (earlier, f"{said}:", text, published)))
