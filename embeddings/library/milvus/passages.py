"""The passages of a library in Milvus: it proposes, and what it proposes is scored here as everywhere.

Milvus's BM25 says which passages are looked at: half as many again as are wanted. They are scored anew by the counts
that are kept beside them, so that an answer is the same wherever the library is.
"""

from __future__ import annotations

import json
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from threading import Lock
from typing import Any, Final

import numpy as np

from embeddings.encoding.encoder import Matrix, Vector
from embeddings.library.condition import Condition
from embeddings.library.keywords import K1, B, Held, rarity
from embeddings.library.milvus.schema import collection_of, day_of, term_of_token, token_of
from embeddings.library.milvus.server import MilvusServer, Row, digest_of, one_of
from embeddings.types import Passage

_FIELDS: Final = ("row", "body", "terms", "titled", "said", "vector", "language")
_KEPT: Final = 2000  # passages that are kept after they were read: an answer asks for the same ones several times
_TERMS: Final = 4096  # and terms
_ASKED: Final = 64  # and what was asked of all terms
_LONGEST: Final = 999  # letters of a term that can be told from longer ones
_MOST: Final = 10_000  # passages that Milvus names in one answer to a search


@dataclass(frozen=True, slots=True)
class Totals:
    """What is known of all passages, or of those of public documents: how many, how long, in which languages."""

    size: int
    mean: float
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _ReadPassage:
    """A passage as it was read: ``terms`` with how often each stands in it, ``titled`` those of its title."""

    passage: Passage
    terms: Mapping[str, int]
    titled: frozenset[str]
    said: tuple[int, ...]
    vector: Vector
    language: str  # as a digest, "" where it is not known


