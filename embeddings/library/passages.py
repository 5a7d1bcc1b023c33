"""The passages of a snapshot's folder: numbers are rows of SQLite, of FAISS and of the posting lists alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from embeddings.encoding.encoder import Matrix, Vector
from embeddings.library.condition import Condition
from embeddings.library.index import VectorIndex
from embeddings.library.keywords import Held, KeywordIndex, PostingList
from embeddings.library.store import Store
from embeddings.types import Passage

_Rows = NDArray[np.int64]
_NOWHERE: _Rows = np.zeros(0, dtype=np.int64)
_KEPT = 4  # conditions whose rows are kept: those of the question that is answered
_KNOWN = 4096  # terms whose places are kept


class FolderPassages:
    """The passages of one folder. ``public_keywords`` know nothing of private documents."""

    def __init__(self, store: Store, index: VectorIndex, keywords: KeywordIndex, public_keywords: KeywordIndex) -> None:
        self._store, self._index = store, index
        self._keywords, self._public = keywords, public_keywords
        self._narrowed = lru_cache(_KEPT)(self._look_up)
        self._places: dict[str, PostingList | None] = {}

    def size(self, *, private: bool) -> int:
        """Return how many passages there are, those of private documents among them or not."""
        return len(self._keywords_of(private=private))

    def languages(self, *, private: bool) -> Sequence[str]:
        """Return the codes of the languages that passages are in, in order."""
        return tuple(self._by_language(private=private))

    def counts(self, terms: Iterable[str], *, private: bool) -> dict[str, int]:
        """Return how many passages hold each of these terms; those that stand nowhere are left out."""
        keywords = self._keywords_of(private=private)
        counted = {term: keywords.count(found) for term, found in self._postings(terms).items()}
        return {term: count for term, count in counted.items() if count}

    def terms_between(self, letters: Iterable[str], shortest: int, longest: int) -> Sequence[str]:
        """Return the terms of all passages that begin with one of some letters and have so many, in order."""
        return self._store.terms_between(letters, shortest, longest)

    def any(self, condition: Condition) -> bool:
        """Tell whether any passage fulfils a condition."""
        rows = self._rows(condition)
        return self.size(private=condition.private) > 0 if rows is None else len(rows) > 0

    def nearest(self, vector: Vector, limit: int, condition: Condition) -> list[tuple[int, float]]:
        """Return at most ``limit`` passages that fulfil a condition, with their cosines, the nearest first."""
        return self._index.search(vector, limit, allowed=self._rows(condition))

    def best(self, terms: Sequence[str], limit: int, condition: Condition) -> list[tuple[int, float]]:
        """Return at most ``limit`` passages that fulfil a condition and hold any of the terms, with their BM25."""
        known = self._postings(terms)
        allowed = self._rows(condition) if condition.narrows else None  # the keywords know who may see what
        keywords = self._keywords_of(private=condition.private)
        return keywords.search((known[term] for term in terms if term in known), limit, allowed=allowed)

    def holding(self, groups: Sequence[Iterable[str]], condition: Condition, limit: int | None = None) -> list[int]:
        """Return the passages that fulfil a condition and hold a term of each group, ascending, the first of them."""
        known, keywords = self._postings(chain(*groups)), self._keywords_of(private=condition.private)
        holding = [
            reduce(np.union1d, (keywords.rows(known[term]) for term in dict.fromkeys(its) if term in known), _NOWHERE)
            for its in groups
        ]
        allowed = self._rows(condition) if condition.narrows else None
        rows = [*sorted(holding, key=len), *([] if allowed is None else [allowed])]
        return list(map(int, reduce(_both, rows, rows[0])[:limit])) if holding else []

    def held(self, forms: Mapping[str, Sequence[str]], numbers: Sequence[int]) -> dict[str, Held]:
        """Return for each key which of these passages hold a term of its value."""
        known = self._postings(chain(*forms.values()))
        lists = {key: [known[term] for term in its if term in known] for key, its in forms.items()}
        return {key: self._keywords.held(its, numbers) for key, its in lists.items() if its}

    def of(self, numbers: Iterable[int]) -> dict[int, Passage]:
        """Return the passages that have these numbers."""
        return self._store.passages(numbers)

    def languages_of(self, numbers: Sequence[int]) -> list[str | None]:
        """Return the languages of these passages, None where they are not known."""
        return self._store.languages_of(numbers)

    def vectors(self, numbers: Sequence[int]) -> Matrix:
        """Return the vectors of these passages, shape (n, dimension)."""
        return self._index.vectors(numbers)

    def numbers(self) -> dict[str, int]:
        """Return the number of every passage, by its id."""
        return self._store.rows_by_id()

    def _keywords_of(self, *, private: bool) -> KeywordIndex:
        return self._keywords if private else self._public

    def _by_language(self, *, private: bool) -> Mapping[str, _Rows]:
        return self._store.rows_by_language if private else self._store.public_rows_by_language

    def _postings(self, terms: Iterable[str]) -> dict[str, PostingList]:
        """Return where terms stand. The same are asked for several times in an answer, and looked up once."""
        wanted = list(dict.fromkeys(terms))
        places = self._places
        new = [term for term in wanted if term not in places]
        if new:
            if len(places) > _KNOWN:
                places = self._places = {term: places.get(term) for term in wanted if term in places}
            places |= dict.fromkeys(new) | self._store.postings(new)
        return {term: found for term in wanted if (found := places[term]) is not None}

    def _rows(self, condition: Condition) -> _Rows | None:
        """Return the rows that fulfil a condition, ascending; None where all do."""
        if condition.narrows:
            return self._narrowed(condition)
        return None if condition.private or not self._store.private_ids else self._store.public_rows

    def _look_up(self, condition: Condition) -> _Rows:
        rows = reduce(_both, self._found(condition))
        if condition.without:
            rows = np.setdiff1d(rows, self._store.rows_of_documents(condition.without), assume_unique=True)
        return rows

    def _found(self, condition: Condition) -> Iterator[_Rows]:
        """Yield the rows that fulfil each part of a condition."""
        store, private = self._store, condition.private
        if condition.language is not None:
            yield self._by_language(private=private).get(condition.language, _NOWHERE)
        elif not private and store.private_ids:
            yield store.public_rows
        elif condition == Condition(private, without=condition.without):
            yield self._index.rows
        if condition.speakers is not None:
            yield np.array(store.statements.passages_of(sorted(condition.speakers)), dtype=np.int64)
        if condition.publishers is not None:
            yield np.array(store.rows_of_publishers(sorted(condition.publishers)), dtype=np.int64)
        if condition.after is not None or condition.before is not None:
            yield np.array(store.rows_between(condition.after, condition.before), dtype=np.int64)
        if condition.documents is not None:
            yield np.array(store.rows_of_documents(condition.documents), dtype=np.int64)
        if condition.only is not None:
            yield np.array(sorted(one for one in condition.only if 0 < one <= len(self._index)), dtype=np.int64)


def _both(some: _Rows, others: _Rows) -> _Rows:
    return some if some is others else np.intersect1d(some, others, assume_unique=True)
