"""What MCP's tools reply: short enough for a model to read whole, with an honest status, documents' words fenced.

Made of the rows of the contract; each function returns a reply, which is structured content, and its words as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal
from urllib.parse import quote

from pydantic import BaseModel

from bot.render import short
from bot.render.links import web_link
from bot.serving.desk import Row
from bot.serving.fence import BUDGET, NOTE, cut, fenced, fitting

_SNIPPET, _FACT, _ADDRESS = 400, 150, 400  # bytes of a passage, a title or name, an address
_HEAD = 1_500  # bytes that are kept for what stands around a document's text
Status = Literal["answered", "not_on_record"]


class Where(BaseModel):
    """Where words stand; ``id`` is what fetch takes."""

    id: str
    title: str
    publisher: str | None
    date: str | None
    url: str
    paragraph: int
    page: int | None


class QuotedReply(BaseModel):
    """Exact words of a document, and whose they are; None where the text names nobody."""

    text: str
    speaker: str | None
    role: str | None
    cue: str | None
    kind: str | None
    source: Where


class AskReply(BaseModel):
    """An answer, or not on record with its reason and the nearest passages, which are no answer."""

    status: Status
    reason: str | None
    confidence: float
    quotes: list[QuotedReply]
    nearest: list[Where]
    snapshot: str


class StatementsReply(BaseModel):
    """Statements, the newest first; ``next_offset`` is None on the last page."""

    status: Status
    reason: str | None
    speakers: list[str]
    total: int
    statements: list[QuotedReply]
    next_offset: int | None
    snapshot: str


class CheckReply(BaseModel):
    """What came of a check: ``verdict`` in full, and where the words, or those nearest to them, stand."""

    status: Status
    verdict: str
    confirmed: bool | None
    differences: list[str]
    quotes: list[QuotedReply]
    nearest: list[Where]
    snapshot: str


class FoundReply(BaseModel):
    """A passage that was found."""

    id: str
    title: str
    url: str
    text: str


class SearchReply(BaseModel):
    """Passages; where the status is not_on_record they are the nearest ones, and no answer."""

    results: list[FoundReply]
    status: Status
    reason: str | None
    next_offset: int | None
    snapshot: str


class FetchReply(BaseModel):
    """A part of a document."""

    id: str
    title: str
    text: str
    url: str
    metadata: dict[str, Any]


def places_of(identity: str) -> Iterator[tuple[str, int]]:
    """Yield the documents that an id may mean, and where in each to begin: "a@12" is in "a", or one itself."""
    yield identity, 0
    document, at, start = identity.rpartition("@")
    if at and start.isascii() and start.isdecimal() and len(start) < 10:
        yield document, int(start)


def ask_reply(row: Row) -> tuple[AskReply, str]:
    """Return an answer."""
    cited = {one["number"]: one for one in row["citations"]}
    quotes = [_quoted(one, _where(cited[one["citation"]], one["start"])) for one in row["quotes"]]
    told = [_told(number, one) for number, one in enumerate(quotes, start=1)]
    shown = fitting(told)
    reply = AskReply(
        status=row["outcome"],
        reason=row["reason"],
        confidence=row["confidence"],
        quotes=quotes[:shown],
        nearest=[_where(one, one["passage"]["start"]) for one in row.get("nearest", [])],
        snapshot=row["snapshot"],
    )
    if reply.status == "answered":
        return reply, "\n\n".join([f"status: answered. {NOTE}", *told[:shown]])
    if "aside" in row and not reply.nearest:
        return reply, f"status: not_on_record. {row['aside']['text']}"
    nearest = [f"- {_line(one)}" for one in reply.nearest]
    closest = ["The nearest passages, which are no answer (fetch reads them):", *nearest] if nearest else []
    return reply, "\n".join([f"status: not_on_record, reason: {reply.reason}.", *closest])


def statements_reply(row: Row, offset: int) -> tuple[StatementsReply, str]:
    """Return a page of statements: as many as have room."""
    said = [_quoted(_joined(one), _where(one, one["pieces"][0]["start"])) for one in row["statements"]]
    told = [_told(number, one) for number, one in enumerate(said, start=offset + 1)]
    speakers = [f"{_fact(one['name'])} ({one['statements']})" for one in row["speakers"][:10]]
    shown = fitting(told, BUDGET - len(NOTE) - len("".join(speakers).encode()))
    following = row["next_offset"] if shown == len(said) else offset + shown
    reply = StatementsReply(
        status=row["outcome"],
        reason=row["reason"],
        speakers=speakers,
        total=row["total"],
        statements=said[:shown],
        next_offset=following,
        snapshot=row["snapshot"],
    )
    if reply.status == "not_on_record":
        return reply, f"status: not_on_record, reason: {reply.reason}."
    more = [f"More: offset {following}."] if following is not None else []
    head = f"status: answered. {reply.total} on record, by {'; '.join(reply.speakers)}. {NOTE}"
    return reply, "\n\n".join([head, *told[:shown], *more])


def check_reply(row: Row) -> tuple[CheckReply, str]:
    """Return what came of a check."""
    cited = {one["number"]: one for one in row["citations"]}
    quotes = [_quoted(one, _where(cited[one["citation"]], one["start"])) for one in row["quotes"][:10]]
    told = [_told(number, one) for number, one in enumerate(quotes, start=1)]
    shown = fitting(told)
    changed = [f"{_fact(one['pasted']['text'])!r} for {_fact(one['recorded']['text'])!r}" for one in row["differences"]]
    reply = CheckReply(
        status="not_on_record" if row["outcome"] == "not_on_record" else "answered",
        verdict=row["outcome"],
        confirmed=row["confirmed"],
        differences=changed[:10],
        quotes=quotes[:shown],
        nearest=[_where(one, one["passage"]["start"]) for one in row["nearest"]],
        snapshot=row["snapshot"],
    )
    differing = [f"Differs: {'; '.join(reply.differences)}."] if changed else []
    return reply, "\n\n".join([f"status: {reply.status}, verdict: {reply.verdict}. {NOTE}", *differing, *told[:shown]])


def search_reply(row: Row, offset: int) -> SearchReply:
    """Return a page of passages: as many as have room. Their words are the beginnings, fenced."""
    found = [
        FoundReply(
            id=f"{one['document']['id']}@{one['passage']['start']}",
            title=_fact(one["document"]["title"]) or "(no title)",
            url=_address(one["document"]),
            text=fenced(cut(one["passage"]["text"], _SNIPPET)),
        )
        for one in row["results"]
    ]
    shown = fitting([one.model_dump_json() for one in found], BUDGET - len(NOTE))
    following = row["next_offset"] if shown == len(found) else offset + shown
    return SearchReply(
        results=found[:shown],
        status=row["outcome"],
        reason=row["reason"],
        next_offset=following,
        snapshot=row["snapshot"],
    )


def fetch_reply(identity: str, row: Row) -> FetchReply:
    """Return a part of a document: as much of its text as has room."""
    document = row["document"]
    text = cut(row["text"], BUDGET - _HEAD)
    end = row["start"] + len(text)
    facts = {name: _fact(document[name]) for name in ("publisher", "author", "date", "language", "path")}
    said = [{"speaker": _named(one), "start": one["pieces"][0]["start"]} for one in row["statements"]]
    metadata = {
        **facts,
        "start": row["start"],
        "end": end,
        "length": row["length"],
        "next_offset": end if end < row["length"] else None,
        "statements": [one for one in said if one["start"] < end][:10],
        "also_in": [_fact(one["id"]) for one in row["also_in"][:3]],
        "snapshot": row["snapshot"],
        "note": NOTE,
    }
    title = _fact(document["title"]) or "(no title)"
    return FetchReply(id=identity, title=title, text=fenced(text), url=_address(document), metadata=metadata)


def _quoted(row: Row, source: Where) -> QuotedReply:
    speaker = row["speaker"] or dict.fromkeys(("name", "role", "cue", "kind"))
    named = {name: _fact(speaker[key]) for name, key in _SPEAKER.items()}
    return QuotedReply(text=row["text"], source=source, **named)


_SPEAKER = {"speaker": "name", "role": "role", "cue": "cue", "kind": "kind"}


def _joined(statement: Row) -> Row:
    words = " … ".join(piece["text"] for piece in statement["pieces"])
    return {"text": cut(words, 2 * _SNIPPET), "speaker": statement["speaker"]}


def _where(cited: Row, start: int) -> Where:
    document = cited["document"]
    return Where(
        id=f"{document['id']}@{start}",
        title=_fact(document["title"]) or "(no title)",
        publisher=_fact(document["publisher"]),
        date=_fact(document["date"]),
        url=_address(document),
        paragraph=cited["paragraph"],
        page=cited["page"],
    )


def _told(number: int, one: QuotedReply) -> str:
    """Return a quote as text: its source in a line, then the words between marks."""
    by = " ".join(filter(None, (one.speaker, one.role and f"({one.role})", one.cue)))
    return f"[{number}] {by or 'nobody is named'}: {_line(one.source)}\n{fenced(one.text)}"


def _line(where: Where) -> str:
    facts: Sequence[str | None] = (where.title, where.publisher or "publisher unknown", where.date or "no date")
    return f"{', '.join(map(str, facts))}, ¶ {where.paragraph}, id {where.id}, {where.url}"


def _named(statement: Row) -> str | None:
    return _fact(statement["speaker"]["name"]) if statement["speaker"] else None


def _fact(value: str | None) -> str | None:
    return None if value is None else cut(short(value), _FACT)


def _address(document: Row) -> str:
    """Return a document's web address; where it has none, that of the resource."""
    return web_link(document["url"], longest=_ADDRESS) or f"onrecord://documents/{quote(document['id'], safe='')}"
