"""Document -> passages: whole sentences and paragraphs, with exact offsets and ids that come from the content."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from embeddings.text.sentences import cut_span, paragraph_spans, paragraph_starts, sentence_spans, strip_span
from embeddings.types import Document, Passage, Span

SPLITTER = "paragraphs-900/3"  # recorded in the manifest: another value means that passages are made anew
LIMIT = 900  # characters: within the 256 word pieces of the default model, title included


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph that fits, or one sentence of a paragraph that doesn't."""

    paragraph: int
    start: int
    end: int


def split_passages(document: Document, *, limit: int = LIMIT) -> list[Passage]:
    """Split a document into passages of at most ``limit`` characters, in reading order."""
    seen: Counter[str] = Counter()
    passages = []
    for pieces in _packed(_pieces(document, limit), limit):
        start, end = pieces[0].start, pieces[-1].end
        text = document.text[start:end]
        seen[text] += 1
        passages.append(
            Passage(
                id=_passage_id(document.id, text, seen[text]),
                document_id=document.id,
                text=text,
                start=start,
                end=end,
                paragraph=pieces[0].paragraph,
                page=page_of(document, start),
            )
        )
    return passages


def embedded_text(document: Document, passage: Passage) -> str:
    """Return what is embedded for a passage: the title gives it context, but is not part of what is shown.

    An answer is found by its question.
    """
    if document.question and document.title:
        return document.title
    return f"{document.title}\n{passage.text}" if document.title else passage.text


def titled_text(document: Document, passage: Passage) -> tuple[str, str]:
    """Return what keyword search reads of a passage: its document's title and its words."""
    return document.title or "", passage.text


def paragraph_of(document: Document, offset: int) -> int:
    """Return the number, from 1, of the paragraph that holds the character at ``offset``."""
    return bisect_right(_paragraphs(document), offset)


def paragraphs_within(document: Document, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of paragraphs that lie in ``start:end``, without the white space around them.

    It takes no longer in a long document: an answer asks for those of every hit.
    """
    starts = _paragraphs(document)
    for place in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
        stop = starts[place + 1] if place + 1 < len(starts) else end
        span = strip_span(document.text, max(start, starts[place]), min(stop, end))
        if span[0] < span[1]:
            yield span


def _paragraphs(document: Document) -> tuple[int, ...]:
    return document.paragraphs or paragraph_starts(document.text)


def page_of(document: Document, offset: int) -> int | None:
    """Return the number, from 1, of the page that holds the character at ``offset``; None where there are no pages."""
    return bisect_right(document.pages, offset) if document.pages else None


def _pieces(document: Document, limit: int) -> Iterator[_Piece]:
    for number, (first, last) in enumerate(paragraph_spans(document.text), start=1):
        start, end = strip_span(document.text, max(first, document.body_start), last)
        if start < end:
            whole = [(start, end)] if end - start <= limit else _sentences(document, start, end, limit)
            yield from (_Piece(number, *span) for span in whole)


def _sentences(document: Document, start: int, end: int, limit: int) -> Iterator[Span]:
    for first, last in sentence_spans(document.text, start, end):
        yield from cut_span(document.text, first, last, limit)


def _packed(pieces: Iterator[_Piece], limit: int) -> Iterator[list[_Piece]]:
    packed: list[_Piece] = []
    for piece in pieces:
        if packed and piece.end - packed[0].start > limit:
            yield packed
            packed = []
        packed.append(piece)
    if packed:
        yield packed


def _passage_id(document_id: str, text: str, occurrence: int) -> str:
    """Hash document and words, so that an edit elsewhere in the document leaves the id as it was."""
    content = "\0".join((document_id, text, str(occurrence)))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