class MilvusPassages:
    """The passages of one snapshot; ``every`` is of all of them, ``public`` of those that everybody may see."""

    def __init__(self, server: MilvusServer, snapshot: str, every: Totals, public: Totals, dimension: int) -> None:
        self._server, self._dimension = server, dimension
        self._every, self._public = every, public
        self._all = collection_of(snapshot, "passages")
        self._seen = self._all if every == public else collection_of(snapshot, "public")
        self._vocabulary = collection_of(snapshot, "terms")
        self._between = lru_cache(_ASKED)(self._look_up_between)
        self._kept: OrderedDict[int, _ReadPassage] = OrderedDict()
        self._terms: dict[str, tuple[int, int]] = {}
        self._lock = Lock()

    def size(self, *, private: bool) -> int:
        """Return how many passages there are, those of private documents among them or not."""
        return self._totals(private=private).size

    def languages(self, *, private: bool) -> Sequence[str]:
        """Return the codes of the languages that passages are in, in order."""
        return self._totals(private=private).languages

    def counts(self, terms: Iterable[str], *, private: bool) -> dict[str, int]:
        """Return how many passages hold each of these terms; those that stand nowhere are left out."""
        wanted = list(dict.fromkeys(terms))
        known = self._terms
        new = [term for term in wanted if term not in known]
        if new:
            if len(known) > _TERMS:
                known = self._terms = {term: known[term] for term in wanted if term in known}
            where = one_of("name", map(digest_of, new))
            rows = map(json.loads, (row["body"] for row in self._server.query(self._vocabulary, where, ["body"])))
            known |= dict.fromkeys(new, (0, 0)) | {term: (every, public) for term, every, public in rows}
        place = 0 if private else 1
        return {term: known[term][place] for term in wanted if known[term][place]}

    def terms_between(self, letters: Iterable[str], shortest: int, longest: int) -> Sequence[str]:
        """Return the terms of all passages that begin with one of some letters and have so many, in order."""
        return self._between("".join(sorted(set(letters))), shortest, longest)

    def _look_up_between(self, letters: str, shortest: int, longest: int) -> Sequence[str]:
        lengths = [place_of(letter, max(0, one)) for letter in letters for one in (shortest, longest)]
        places = zip(lengths[::2], lengths[1::2], strict=True)
        where = " or ".join(f"(place >= {least} and place <= {most})" for least, most in places)
        found = (json.loads(row["body"])[0] for row in self._server.every(self._vocabulary, where, ["body"]))
        return sorted(term for term in found if shortest <= len(term) <= longest) if where else []

    def any(self, condition: Condition) -> bool:
        """Tell whether any passage fulfils a condition."""
        if condition.is_void or not self.size(private=condition.private):
            return False
        return not condition.narrows or bool(self._query(condition, ["row"], limit=1))

    def nearest(self, vector: Vector, limit: int, condition: Condition) -> list[tuple[int, float]]:
        """Return at most ``limit`` passages that fulfil a condition, with their cosines, the nearest first."""
        limit = min(limit, self.size(private=condition.private), _MOST)
        if condition.is_void or limit < 1:
            return []
        found = self._server.search(
            self._collection(private=condition.private), "vector", vector.tolist(), limit, expression(condition)
        )
        return sorted(found, key=lambda one: (-one[1], one[0]))

    def best(self, terms: Sequence[str], limit: int, condition: Condition) -> list[tuple[int, float]]:
        """Return at most ``limit`` passages that fulfil a condition and hold any of the terms, with their BM25."""
        counts = self.counts(terms, private=condition.private)
        wanted = [term for term in terms if term in counts]
        if condition.is_void or not wanted or limit < 1:
            return []
        found = self._server.search(
            self._collection(private=condition.private),
            "sparse",
            " ".join(map(token_of, wanted)),
            min(_MOST, limit + limit // 2),
            expression(condition),
        )
        totals = self._totals(private=condition.private)
        weights = {term: times * rarity(totals.size, [counts[term]]) for term, times in Counter(wanted).items()}
        scores = {
            number: _bm25(read, weights, totals) for number, read in self.read([number for number, _ in found]).items()
        }
        ordered = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
        return [(number, float(score)) for number, score in ordered[:limit] if score > 0]

    def holding(self, groups: Sequence[Iterable[str]], condition: Condition, limit: int | None = None) -> list[int]:
        """Return the passages that fulfil a condition and hold a term of each group, ascending, the first of them."""
        groups = [list(its) for its in groups]
        known = self.counts(chain(*groups), private=condition.private)
        held = [[term for term in its if term in known] for its in groups]
        if condition.is_void or not held or not all(held):
            return []
        words = " and ".join(f'text_match(terms, "{" ".join(map(token_of, its))}")' for its in held)
        return sorted(row["row"] for row in self._query(condition, ["row"], words, limit))

    def held(self, forms: Mapping[str, Sequence[str]], numbers: Sequence[int]) -> dict[str, Held]:
        """Return for each key which of these passages hold a term of its value."""
        read = self.read(numbers)
        known = self.counts(chain(*forms.values()), private=True)
        wanted = {key: {term for term in its if term in known} for key, its in forms.items()}
        return {
            key: Held(
                np.array([not its.isdisjoint(read[number].terms) for number in numbers], dtype=np.bool_),
                np.array([not its.isdisjoint(read[number].titled) for number in numbers], dtype=np.bool_),
            )
            for key, its in wanted.items()
            if its
        }

    def of(self, numbers: Iterable[int]) -> dict[int, Passage]:
        """Return the passages that have these numbers."""
        return {number: read.passage for number, read in self.read(numbers).items()}

    def languages_of(self, numbers: Sequence[int]) -> list[str | None]:
        """Return the languages of these passages, None where they are not known."""
        known, read = {digest_of(code): code for code in self._every.languages}, self.read(numbers)
        return [known.get(read[number].language) for number in numbers]

    def vectors(self, numbers: Sequence[int]) -> Matrix:
        """Return the vectors of these passages, shape (n, dimension)."""
        read = self.read(numbers)
        return np.array([read[number].vector for number in numbers], dtype=np.float32).reshape(-1, self._dimension)

    def numbers(self) -> dict[str, int]:
        """Return the number of every passage, by its id."""
        found = self._server.every(self._all, "row >= 0", ["row", "body"])
        return {json.loads(row["body"])[0]: row["row"] for row in sorted(found, key=lambda row: row["row"])}

    def said_in(self, numbers: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """Return the numbers of the statements that reach into each of these passages."""
        return {number: read.said for number, read in self.read(numbers).items()}

    def read(self, numbers: Iterable[int]) -> dict[int, _ReadPassage]:
        """Return passages with all that is kept of them: the one place where passages are loaded."""
        wanted = list(dict.fromkeys(map(int, numbers)))
        with self._lock:
            found = {number: self._kept[number] for number in wanted if number in self._kept}
        new = [number for number in wanted if number not in found]
        for at in range(0, len(new), _KEPT):
            some = new[at : at + _KEPT]
            rows = self._server.query(self._all, one_of("row", some), _FIELDS)
            found |= {row["row"]: _read(row) for row in rows}
        with self._lock:
            self._kept |= {number: found[number] for number in new if number in found}
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return {number: found[number] for number in wanted if number in found}

    def everything(self) -> Iterator[tuple[int, _ReadPassage]]:
        """Yield every passage with all that is kept of it, by its number."""
        for row in self._server.every(self._all, "row >= 0", _FIELDS):
            yield row["row"], _read(row)

    def _totals(self, *, private: bool) -> Totals:
        return self._every if private else self._public

    def _collection(self, *, private: bool) -> str:
        return self._all if private else self._seen

    def _query(
        self, condition: Condition, fields: Sequence[str], more: str = "", limit: int | None = None
    ) -> list[Row]:
        collection = self._collection(private=condition.private)
        where = " and ".join(filter(None, (expression(condition), more)))
        if limit is None:
            return list(self._server.every(collection, where, fields))
        return self._server.query(collection, where, fields, limit)


def expression(condition: Condition) -> str:
    """Return a condition as Milvus reads it; who may see what is told by the collection that is asked."""
    return " and ".join(_parts(condition))


def place_of(letter: str, length: int) -> int:
    """Return where terms of so many letters stand that begin with one."""
    return ord(letter) * (_LONGEST + 1) + min(_LONGEST, length)


def _parts(condition: Condition) -> Iterator[str]:
    if condition.language is not None:
        yield one_of("language", [digest_of(condition.language)])
    if condition.speakers is not None:
        told = ", ".join(f'"{digest_of(key)}"' for key in sorted(condition.speakers))
        yield f"array_contains_any(speakers, [{told}])"
    if condition.publishers is not None:
        yield one_of("outlet", map(digest_of, sorted(condition.publishers)))
    if condition.after is not None or condition.before is not None:
        yield f"first_day > 0 and first_day >= {day_of(condition.after)}"
    if condition.before is not None:
        yield f"last_day < {day_of(condition.before)}"
    if condition.documents is not None:
        yield one_of("document", map(digest_of, sorted(condition.documents)))
    if condition.without:
        yield one_of("document", map(digest_of, sorted(condition.without)), negated=True)
    if condition.only is not None:
        yield one_of("row", sorted(condition.only))


def _read(row: Mapping[str, Any]) -> _ReadPassage:
    tokens = row["terms"].split()
    titled = frozenset(map(term_of_token, row["titled"].split()))
    passage = Passage(*json.loads(row["body"]))
    terms = Counter(map(term_of_token, tokens))
    return _ReadPassage(
        passage,
        terms,
        titled,
        tuple(map(int, row["said"])),
        np.asarray(row["vector"], dtype=np.float32),
        row["language"],
    )


def _bm25(read: _ReadPassage, weights: Mapping[str, float], totals: Totals) -> np.float32:
    """Return what the keyword index of a folder makes of the same passage, but for the last digits."""
    saturation = np.float32(K1 * (1 - B + B * sum(read.terms.values()) / max(1.0, totals.mean)))
    score = np.float32(0)
    for term, weight in weights.items():
        count = read.terms.get(term, 0)
        score += np.float32(weight * (K1 + 1) * count / (count + saturation))
    return score
