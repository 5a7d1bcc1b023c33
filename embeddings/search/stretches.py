"""Words that are to be compared -> the stretches of documents that may hold them, or what is nearest to them.

Rare words lead to them by their posting lists: as many as hold a few words in a row, and the best by BM25 for the whole
and for each part of it, as a quote may have been put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from embeddings.library.condition import Condition
from embeddings.library.keywords import rarity
from embeddings.library.open_library import OpenLibrary, Passages
from embeddings.library.statement_store import Record
from embeddings.text.terms import spaced_words, terms_in
from embeddings.types import Document, Passage

_BEST = 24  # passages that are looked at for the words as a whole
_OF_PART = 6  # and for each part of them
_PART = 12  # words
_OF_PARTS = 96  # of all parts together
_RUN = 6  # words in a row by which exact places are found,
_EXACT = 200  # of which so many are looked at, at most
_LONGEST_WORD = 80  # characters
_SLACK = 200  # characters beside a passage, beyond as many as the words have

Forms = Sequence[str]  # of one word, in each language of the library


@dataclass(frozen=True, slots=True)
class WideStretch:
    """A part of a document with the passages that led to it, the best first, and the statements that reach into it.

    ``score`` is BM25 of the best passage, 0.0 where the whole of the words did not lead there.
    """

    document: Document
    start: int
    end: int
    passages: tuple[Passage, ...]
    records: tuple[Record, ...]
    score: float


def find_stretches(library: OpenLibrary, text: str, *, private: bool = False) -> list[WideStretch]:
    """Return where a text may stand, the best first; in private documents only where ``private`` is allowed."""
    passages, condition = library.passages, Condition(private)
    words = _words(passages, text, private=private)
    if not any(words):
        return []
    scores = dict(passages.best(_distinct(words), _BEST, condition))
    parts = [words[at : at + _PART] for at in range(0, len(words), _PART)]
    of_parts = [row for part in parts for row, _ in passages.best(_distinct(part), _OF_PART, condition)]
    rows = list(dict.fromkeys([*scores, *of_parts[:_OF_PARTS], *_exact(passages, words, condition)]))
    return _stretches(library, rows, scores, len(text) + _SLACK, private=private)


def word_weights(library: OpenLibrary, words: Iterable[str], *, private: bool = False) -> dict[str, float]:
    """Return how rare each word is in the library (idf); one that stands nowhere weighs as one that stands once."""
    passages = library.passages
    forms = {word: _forms(passages, word, private=private) for word in dict.fromkeys(words)}
    counts = passages.counts((form for its in forms.values() for one in its for form in one), private=private)
    size = passages.size(private=private)
    return {word: rarity(size, (counts.get(form, 0) for one in its for form in one)) for word, its in forms.items()}


def _forms(passages: Passages, text: str, *, private: bool) -> list[Forms]:
    """Return the terms of each word of a text, in the form that it has in each language of the library."""
    languages = passages.languages(private=private)
    return [sorted(terms_in(word, languages)) for word in spaced_words(text)]


def _words(passages: Passages, text: str, *, private: bool) -> list[Forms]:
    """Return those of the terms of each word of a text that some passage holds."""
    forms = _forms(passages, text, private=private)
    known = passages.counts((form for its in forms for form in its), private=private)
    return [[form for form in its if form in known] for its in forms]


def _distinct(words: Iterable[Forms]) -> list[str]:
    return list(dict.fromkeys(form for its in words for form in its))


def _exact(passages: Passages, words: Sequence[Forms], condition: Condition) -> list[int]:
    """Return what holds all of a few words in a row, from the beginning, the middle or the end."""
    last = max(0, len(words) - _RUN)
    runs = [words[at : at + _RUN] for at in dict.fromkeys((0, last // 2, last))]
    found = [number for run in runs if all(run) for number in passages.holding(run, condition, _EXACT)]
    return list(dict.fromkeys(found))


def _stretches(
    library: OpenLibrary, rows: Sequence[int], scores: Mapping[int, float], reach: int, *, private: bool
) -> list[WideStretch]:
    """Join what lies together in one document."""
    passages = library.passages.of(rows)
    documents = library.store.documents({one.document_id for one in passages.values()}, private=private)
    by_document: defaultdict[str, list[int]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: passages[row].start):
        if passages[row].document_id in documents:
            by_document[passages[row].document_id].append(row)
    groups = [group for its in by_document.values() for group in _near(its, passages, 2 * reach)]
    rank = {row: place for place, row in enumerate(rows)}
    groups = [sorted(group, key=rank.__getitem__) for group in groups]
    groups.sort(key=lambda group: rank[group[0]])
    return [_stretch(library, [passages[row] for row in g], documents, scores.get(g[0], 0.0), reach) for g in groups]


def _near(rows: Sequence[int], passages: Mapping[int, Passage], gap: int) -> list[list[int]]:
    groups: list[list[int]] = []
    for row in rows:
        if groups and passages[row].start - passages[groups[-1][-1]].end <= gap:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _stretch(
    library: OpenLibrary, passages: Sequence[Passage], documents: Mapping[str, Document], score: float, reach: int
) -> WideStretch:
    document = documents[passages[0].document_id]
    start = max(document.body_start, min(passage.start for passage in passages) - reach)
    end = min(len(document.text), max(passage.end for passage in passages) + reach)
    space = document.text.rfind(" ", max(document.body_start, start - _LONGEST_WORD), start)
    start = start if space < 0 else space  # not in the middle of a word
    records = tuple(library.store.statements.at(document.id, start, end))
    return WideStretch(document, start, end, tuple(passages), records, score)
