"""What is known of a passage before anybody asks: its sentences, and the terms, names and numbers of each.

It is worked out when passages are made, and kept with them: at a question it is only read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from embeddings.text.language import base_language
from embeddings.text.passages import split_passages, units_within
from embeddings.text.sentences import cut_span, sentence_spans
from embeddings.text.terms import has_same_terms, terms
from embeddings.text.things import capitals, names, numbers
from embeddings.types import Document, Passage, Span

LONGEST: Final = 320  # characters of what may be quoted at once

_MARKS: Final = str.maketrans('“”"«»', "     ")  # the splitter keeps what stands between quotation marks together
_BETWEEN: Final = "|"  # words, of which none has it


class Noted(NamedTuple):
    """A sentence that may be quoted, none longer than ``LONGEST``; offsets are the document's.

    ``names`` are its capitalised words that don't begin it, ``capitals`` all of them.
    """

    start: int
    end: int
    terms: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    capitals: frozenset[str]


@dataclass(frozen=True, slots=True)
class Notes:
    """The sentences of each paragraph of a passage, or of each row of a table, and the terms of all its text."""

    paragraphs: Sequence[Sequence[Noted]]
    terms: frozenset[str]


def noted_passages(document: Document) -> list[Passage]:
    """Split a document into passages, each with what is noted of it."""
    return [replace(passage, notes=note(document, passage)) for passage in split_passages(document)]


def note(document: Document, passage: Passage) -> str:
    """Return what is to be kept with a passage. Its offsets count from where the passage begins."""
    language, start = base_language(document.language), passage.start
    paragraphs = [
        [(first - start, last - start, *_told(document.text[first:last], language)) for first, last in spans]
        for spans in spans_of(document, start, passage.end)
    ]
    held = frozenset(terms(passage.text, language))
    inside = frozenset[str]().union(*(_words(row[2]) for rows in paragraphs for row in rows))
    kept = _line(held - inside), _line(inside - held), paragraphs
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def notes_of(document: Document, passage: Passage, language: str | None = None) -> Notes:
    """Return what is noted of a passage, with its terms as a question in some language has them.

    What is not kept, as passages that were made before have none, is worked out.
    """
    notes = _read(passage.notes or note(document, passage), passage.start)
    if has_same_terms(language, base_language(document.language)):
        return notes
    text = document.text
    paragraphs = [
        [one._replace(terms=frozenset(terms(text[one.start : one.end], language))) for one in rows]
        for rows in notes.paragraphs
    ]
    return Notes(paragraphs, frozenset(terms(passage.text, language)))


def spans_of(document: Document, start: int, end: int) -> Iterator[list[Span]]:
    """Yield where the sentences of each paragraph stand that may be quoted, or of each row of a table."""
    for spans in units_within(document, start, end):
        yield [piece for span in spans for piece in _short_spans(document.text, *span)]


def _short_spans(text: str, start: int, end: int) -> list[Span]:
    """Return a sentence whole; one that is too long, as a quotation of several can be, in parts."""
    if end - start <= LONGEST:
        return [(start, end)]
    unmarked = text[start:end].translate(_MARKS)
    inner = [(start + first, start + last) for first, last in sentence_spans(unmarked, 0, len(unmarked))]
    pieces = [piece for first, last in inner for piece in cut_span(text, first, last, LONGEST)]
    return pieces or cut_span(text, start, end, LONGEST)  # nothing but marks


def _told(text: str, language: str | None) -> tuple[str, str, str, str]:
    return _line(terms(text, language)), _line(names(text)), _line(numbers(text)), _line(capitals(text))


def _line(words: Collection[str]) -> str:
    return _BETWEEN.join(sorted(set(words)))


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split(_BETWEEN)) if line else frozenset()


@lru_cache(maxsize=64)
def _read(notes: str, start: int) -> Notes:
    more, less, paragraphs = json.loads(notes)
    read = [
        [Noted(start + first, start + last, *map(_words, told)) for first, last, *told in rows] for rows in paragraphs
    ]
    inside = frozenset[str]().union(*(one.terms for rows in read for one in rows))
    return Notes(read, (inside | _words(more)) - _words(less))
