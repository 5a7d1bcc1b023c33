"""An answer's JSON -> the answer again, proven against the documents as they are now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.answering.proof import prove
from bot.types import Answer, Aside, Citation, NotOnRecord, Quote, QuotedList
from embeddings.errors import ExpiredError, SnapshotError
from embeddings.library.open_library import Records
from embeddings.types import Document, Passage, Scores, Statement

Row = Mapping[str, Any]


def recall(recorded: str, store: Records, *, by_speaker: bool = False, private: bool = False) -> Answer | NotOnRecord:
    """Return the outcome that ``bot.contract.output`` wrote as JSON.

    Its documents are those of the live library, so nothing is shown that is no longer there. Raises ExpiredError where
    a document is gone, holds other words than were cited, or may not be seen (``private`` allows all).
    """
    row = json.loads(recorded)
    cited = [*row["citations"], *row.get("nearest", [])]
    wanted = {document["id"] for one in cited for document in (one["document"], *one["also_in"])}
    documents = store.documents(wanted, private=private)
    citations = tuple(_citation(one, documents) for one in cited)
    try:
        if row["outcome"] == "answered":
            quotes = tuple(_quote(quote, citations, store) for quote in row["quotes"])
            answer = Answer(row["question"], row["confidence"], quotes, citations, by_speaker, _aside(row.get("aside")))
            return prove(answer, private=private)
        more = {name: tuple(row.get(name, ())) for name in ("excluding", "silent", "others")}
        aside = _aside(row.get("aside"))
        refused = NotOnRecord(row["question"], row["confidence"], row["reason"], citations, **more, aside=aside)
        return prove(refused, private=private)
    except SnapshotError:
        raise ExpiredError("The documents have changed since, and this answer no longer stands in them.") from None


def _aside(row: Row | None) -> Aside | None:
    return None if row is None else Aside(row["kind"], row["example"] or "", tuple(row.get("listing", ())))


def _citation(row: Row, documents: Mapping[str, Document]) -> Citation:
    document = documents.get(row["document"]["id"])
    if document is None:
        raise ExpiredError("A document of this answer is no longer in the library.")
    held = row["passage"]
    passage = Passage(held["id"], document.id, held["text"], held["start"], held["end"], row["paragraph"], row["page"])
    also_in = tuple(documents[other["id"]] for other in row["also_in"] if other["id"] in documents)
    scores = Scores(**{stage: row["scores"][stage] for stage in ("dense", "keyword", "fused")})
    return Citation(row["number"], document, passage, row["paragraph"], scores, also_in)


def _quote(row: Row, citations: tuple[Citation, ...], store: Records) -> Quote:
    (document,) = (one.document for one in citations if one.number == row["citation"])
    statement = _statement(row["speaker"], store, document.id, row["start"], row["end"])
    listed = QuotedList(**row["list"]) if row.get("list") else None
    answer = row.get("answer")
    span = None if answer is None else (answer["start"], answer["end"])
    earlier = row.get("earlier", False)
    return Quote(row["citation"], row["text"], row["start"], row["end"], statement, listed, span, earlier)


def _statement(speaker: Row | None, store: Records, document_id: str, start: int, end: int) -> Statement | None:
    """Return the statement that names the speaker who was shown; None where the library no longer says so."""
    if speaker is None:
        return None
    found = (record.statement for record in store.statements.at(document_id, start, end))
    return next((one for one in found if _same(one, speaker)), None)


def _same(statement: Statement, speaker: Row) -> bool:
    said_by = statement.speaker
    named = said_by is not None and (said_by.name, said_by.as_written) == (speaker["name"], speaker["as_written"])
    return named and (statement.cue, statement.kind) == (speaker["cue"], speaker["kind"])
