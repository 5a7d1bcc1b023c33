"""Whose words a quote is. A speaker is shown only where the text says so; unknown is a value, and beats a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.questions.asked import lemma_of
from bot.types import Answer, Citation, Quote
from embeddings.library.statement_store import Record
from embeddings.naming.names import is_pronoun, normal_form
from embeddings.types import Document, Span, Speaker, Statement

_DEEDS = frozenset(
    "seek want expect plan appear intend prefer aim opt aspire learn know pressure press dream see understand realize"
    " realise hear resolve volunteer vote cast refrain join send contest direct".split()
)
_MOST = 0.5  # of the words shown, that a statement without its cue must cover


def attributed(answer: Answer, statements: Mapping[str, Sequence[Record]]) -> Answer:
    """Give each quote of an answer the statement that it shows, if any, of those in its passage."""
    cited = {citation.number: citation for citation in answer.citations}
    return replace(answer, quotes=tuple(_attributed(one, cited[one.citation], statements) for one in answer.quotes))


def statement_in(
    document: Document, shown: Span, statements: Iterable[Statement], others: Iterable[Statement] | None = None
) -> Statement | None:
    """Return the statement whose words a span of a document shows most of, None where they are nobody's.

    Words are a speaker's where the span holds the cue, and with it who says them, or is mostly quote; and where it
    holds nothing that anybody else says. ``others`` are all statements there may be, ``statements`` unless given.
    """
    statements = list(statements)
    every = statements if others is None else list(others)
    overlaps = [(_letters(document.text, shown, statement.quote), statement) for statement in statements]
    clear = [
        (overlap, statement)
        for overlap, statement in overlaps
        if overlap
        and is_named(statement)
        and is_said(statement)
        and _is_clear(document, shown, statement, overlap)
        and stands_in(document, shown, statement)
        and not any(_reach(place, shown) for place in _of_others(statement, every))
    ]
    return max(clear, key=lambda pair: pair[0])[1] if clear else None


def own_part(shown: Span, statement: Statement, others: Iterable[Statement]) -> Span | None:
    """Return the part of a sentence in which one speaker's words, cue and name stand and nobody else's words do."""
    start, end = _extent(statement)
    low, high = max(start, shown[0]), min(end, shown[1])
    foreign = [place for place in _of_others(statement, others) if _reach(place, shown)]
    if low >= high or any(_reach(place, (low, high)) for place in foreign):
        return None
    before = max((place[1] for place in foreign if place[1] <= low), default=None)
    after = min((place[0] for place in foreign if place[0] >= high), default=None)
    return (shown[0] if before is None else low, shown[1] if after is None else high)


def _of_others(statement: Statement, others: Iterable[Statement]) -> list[Span]:
    """Return where a document has words of somebody else, with the cue and the name that go with them."""
    places = []
    for other in others:
        if other != statement and _name(other) != _name(statement):
            places.extend(_parts(other))
    # What one speaker tells of another is the first one's words.
    return [p for p in places if not any(low <= p[0] and p[1] <= high for low, high in statement.quote)]


def _parts(statement: Statement) -> list[Span]:
    speaker = [] if statement.speaker is None else [statement.speaker.span]
    return [*statement.quote, *([] if statement.cue_span is None else [statement.cue_span]), *speaker]


def _extent(statement: Statement) -> Span:
    parts = _parts(statement)
    return min(start for start, _ in parts), max(end for _, end in parts)


def _name(statement: Statement) -> str:
    return "" if statement.speaker is None else normal_form(statement.speaker.name)


def _reach(place: Span, shown: Span) -> bool:
    return place[0] < shown[1] and shown[0] < place[1]


def is_named(statement: Statement) -> bool:
    """Return whether the document says who speaks, rather than "he" with nobody certain behind it."""
    return statement.speaker is not None and not is_pronoun(statement.speaker.name)


def is_said(statement: Statement) -> bool:
    """Return whether a statement is what somebody said or thinks, rather than what they want or do."""
    return lemma_of(statement.cue or "") not in _DEEDS


def stands_in(document: Document, shown: Span, statement: Statement) -> bool:
    """Return whether a document says what a statement claims of it: its words, the cue, the speaker and the name."""
    text, speaker = document.text, statement.speaker
    if speaker is None or statement.document_id != document.id or not _letters(text, shown, statement.quote):
        return False
    cue = statement.cue_span is None or text[slice(*statement.cue_span)] == statement.cue
    return cue and text[slice(*speaker.span)] == speaker.as_written and _is_called(text, speaker)


def _is_called(text: str, speaker: Speaker) -> bool:
    """Return whether a speaker bears their name where they speak, or somewhere else in the text: "Carol 'Kit' Carson".

    The text may be long, and is searched as it is.
    """
    name, written = (normal_form(name).split() for name in (speaker.name, speaker.as_written))
    if (name and all(word in written for word in name)) or speaker.name in text:
        return True
    apart = r"\W+".join(re.findall(r"\w+", speaker.name))
    return apart != "" and re.search(rf"(?i)\b{apart}\b", text) is not None


def _attributed(quote: Quote, cited: Citation, statements: Mapping[str, Sequence[Record]]) -> Quote:
    found = [record.statement for record in statements.get(cited.passage.id, ())]
    return replace(quote, statement=statement_in(cited.document, (quote.start, quote.end), found))


def _is_clear(document: Document, shown: Span, statement: Statement, overlap: int) -> bool:
    cue = statement.cue_span
    if cue is not None and shown[0] <= cue[0] and cue[1] <= shown[1]:
        return True
    return overlap >= _MOST * _letters(document.text, shown, [shown])


def _letters(text: str, shown: Span, pieces: Iterable[Span]) -> int:
    """Count the letters and digits of some pieces that are shown."""
    inside = (text[max(start, shown[0]) : min(end, shown[1])] for start, end in pieces)
    return sum(sum(map(str.isalnum, piece)) for piece in inside)
