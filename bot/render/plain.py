"""Outcome -> plain text for a terminal: no markup and no control characters."""

from __future__ import annotations

from bot.render.facts import (
    NEAREST,
    also_in,
    describe,
    in_language,
    location,
    outlet_and_date,
    reason,
    short,
    shown_quotes,
    speaker_line,
)
from bot.render.lists import count_line, quoted_words
from bot.types import Answer, Citation, NotOnRecord, Quote
from embeddings.types import Document


def to_text(outcome: Answer | NotOnRecord) -> str:
    """Return an outcome as plain text."""
    if isinstance(outcome, NotOnRecord):
        lines = [reason(outcome), *([f"\n{NEAREST}"] if outcome.nearest else [])]
        return "\n".join([*lines, *(f"- {_source_lines(citation, outcome.question)}" for citation in outcome.nearest)])
    quotes = [_quote_lines(quote, document, in_one=outcome.by_speaker) for quote, document in shown_quotes(outcome)]
    sources = [f"[{citation.number}] {_source_lines(citation, outcome.question)}" for citation in outcome.citations]
    quotes = ["\n".join(quotes)] if outcome.by_speaker else quotes
    return "\n\n".join([*quotes, "\n".join(sources)])


def _source_lines(citation: Citation, question: str) -> str:
    link = citation.document.url
    line = f"{describe(citation.document)}, {location(citation)}{in_language(citation.document, question)}"
    more = [*([short(link)] if link else []), *([also_in(citation)] if citation.also_in else [])]
    return "\n    ".join([line, *more])


def _quote_lines(quote: Quote, document: Document, *, in_one: bool) -> str:
    text = f"{quoted_words(quote)} [{quote.citation}]"
    if quote.statement is None:
        return "\n".join(filter(None, (text, count_line(quote))))
    said = "".join(speaker_line(quote.statement))
    if in_one:
        return f"- {said}: {' '.join(text.split())} ({outlet_and_date(document)})"
    return f"{said}:\n{text}\n{outlet_and_date(document)}"
