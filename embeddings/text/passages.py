"""Document -> passages: whole sentences and paragraphs, with exact offsets and ids that come from the content."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from embeddings.text.language import base_language
from embeddings.text.outline import headings_above
from embeddings.text.sentences import cut_span, paragraph_starts, sentence_spans, strip_span
from embeddings.types import Document, Part, Passage, Span, WrittenTurn

SPLITTER = "paragraphs-900/10"  # recorded in the manifest: another value means that passages and notes are made anew
_QUESTION = 300  # characters of a paragraph that asks what the one below answers, or announces it
_BEHIND_QUESTION = " \n\t”\"’')*_»"
_HEADINGS, _HEADING = 2, 80  # above a passage, and characters of each, that are found with it
LIMIT = 900  # characters: within the 256 word pieces of the default model, title included
OPENING = 400  # characters: what begins within them opens its document


class Titled(NamedTuple):
    """What keyword search reads of a passage: the document's title, its words, and their language ("" if unknown)."""

    title: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph that fits, or one sentence of a paragraph that doesn't."""

    paragraph: int
    start: int
    end: int
    part: Part | None = None
    leads: bool = False  # to what follows, which it stays with: a heading, a question, "… must bring:"

    @property
    def table(self) -> int | None:
        return self.part.group if self.part is not None and self.part.kind == "row" else None


def split_passages(document: Document, *, limit: int = LIMIT) -> list[Passage]:
    """Split a document into passages of at most ``limit`` characters, in reading order.

    The rows of a table share no passage with anything but a heading or a line that ends with a colon: these stay with
    what they stand above.
    """
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

    So do the headings above it. An answer is found by its question.
    """
    if document.question and document.title:
        return document.title
    return "\n".join((*filter(None, (document.title, _section(document, passage))), passage.text))


def titled_text(document: Document, passage: Passage) -> Titled:
    """Return what keyword search reads of a passage."""
    title = " ".join(filter(None, (document.title, _section(document, passage))))
    return Titled(title, passage.text, base_language(document.language) or "")


def _section(document: Document, passage: Passage) -> str:
    """Return the last headings above a passage that it doesn't begin with, as far as they are short."""
    above = (one for one in headings_above(document, passage.start) if one != document.title)
    kept = [one for one in above if not passage.text.startswith(one) and len(one) <= _HEADING]
    return " / ".join(kept[-_HEADINGS:])


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


def units_within(document: Document, start: int, end: int) -> Iterator[list[Span]]:
    """Yield what may be quoted of each paragraph in ``start:end``: its sentences, or all of a part but an item.

    Of a paragraph in which a turn begins, it is what is said there, without the label above or before it.
    """
    for first, last in _quotable(document, start, end):
        part = part_at(document, first)
        is_whole = part is not None and part.kind != "item"
        yield [(first, last)] if is_whole else sentence_spans(document.text, first, last)


def _quotable(document: Document, start: int, end: int) -> Iterator[Span]:
    for first, last in paragraphs_within(document, start, end):
        number = bisect_right(document.turns, last, key=_begins) - 1
        words = document.turns[number].words if number >= 0 else ()
        said = [(max(low, first), min(high, last)) for low, high in words if low < last and first < high]
        yield from said or [(first, last)]


def turn_at(document: Document, offset: int) -> int | None:
    """Return the number of the turn that holds the character at ``offset``, None where nobody's does."""
    number = bisect_right(document.turns, offset, key=_begins) - 1
    return number if number >= 0 and offset < document.turns[number].words[-1][1] else None


def question_before(document: Document, offset: int) -> str:
    """Return the question that the words at ``offset`` reply to; "" where there is none.

    It is the turn before theirs, or the paragraph above that asks and says nothing.
    """
    number = turn_at(document, offset)
    if number is not None:
        before = document.turns[number - 1] if number else None
        return " ".join(document.text[slice(*span)] for span in before.words) if before and before.asks else ""
    place = bisect_right(_paragraphs(document), offset) - 1
    if place < 1:
        return ""
    above = document.text[slice(*_paragraphs(document)[place - 1 : place + 1])].strip()
    return above if len(above) <= _QUESTION and is_question(above) else ""


def is_question(words: str) -> bool:
    """Return whether words end as a question does."""
    return words.rstrip(_BEHIND_QUESTION)[-1:] in ("?", "？", "؟")


def _begins(turn: WrittenTurn) -> int:
    return turn.words[0][0]


def part_at(document: Document, offset: int) -> Part | None:
    """Return the part that holds the character at ``offset``, None where that stands in prose."""
    if not document.parts:
        return None
    place = bisect_right(document.parts, offset, key=lambda part: part.start) - 1
    return document.parts[place] if place >= 0 and offset < document.parts[place].end else None


def paragraphs_of(document: Document) -> list[Span]:
    """Return all paragraphs, without the white space around them."""
    starts = _paragraphs(document)
    return [strip_span(document.text, *edges) for edges in pairwise((*starts, len(document.text)))]


def _paragraphs(document: Document) -> tuple[int, ...]:
    return document.paragraphs or paragraph_starts(document.text, document.parts)


def page_of(document: Document, offset: int) -> int | None:
    """Return the number, from 1, of the page that holds the character at ``offset``; None where there are no pages."""
    return bisect_right(document.pages, offset) if document.pages else None


def _pieces(document: Document, limit: int) -> Iterator[_Piece]:
    for number, (first, last) in enumerate(paragraphs_of(document), start=1):
        start, end = strip_span(document.text, max(first, document.body_start), last)
        if start < end:
            part = part_at(document, start)
            whole = [(start, end)] if end - start <= limit else _sentences(document, start, end, limit)
            leads = _leads(document, part, start, end)
            yield from (_Piece(number, *span, part, leads) for span in whole)


def _leads(document: Document, part: Part | None, start: int, end: int) -> bool:
    if part is not None:
        return part.kind == "heading"
    number = bisect_right(document.turns, end, key=_begins) - 1
    if number >= 0 and document.turns[number].words[-1][1] > start:
        return document.turns[number].asks
    words = document.text[start:end]
    return end - start <= _QUESTION and (is_question(words) or words.endswith((":", "：")))


def _sentences(document: Document, start: int, end: int, limit: int) -> Iterator[Span]:
    for first, last in sentence_spans(document.text, start, end):
        yield from cut_span(document.text, first, last, limit)


def _packed(pieces: Iterator[_Piece], limit: int) -> Iterator[list[_Piece]]:
    packed: list[_Piece] = []
    for piece in pieces:
        if packed and (piece.end - packed[0].start > limit or not _go_together(packed, piece)):
            count = _without_headings(packed)
            if count and piece.end - packed[min(count, len(packed) - 1)].start <= limit:
                yield packed[:count]
                packed = packed[count:]
            else:
                yield packed
                packed = []
        packed.append(piece)
    if packed:
        yield packed


def _go_together(packed: list[_Piece], piece: _Piece) -> bool:
    count = _without_headings(packed)
    return count == 0 or packed[count - 1].table == piece.table


def _without_headings(packed: list[_Piece]) -> int:
    """Return how many pieces there are before the headings and questions at the end, which belong to what follows."""
    count = len(packed)
    while count and packed[count - 1].leads:
        count -= 1
    return count


def _passage_id(document_id: str, text: str, occurrence: int) -> str:
    """Hash document and words, so that an edit elsewhere in the document leaves the id as it was."""
    content = "\0".join((document_id, text, str(occurrence)))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
