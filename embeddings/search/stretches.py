"""Words that are to be compared -> the stretches of documents that may hold them, or what is nearest to them.

Rare words lead to them by their posting lists: as many as hold a few words in a row, and the best by BM25 for the whole
and for each part of it, as a quote may have been put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from embeddings.library.keywords import KeywordIndex, PostingList
from embeddings.library.snapshot import Snapshot
from embeddings.library.statement_store import Record
from embeddings.search.allowed import Rows
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

Lists = Sequence[PostingList]


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


def find_stretches(snapshot: Snapshot, text: str, *, private: bool = False) -> list[WideStretch]:
    """Return where a text may stand, the best first; in private documents only where ``private`` is allowed."""
    keywords = snapshot.keywords_of(private=private)
    lists = _lists(snapshot, text, private=private)
    if not any(lists):
        return []
    scores = dict(keywords.search(_distinct(lists), _BEST))
    parts = [lists[at : at + _PART] for at in range(0, len(lists), _PART)]
    of_parts = [row for part in parts for row, _ in keywords.search(_distinct(part), _OF_PART)]
    rows = list(dict.fromkeys([*scores, *of_parts[:_OF_PARTS], *_exact_rows(keywords, lists)]))
    return _stretches(snapshot, rows, scores, len(text) + _SLACK, private=private)


def word_weights(snapshot: Snapshot, words: Iterable[str], *, private: bool = False) -> dict[str, float]:
    """Return how rare each word is in the library (idf); one that stands nowhere weighs as one that stands once."""
    keywords = snapshot.keywords_of(private=private)
    return {word: keywords.weight(_joined(_lists(snapshot, word, private=private))) for word in dict.fromkeys(words)}


def _lists(snapshot: Snapshot, text: str, *, private: bool) -> list[Lists]:
    """Return the posting lists of each word of a text, in the form that it has in each language of the library."""
    store = snapshot.store
    languages = store.rows_by_language if private else store.public_rows_by_language
    forms = [sorted(terms_in(word, languages)) for word in spaced_words(text)]
    known = store.postings(sorted(set().union(*forms)))
    return [[known[form] for form in its if form in known] for its in forms]


def _joined(lists: Iterable[Lists]) -> list[PostingList]:
    return [found for its in lists for found in its]


def _distinct(lists: Iterable[Lists]) -> list[PostingList]:
    return list(dict.fromkeys(_joined(lists)))


def _exact_rows(keywords: KeywordIndex, lists: Sequence[Lists]) -> list[int]:
    """Return the rows that hold all of a few words in a row, from the beginning, the middle or the end."""
    last = max(0, len(lists) - _RUN)
    found: list[int] = []
    for at in dict.fromkeys((0, last // 2, last)):
        run = [its for its in lists[at : at + _RUN] if its]
        if len(run) == len(lists[at : at + _RUN]):
            held = sorted((_rows(keywords, its) for its in run), key=len)
            found += map(int, reduce(_both, held)[:_EXACT])
    return list(dict.fromkeys(found))


def _rows(keywords: KeywordIndex, lists: Lists) -> Rows:
    return reduce(np.union1d, (keywords.rows(found) for found in lists))


def _both(some: Rows, others: Rows) -> Rows:
    return np.intersect1d(some, others)


def _stretches(
    snapshot: Snapshot, rows: Sequence[int], scores: Mapping[int, float], reach: int, *, private: bool
) -> list[WideStretch]:
    """Join what lies together in one document."""
    passages = snapshot.store.passages(rows)
    documents = snapshot.store.documents({one.document_id for one in passages.values()}, private=private)
    by_document: defaultdict[str, list[int]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: passages[row].start):
        if passages[row].document_id in documents:
            by_document[passages[row].document_id].append(row)
    groups = [group for its in by_document.values() for group in _near(its, passages, 2 * reach)]
    rank = {row: place for place, row in enumerate(rows)}
    groups = [sorted(group, key=rank.__getitem__) for group in groups]
    groups.sort(key=lambda group: rank[group[0]])
    return [_stretch(snapshot, [passages[row] for row in g], documents, scores.get(g[0], 0.0), reach) for g in groups]


def _near(rows: Sequence[int], passages: Mapping[int, Passage], gap: int) -> list[list[int]]:
    groups: list[list[int]] = []
    for row in rows:
        if groups and passages[row].start - passages[groups[-1][-1]].end <= gap:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _stretch(
    snapshot: Snapshot, passages: Sequence[Passage], documents: Mapping[str, Document], score: float, reach: int
) -> WideStretch:
    document = documents[passages[0].document_id]
    start = max(document.body_start, min(passage.start for passage in passages) - reach)
    end = min(len(document.text), max(passage.end for passage in passages) + reach)
    space = document.text.rfind(" ", max(document.body_start, start - _LONGEST_WORD), start)
    start = start if space < 0 else space  # not in the middle of a word
    records = tuple(snapshot.store.statements.at(document.id, start, end))
    return WideStretch(document, start, end, tuple(passages), records, score)
