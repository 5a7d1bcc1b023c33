"""A library -> a dossier: every statement of one or more speakers, proven like a quote, the earliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.attribution import stands_in
from embeddings.errors import QuestionError
from embeddings.library.open_library import OpenLibrary, Records
from embeddings.naming.names import normal_form
from embeddings.text.passages import page_of, paragraph_of
from embeddings.text.sentences import sentence_spans
from embeddings.text.terms import question_terms, terms
from embeddings.types import Document, Span, Statement

_HELD: Final = 0.5  # of the words of a topic, that a statement, its sentence or its title holds
_AROUND: Final = 400  # characters beside a quote in which its sentence is looked for


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement: ``words`` are exact slices of the document at its quote's spans; ``day`` is the document's own.

    ``sentence`` is the whole of what the document says around them.
    """

    document: Document
    statement: Statement
    words: tuple[str, ...]
    sentence: str
    at: int  # where the sentence begins in the document
    paragraph: int
    page: int | None

    @property
    def day(self) -> str | None:
        """The document's own date, never that of its fetching."""
        return self.document.date


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker's entries; what has no date comes last. ``unproven`` and ``undated`` count those left out."""

    name: str
    entries: tuple[Entry, ...]
    unproven: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """What one or more speakers have on record. ``between`` are the first and last day, where those were asked for."""

    voices: tuple[Voice, ...]
    snapshot: str
    built_at: str
    about: str | None = None
    between: tuple[str, str] | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, one speaker after the other."""
        return tuple(entry for voice in self.voices for entry in voice.entries)


def make_dossier(
    snapshot: OpenLibrary,
    names: Sequence[str],
    *,
    about: str | None = None,
    between: tuple[str, str] | None = None,
    private: bool = False,
) -> Dossier:
    """Gather what speakers have on record. Raises UsageError where nobody goes by a name, or several do."""
    voices = tuple(_voice(snapshot, name, about, between, private=private) for name in names)
    return Dossier(voices, snapshot.name, snapshot.manifest.built_at, about, between)


def _voice(
    snapshot: OpenLibrary, name: str, about: str | None, between: tuple[str, str] | None, *, private: bool
) -> Voice:
    store = snapshot.store
    key, shown = _speaker(store, name, private=private)
    statements = [record.statement for record in store.statements.of_speakers([key], private=private)]
    documents = store.documents({one.document_id for one in statements}, private=private)
    found = [entry for one in statements if (entry := _entry(documents[one.document_id], one)) is not None]
    fitting = [entry for entry in found if _holds(entry, set(question_terms(about or "")))]
    dated = fitting if between is None else [entry for entry in fitting if _within(entry.day, between)]
    undated = 0 if between is None else [entry.day for entry in fitting].count(None)
    ordered = sorted(dated, key=_place)
    return Voice(shown, tuple(ordered), len(statements) - len(found), undated)


def _place(entry: Entry) -> tuple[str, str, Span]:
    return entry.day or "~", entry.document.id, entry.statement.quote[0]


def _speaker(store: Records, name: str, *, private: bool) -> tuple[str, str]:
    """Return the key and the name of the one who is meant."""
    known = store.statements.speakers(name, private=private)
    if not known:
        raise QuestionError("Nobody called {name!r} has a statement on record. See: onrecord statements", name=name)
    exactly = [one for one in known if one.key == normal_form(name)]
    if len(exactly or known) > 1:
        others = "; ".join(one.name for one in known[:8])
        raise QuestionError(
            "{count} speakers go by {name!r}: {others}. Name one of them in full.",
            count=len(known),
            name=name,
            others=others,
        )
    return (exactly or known)[0].key, (exactly or known)[0].name


def _entry(document: Document, statement: Statement) -> Entry | None:
    """Prove a statement as a quote is proven; None where it does not stand in the document."""
    words = tuple(document.text[start:end] for start, end in statement.quote)
    extent = statement.quote[0][0], statement.quote[-1][1]
    if not all(words) or not stands_in(document, extent, statement):
        return None
    start, end = _sentence(document, extent)
    at = statement.quote[0][0]
    place = paragraph_of(document, at), page_of(document, at)
    return Entry(document, statement, words, document.text[start:end], start, *place)


def _sentence(document: Document, extent: Span) -> Span:
    low, high = max(document.body_start, extent[0] - _AROUND), min(len(document.text), extent[1] + _AROUND)
    low = max(low, document.text.rfind("\n", low, extent[0]) + 1)
    below = document.text.find("\n", extent[1], high)
    spans = [one for one in sentence_spans(document.text, low, high if below < 0 else below) if _meet(one, extent)]
    return (min(spans[0][0], extent[0]), max(spans[-1][1], extent[1])) if spans else extent


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _holds(entry: Entry, wanted: set[str]) -> bool:
    """Whether an entry is about a topic, given as its words; about none, everything is."""
    held = set(terms(f"{entry.document.title or ''}\n{entry.sentence}", entry.document.language))
    return len(wanted & held) >= _HELD * len(wanted)


def _within(day: str | None, between: tuple[str, str]) -> bool:
    """Whether a day lies between two; of a month or a year, the whole of it may."""
    first, last = between
    return day is not None and day[: len(first)] >= first[: len(day)] and day[: len(last)] <= last[: len(day)]


def months(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Count entries by month, from the first to the last, empty ones between them too; undated ones are left out."""
    dated = sorted(entry.day[:7] for entry in entries if entry.day and len(entry.day) >= 7)
    return [(month, dated.count(month)) for month in _months(dated[0], dated[-1])] if dated else []


def _months(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:7])
    while f"{year:04}-{month:02}" <= last:
        yield f"{year:04}-{month:02}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
