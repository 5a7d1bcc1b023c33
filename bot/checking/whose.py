"""Words in a document -> whose they are: in somebody's mouth, told of somebody, or the document's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.answering.attribution import is_named, stands_in
from bot.answering.called import called, describes, is_description, may_be
from bot.checking.checked import By
from bot.checking.find import FoundReading
from bot.questions.asked import lemma_of
from embeddings.library.statement_store import Record
from embeddings.naming.names import forms_of, normal_form
from embeddings.types import Document, Span, Statement

_MOST: Final = 0.9  # of the words, that somebody must have said
_DENIALS: Final = frozenset("deny reject refute dispute dismiss doubt contradict disbelieve".split())
_OPENING: Final = '“"«„「'
_CLOSING: Final = '”"»“」'


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose words they are; ``key`` is the speaker's in the register, None where nobody is named."""

    by: By
    record: Record | None = None

    @property
    def statement(self) -> Statement | None:
        """What says so."""
        return None if self.record is None else self.record.statement

    @property
    def denial(self) -> Span | None:
        """Where the document says that the words were denied, which are told of somebody."""
        said = self.statement
        denied = self.by == "report" and said is not None and lemma_of(said.cue or "") in _DENIALS
        return said.cue_span if said is not None and denied else None


def whose(document: Document, matched: Span, records: Iterable[Record]) -> Whose:
    """Return whose words a span of a document are; the innermost speaker's, where one tells what another said."""
    reaching = [one for one in records if _held(one, matched)]
    covering = _covering(document.text, matched, reaching)
    if not covering:
        telling = (one for one in reaching if _has_cue(one.statement, matched))
        return Whose("document", next((one for one in telling if _is_proven(document, matched, one)), None))
    everywhere = (0, len(document.text))
    inner = min(covering, key=lambda its: sum(_held(one, everywhere) for one in its))
    record = max(inner, key=lambda one: _held(one, matched))
    named = record if _is_proven(document, matched, record) else None
    return Whose("speaker" if _is_spoken(document.text, matched, record.statement) else "report", named)


def _covering(text: str, matched: Span, reaching: Iterable[Record]) -> list[list[Record]]:
    """Return the statements, speaker by speaker, of everybody whose words a span is, without who says so."""
    of: defaultdict[str | None, list[Record]] = defaultdict(list)
    for one in reaching:
        if not _has_cue(one.statement, matched):
            of[one.key].append(one)
    return [its for its in of.values() if _covered(text, matched, its) >= _MOST]


def _held(record: Record, matched: Span) -> int:
    """Return how many characters of a span are in a statement's words."""
    return sum(_shared(span, matched) for span in record.statement.quote)


def is_claimed(found: FoundReading, document: Document, of: Whose) -> bool:
    """Return whether the claimed speaker is who said the words by the document's own account, or who wrote it."""
    name = found.reading.speaker or ""
    if of.by == "document" and document.author and normal_form(name) in forms_of(document.author, document.author):
        return True
    if of.record is None or of.record.statement.speaker is None:
        return False
    speaker = of.record.statement.speaker
    if is_description(name):
        return describes(name, f"{speaker.name} {speaker.as_written} {speaker.role or ''}")
    same = normal_form(name) in forms_of(speaker.name, speaker.as_written)
    return (of.record.key in found.keys or same) and may_be(called(name), speaker)


def _is_proven(document: Document, matched: Span, record: Record) -> bool:
    return is_named(record.statement) and stands_in(document, matched, record.statement)


def _has_cue(statement: Statement, matched: Span) -> bool:
    cue = statement.cue_span
    if cue is None or not (matched[0] <= cue[0] and cue[1] <= matched[1]):
        return False
    return not any(start <= cue[0] and cue[1] <= end for start, end in statement.quote) and not _between(statement, cue)


def _between(statement: Statement, cue: Span) -> bool:
    """Whether a cue stands between two pieces of the words, where a quote leaves it out."""
    return any(end <= cue[0] for _, end in statement.quote) and any(cue[1] <= start for start, _ in statement.quote)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _covered(text: str, matched: Span, records: Sequence[Record]) -> float:
    """Return which share of the letters of a span somebody said, without what stands between their words."""
    spans = sorted(span for one in records for span in one.statement.quote if _shared(span, matched))
    said = _letters(text, [(max(start, matched[0]), min(end, matched[1])) for start, end in spans])
    aside = _letters(text, [(end, start) for (_, end), (start, _) in pairwise(spans)])
    whole = _letters(text, [matched]) - aside
    return said / whole if whole > 0 else 0.0


def _letters(text: str, spans: Iterable[Span]) -> int:
    return sum(sum(map(str.isalnum, text[start:end])) for start, end in spans if start < end)


def _is_spoken(text: str, matched: Span, statement: Statement) -> bool:
    """Whether words stand in quotation marks, or in what somebody says in a talk, and are no report."""
    if statement.kind == "direct":
        return True
    if statement.kind in ("indirect", "stance"):
        return False
    start, end = next(span for span in statement.quote if _shared(span, matched))
    before, behind = text[max(0, start - 400) : matched[0] + 1], text[matched[1] - 1 : end + 400]
    opened = max((before.rfind(mark) for mark in _OPENING), default=-1)
    closed = max((before.rfind(mark) for mark in "”»」"), default=-1)
    return opened > closed and any(mark in behind for mark in _CLOSING)
