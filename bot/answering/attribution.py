"""Whose words a quote is. A speaker is shown only where the text says so; unknown is a value, and beats a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.questions.asked import lemma_of
from embeddings.naming.names import is_pronoun, normal_form
from embeddings.types import Document, Span, Speaker, Statement

_DEEDS = frozenset(
    "seek want expect plan appear intend prefer aim opt aspire learn know pressure press dream see understand realize"
    " realise hear resolve volunteer vote cast refrain join send contest direct".split()
)
_MOSTLY = 0.6  # of the words that answer: of two sentences as long as one another, one is not enough
_MOST = 0.5  # of the words shown, that a statement without its cue must cover


def statement_in(
    document: Document,
    shown: Span,
    statements: Iterable[Statement],
    others: Iterable[Statement] | None = None,
    *,
    stances: bool = False,
) -> Statement | None:
    """Return the statement whose words a span of a document shows most of, None where they are nobody's.

    Words are a speaker's where the span holds the cue, and with it who says them, or is mostly quote; and where it
    holds nothing that anybody else says. ``others`` are all statements there may be, ``statements`` unless given.
    What somebody wants or backs without a word is taken only where ``stances`` are asked for.
    """
    statements = list(statements)
    every = statements if others is None else list(others)
    overlaps = [(_letters(document.text, shown, statement.quote), statement) for statement in statements]
    clear = [
        (overlap, statement)
        for overlap, statement in overlaps
        if overlap
        and is_named(statement)
        and is_said(statement, or_held=stances)
        and _is_clear(document, shown, statement, overlap)
        and stands_in(document, shown, statement)
        and not any(_overlap(span, shown) for span in _of_others(statement, every))
    ]
    return max(clear, key=lambda pair: pair[0])[1] if clear else None


def is_of(statement: Statement, document: Document, words: Span) -> bool:
    """Whether words of a document are mostly a statement's: what is said, who says it, and what stands between."""
    whole = _letters(document.text, words, [words])
    return _letters(document.text, words, [_extent(statement)]) >= _MOSTLY * whole


def own_part(shown: Span, statement: Statement, others: Iterable[Statement]) -> Span | None:
    """Return the part of a sentence in which one speaker's words, cue and name stand and nobody else's words do."""
    start, end = _extent(statement)
    low, high = max(start, shown[0]), min(end, shown[1])
    foreign = [span for span in _of_others(statement, others) if _overlap(span, shown)]
    if low >= high or any(_overlap(span, (low, high)) for span in foreign):
        return None
    before = max((span[1] for span in foreign if span[1] <= low), default=None)
    after = min((span[0] for span in foreign if span[0] >= high), default=None)
    return (shown[0] if before is None else low, shown[1] if after is None else high)


def _of_others(statement: Statement, others: Iterable[Statement]) -> list[Span]:
    """Return where a document has words of somebody else, with the cue and the name that go with them."""
    said = [other for other in others if _name(other) != _name(statement)]
    spans = [span for other in said for span in _parts(other)]
    # What one speaker tells of another is the first one's words.
    return [span for span in spans if not any(within(span, quote) for quote in statement.quote)]


def _parts(statement: Statement) -> list[Span]:
    speaker = [] if statement.speaker is None else [statement.speaker.span]
    return [*statement.quote, *([] if statement.cue_span is None else [statement.cue_span]), *speaker]


def _extent(statement: Statement) -> Span:
    parts = _parts(statement)
    return min(start for start, _ in parts), max(end for _, end in parts)


def _name(statement: Statement) -> str:
    return "" if statement.speaker is None else normal_form(statement.speaker.name)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def within(inner: Span, outer: Span) -> bool:
    """Return whether one span lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def is_named(statement: Statement) -> bool:
    """Return whether the document says who speaks, rather than "he" with nobody certain behind it."""
    return statement.speaker is not None and not is_pronoun(statement.speaker.name)


def is_said(statement: Statement, *, or_held: bool = False) -> bool:
    """Return whether a statement is what somebody said or thinks, rather than what they want or do.

    ``or_held`` takes the stances that somebody holds, too.
    """
    return or_held if statement.kind == "stance" else lemma_of(statement.cue or "") not in _DEEDS


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


def _is_clear(document: Document, shown: Span, statement: Statement, overlap: int) -> bool:
    if statement.cue_span is not None and within(statement.cue_span, shown):
        return True
    return overlap >= _MOST * _letters(document.text, shown, [shown])


def _letters(text: str, shown: Span, pieces: Iterable[Span]) -> int:
    """Count the letters and digits of some pieces that are shown."""
    inside = (text[max(start, shown[0]) : min(end, shown[1])] for start, end in pieces)
    return sum(sum(map(str.isalnum, piece)) for piece in inside)
