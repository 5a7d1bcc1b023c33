"""Where else shown words stand. Copies of one text are one source: each is named, and they count once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from embeddings.search.copies import distinct
from embeddings.text.sentences import sentence_spans
from embeddings.types import Document, Hit

_WORD = re.compile(r"\w+")
_TELLING = 8  # words in a row that stand in two documents by copying rather than by chance
_APART = _TELLING - 1  # of so many words in a row, one begins two that are looked for


def same_words(one: str, other: str) -> bool:
    """Return whether a long sentence of one of two quotes stands in the other, but for case and punctuation."""
    return _share_words(one, other) and any(
        _telling(sentence) and sentence in _words(whole)
        for part, whole in ((one, other), (other, one))
        for sentence in _sentences(part)
    )


def _share_words(one: str, other: str) -> bool:
    """Tell whether two texts may share as many words in a row: then one has some two of those of the other's."""
    words, whole = _words(other).split(), _words(one)
    return any(f" {first} {second} " in whole for first, second in zip(words[::_APART], words[1::_APART], strict=False))


def also_in(hit: Hit, quotes: Sequence[str], hits: Sequence[Hit]) -> tuple[Document, ...]:
    """Return the other documents that hold these quotes of a hit, a whole sentence of each at least.

    Its copies are looked at, and the other hits with theirs for sentences that are long enough to tell. Without
    quotes, they are those of its copies. The earliest comes first.
    """
    sentences = [_sentences(quote) for quote in quotes]
    telling = [[sentence for sentence in one if _telling(sentence)] for one in sentences]
    copies = [copy for copy in hit.copies if _holds(copy, sentences)]
    copies += [other for other in _others(hit, hits) if _holds(other, telling)] if quotes else []
    return distinct(copy.document for copy in copies if copy.document.id != hit.document.id)


def _others(hit: Hit, hits: Sequence[Hit]) -> Iterator[Hit]:
    for other in hits:
        if other.passage.id != hit.passage.id:
            yield from (other, *other.copies)


def _holds(hit: Hit, quotes: Sequence[Sequence[str]]) -> bool:
    words = _words(hit.passage.text)
    return all(any(sentence in words for sentence in sentences) for sentences in quotes)


def _telling(words: str) -> bool:
    return words.count(" ") > _TELLING


@lru_cache(maxsize=256)
def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


@lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(_words(text[start:end]) for start, end in sentence_spans(text, 0, len(text)))
