"""Answers of which every word is known."""

from __future__ import annotations

from dataclasses import replace

from bot.types import Answer, Citation, NotOnRecord, Quote
from embeddings.types import Document, Scores, Speaker, Statement
from tests.botapi import format_html
from tests.samples import make_document, whole_passage

HOSTILE = "<b>&amp;</b>\"'></a><script>alert(1)</script>{}[]()*_`~|"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
BRIDGE = make_document(
    "The bridge was closed. Nobody was hurt.",
    id="bridge",
    title="The bridge",
    publisher="Alder Gazette",
    date="2020-03-01",
    url="https://example.org/b?a=1&b=2",
)
FIRST = len("The bridge was closed.")


def cite(document: Document, number: int = 1) -> Citation:
    """Cite the whole of a document."""
    return Citation(number, document, whole_passage(document), 2, Scores(0.5, None, 0.25))


def answer_of(*documents: Document, end: int = 320) -> Answer:
    """Quote the beginning of each document."""
    citations = tuple(cite(document, number) for number, document in enumerate(documents, 1))
    quotes = tuple(Quote(one.number, one.document.text[:end], 0, min(end, len(one.document.text))) for one in citations)
    return Answer("Who?", 0.9, quotes, citations)


def said_by(quote: Quote, name: str, cue: str | None = "said", role: str | None = None) -> Quote:
    """Give a quote a speaker."""
    speaker = Speaker(name, name, (0, 1), role)
    return replace(quote, statement=Statement("d", ((quote.start, quote.end),), speaker, cue, None, "direct"))


def refusal_of(*documents: Document) -> NotOnRecord:
    """Refuse, with documents as the nearest."""
    nearest = tuple(cite(one, number) for number, one in enumerate(documents, 1))
    return NotOnRecord("Who?", 0.1, "nothing_relevant", nearest)


def read(message: str) -> str:
    """Return what a reader of a message sees; the strict server refuses what Telegram would."""
    return format_html(message).text


def entities(message: str, kind: str) -> list[str]:
    """Return the words that are marked as a kind of entity, or the addresses of links."""
    shown = format_html(message)
    units = shown.text.encode("utf-16-le")
    marked = [one for one in shown.entities if one.type == kind]
    return [one.url or units[2 * one.offset : 2 * one.end].decode("utf-16-le") for one in marked]
