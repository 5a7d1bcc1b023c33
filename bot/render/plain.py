"""Outcome -> plain text for a terminal: no markup and no control characters."""

from __future__ import annotations

from bot.answer import Answer, Citation, NotOnRecord, Quote
from bot.render.facts import (
    NEAREST,
    clean,
    describe,
    outlet_and_date,
    place,
    reason,
    short,
    shown_quotes,
    speaker_line,
)
from embeddings.types import Document


def to_text(outcome: Answer | NotOnRecord) -> str:
    """Return an outcome as plain text."""
    if isinstance(outcome, NotOnRecord):
        lines = [reason(outcome), *([f"\n{NEAREST}"] if outcome.nearest else [])]
        return "\n".join([*lines, *(f"- {_source_lines(citation)}" for citation in outcome.nearest)])
    quotes = [_quote_lines(quote, document, in_one=outcome.by_speaker) for quote, document in shown_quotes(outcome)]
    sources = [f"[{citation.number}] {_source_lines(citation)}" for citation in outcome.citations]
    quotes = ["\n".join(quotes)] if outcome.by_speaker else quotes
    return "\n\n".join([*quotes, "\n".join(sources)])


def why(outcome: Answer | NotOnRecord, snapshot: str) -> str:
    """Return how the passages of an outcome scored, a line each."""
    citations = outcome.citations if isinstance(outcome, Answer) else outcome.nearest
    lines = [f"confidence {outcome.confidence:.2f}, snapshot {snapshot}"]
    for citation in citations:
        scores = citation.scores
        stages = (("fused", scores.fused), ("dense", scores.dense), ("keyword", scores.keyword))
        shown = ", ".join(f"{stage} {'none' if score is None else f'{score:.3f}'}" for stage, score in stages)
        lines.append(f"[{citation.number}] {shown}: {describe(citation.document)}, {place(citation)}")
    return "\n".join(lines)


def _source_lines(citation: Citation) -> str:
    link = citation.document.url
    line = f"{describe(citation.document)}, {place(citation)}"
    return f"{line}\n    {short(link)}" if link else line


def _quote_lines(quote: Quote, document: Document, *, in_one: bool) -> str:
    text = f"{clean(quote.text)} [{quote.citation}]"
    if quote.statement is None:
        return text
    said = "".join(speaker_line(quote.statement))
    if in_one:
        return f"- {said}: {' '.join(text.split())} ({outlet_and_date(document)})"
    return f"{said}:\n{text}\n{outlet_and_date(document)}"
