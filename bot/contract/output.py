"""The JSON that scripts rely on: a response -> a line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from bot.lookups.why import Explanation
from bot.render.asides import aside_text
from bot.respond import Response
from bot.types import Answer, Aside, Citation, Quote
from embeddings.types import Document, Statement

_FACTS = ("id", "title", "publisher", "author", "date", "url", "path", "language")


def as_json(response: Response, *, row_id: object = None, why: Explanation | None = None) -> str:
    """Return a response as one line of JSON, with what explains it where that is given."""
    return json.dumps(as_row(response, row_id=row_id, why=why), ensure_ascii=False)


def as_row(response: Response, *, row_id: object = None, why: Explanation | None = None) -> dict[str, Any]:
    """Return what that line of JSON says."""
    outcome = response.outcome
    row: dict[str, Any] = {"id": row_id, "question": outcome.question}
    if isinstance(outcome, Answer):
        row |= {"outcome": "answered", "reason": None, "confidence": round(outcome.confidence, 4)}
        row |= {"quotes": [quote_row(quote) for quote in outcome.quotes]}
        row |= {"citations": [citation_row(citation) for citation in outcome.citations]}
    else:
        row |= {"outcome": "not_on_record", "reason": outcome.reason, "confidence": round(outcome.confidence, 4)}
        row |= {"quotes": [], "citations": [], "nearest": [citation_row(citation) for citation in outcome.nearest]}
        more = {name: getattr(outcome, name) for name in ("excluding", "silent", "others")}
        row |= {name: list(values) for name, values in more.items() if values}
    row |= {"about": response.about} if response.about is not None else {}
    row |= {"aside": _aside(outcome.aside)} if outcome.aside is not None else {}
    row |= {"why": _why(why)} if why is not None else {}
    return row | {"snapshot": response.snapshot, "timing_ms": {"total": round(response.milliseconds, 2)}}


def quote_row(quote: Quote) -> dict[str, Any]:
    """Return a quote as a row of the contract."""
    row = {name: getattr(quote, name) for name in ("citation", "text", "start", "end")}
    listed = {} if quote.listed is None else {"list": asdict(quote.listed)}
    earlier = {"earlier": True} if quote.earlier else {}
    return row | {"speaker": speaker_row(quote.statement), "answer": _answer(quote)} | listed | earlier


def _answer(quote: Quote) -> dict[str, Any] | None:
    if quote.answer is None:
        return None
    start, end = quote.answer
    return {"text": quote.text[start - quote.start : end - quote.start], "start": start, "end": end}


def _aside(aside: Aside) -> dict[str, Any]:
    listing = {"listing": list(aside.listing)} if aside.listing else {}
    return {"kind": aside.kind, "text": aside_text(aside), "example": aside.example or None} | listing


def speaker_row(statement: Statement | None) -> dict[str, Any] | None:
    """Return whose words a statement is; None where nobody is named."""
    if statement is None or statement.speaker is None:
        return None
    speaker = {name: getattr(statement.speaker, name) for name in ("name", "as_written", "role")}
    return speaker | {"cue": statement.cue, "kind": statement.kind}


def citation_row(citation: Citation) -> dict[str, Any]:
    """Return a citation as a row of the contract."""
    passage = citation.passage
    return {
        "number": citation.number,
        "paragraph": citation.paragraph,
        "page": citation.page,
        "ocr": None if citation.recognised is None else citation.recognised.sure / 100,
        "document": document_row(citation.document),
        "passage": {"id": passage.id, "text": passage.text, "start": passage.start, "end": passage.end},
        "scores": {stage: _rounded(score) for stage, score in citation.scores.stages().items()},
        "also_in": [document_row(document) for document in citation.also_in],
    }


def _why(why: Explanation) -> dict[str, Any]:
    rows = [
        {"mark": row.mark, "source": row.source}
        | {stage: {"rank": at.rank, "score": round(at.score, 4)} for stage, at in row.stages.items()}
        for row in why.rows
    ]
    return {**why.facts, "passages": rows}


def document_row(document: Document) -> dict[str, Any]:
    """Return what is said of a document wherever it is named."""
    return {
        name: getattr(document, name)
        for name in ("id", "title", "publisher", "author", "date", "url", "path", "language")
    }


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 4)
