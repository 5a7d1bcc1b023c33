"""The page of a source: what the template shows, as plain values. Pure; whatever a document says is escaped there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.render import clean, describe, short
from bot.render.links import web_link
from embeddings.library.open_library import OpenLibrary
from embeddings.text.passages import page_of, paragraphs_of
from embeddings.types import Document, Span, Statement

AROUND = 60  # paragraphs before and after the quote; how many more there are is said
_FACTS = ("publisher", "author", "date", "language", "path")


@dataclass(frozen=True, slots=True)
class StyledWords:
    """Words in one style: quoted, said by ``speaker``, or neither; ``first`` where what is quoted begins."""

    text: str
    quoted: bool = False
    speaker: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph, with its number and the page that it begins on."""

    number: int
    page: int | None
    stretches: tuple[StyledWords, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """All that the page shows.

    ``facts`` are names, values and where these came from; ``before`` and ``after`` count the paragraphs that are not
    shown; ``previous`` and ``following`` are the paragraphs where whoever is quoted speaks before and after; ``others``
    are the documents with the same words, or nearly.
    """

    title: str
    link: str | None
    facts: tuple[tuple[str, str, str], ...]
    left_out: tuple[str, ...]
    speakers: tuple[str, ...]
    paragraphs: tuple[ShownParagraph, ...]
    before: int
    after: int
    others: tuple[tuple[str, bool], ...]
    previous: int | None
    following: int | None
    language: str
    snapshot: str
    private: bool


def source_page(snapshot: OpenLibrary, document: Document, shown: Span, *, private: bool) -> SourcePage:
    """Return the page of a span of a document."""
    said = [record.statement for record in snapshot.store.statements.of_document(document.id)]
    quoted = [one for one in said if any(_meet(piece, shown) for piece in one.quote)]
    speakers = tuple(dict.fromkeys(name for one in quoted if (name := _speaker(one))))
    spans = list(paragraphs_of(document))
    at = _place(spans, shown[0])
    first, last = max(0, at - AROUND), min(len(spans), at + AROUND + 1)
    starts = [one.quote[0][0] for one in said if _speaker(one) in speakers]
    before, after = _beside(starts, shown)
    previous, following = (_number(spans, start, first, last) for start in (before, after))
    return SourcePage(
        title=short(document.title or "(no title)"),
        link=web_link(document.url),
        facts=tuple(_facts(document)),
        left_out=tuple(map(short, document.left_out)),
        speakers=speakers,
        paragraphs=tuple(_paragraph(document, n, spans[n], shown, said) for n in range(first, last)),
        before=first,
        after=len(spans) - last,
        others=tuple(_others(snapshot, document, private=private)),
        previous=previous,
        following=following,
        language=document.language or "",
        snapshot=snapshot.name,
        private=document.visibility == "private",
    )


def _beside(starts: Sequence[int], shown: Span) -> tuple[int | None, int | None]:
    """Return the last of the places before a span, and the first behind it."""
    before = max((start for start in starts if start < shown[0]), default=None)
    return before, min((start for start in starts if start >= shown[1]), default=None)


def _number(spans: Sequence[Span], at: int | None, first: int, last: int) -> int | None:
    """Return the number of the paragraph of a character, None where that paragraph is not shown."""
    place = None if at is None else _place(spans, at)
    return None if place is None or not first <= place < last else place + 1


def _facts(document: Document) -> Iterator[tuple[str, str, str]]:
    origins = dict(document.origins)
    for name in _FACTS:
        value = getattr(document, name)
        if value:
            yield name, short(value), short(origins.get(name, ""))


def _others(snapshot: OpenLibrary, document: Document, *, private: bool) -> Iterator[tuple[str, bool]]:
    links = snapshot.store.also_in(document.id)
    others = snapshot.store.documents([link.document_id for link in links], private=private)
    for link in links:
        if link.document_id in others:
            yield describe(others[link.document_id]), link.same


def _paragraph(document: Document, n: int, span: Span, shown: Span, said: Sequence[Statement]) -> ShownParagraph:
    return ShownParagraph(n + 1, page_of(document, span[0]), tuple(_stretches(document, span, shown, said)))


def _stretches(document: Document, span: Span, shown: Span, said: Sequence[Statement]) -> Iterator[StyledWords]:
    """Yield a paragraph's words, divided where what is quoted, or what somebody says, begins and ends."""
    pieces = [(piece, _speaker(one)) for one in said for piece in one.quote if _meet(piece, span)]
    cuts = {*span, *shown, *(at for piece, _ in pieces for at in piece)}
    for start, end in pairwise(sorted(at for at in cuts if span[0] <= at <= span[1])):
        speaker = next((name for piece, name in pieces if piece[0] <= start and end <= piece[1]), "")
        yield StyledWords(clean(document.text[start:end]), _meet((start, end), shown), speaker, start == shown[0])


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _place(spans: Sequence[Span], at: int) -> int:
    """Return the place of the paragraph that a character stands in, or before."""
    return next((place for place, (_, end) in enumerate(spans) if at < end), max(0, len(spans) - 1))


def _speaker(statement: Statement) -> str:
    return "" if statement.speaker is None else short(statement.speaker.name)
