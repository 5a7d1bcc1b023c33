"""Keyword search: one list of passages for each term, scored by BM25.

Kept in two arrays that are mapped into memory, so that opening costs nothing and a query reads only the lists of its
terms. It answers in a fiftieth of the time that SQLite's FTS5 takes over 130,000 passages, with the same scores, and
tells the ranking which terms a passage holds without reading its text (see docs/benchmarks.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import SnapshotError
from embeddings.text.passages import Titled
from embeddings.text.terms import terms

POSTINGS, LENGTHS = "postings.npy", "lengths.npy"
K1, B = 1.2, 0.75  # of BM25 (Robertson and Zaragoza 2009)

_SURE = 1 - 1e-5  # sums in another order differ in their last digits
_ENOUGH = 65_536  # rows that the least score of the best is taken from
_LOOKED_UP = 20  # postings are gone through in the time in which a row is looked up in one list

_POSTING = np.dtype([("row", "<i4"), ("count", "u1"), ("in_title", "?")])
_TALLIED = np.dtype([("term", "<i8"), ("row", "<i4"), ("count", "u1"), ("in_title", "?")])


@dataclass(frozen=True, slots=True)
class PostingList:
    """Where a term's postings stand: ``count`` of them, which is how many passages hold it, from ``first``."""

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Held:
    """Whether each of some passages holds a term, and whether its title does; bool arrays of shape (passages,)."""

    anywhere: NDArray[np.bool_]
    in_title: NDArray[np.bool_]


class KeywordIndex:
    """BM25 over the terms of title and text. Rows count from 1, as the passages' do.

    ``among`` gives the same index as if it held some rows only: nothing of the others is found or counted.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self.postings = np.load(folder / POSTINGS, mmap_mode="r", allow_pickle=False)
            self.lengths = np.load(folder / LENGTHS, allow_pickle=False)
        except (ValueError, EOFError) as error:
            raise SnapshotError(f"the keyword index can't be read: {error}") from error
        if self.postings.dtype != _POSTING:
            raise SnapshotError("the keyword index holds something else than postings")
        self._inside: NDArray[np.bool_] | None = None  # by row
        self._size, self.mean = len(self.lengths), _mean(self.lengths)
        self._saturation = _saturation(self.lengths, self.mean)

    def among(self, rows: NDArray[np.int64]) -> KeywordIndex:
        """Return the index of these rows alone."""
        view = copy(self)
        view._inside = _mask(len(self.lengths), rows)  # noqa: SLF001  it is one of ours
        view._size, view.mean = len(rows), _mean(self.lengths[rows - 1])  # noqa: SLF001
        view._saturation = _saturation(self.lengths, view.mean)  # noqa: SLF001
        return view

    def __len__(self) -> int:
        return self._size

    def count(self, found: PostingList) -> int:
        """Return how many passages hold a term."""
        return found.count if self._inside is None else len(self._of(found))

    def weight(self, lists: Iterable[PostingList]) -> float:
        """Return how rare a term is, in whatever forms."""
        return rarity(len(self), map(self.count, lists))

    def rows(self, found: PostingList) -> NDArray[np.int64]:
        """Return the rows that hold a term, ascending."""
        return np.asarray(self._of(found)["row"], dtype=np.int64)

    def search(
        self, lists: Iterable[PostingList], limit: int, *, allowed: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Return at most ``limit`` rows that hold any of the terms, with their BM25 (higher is better), best first.

        Where ``allowed`` is given, rows outside of it are left out.
        """
        lists = list(lists)
        if limit < 1 or not lists:
            return []
        rows = self._promising(lists, limit, allowed)
        scores = np.zeros(len(rows), dtype=np.float32)
        for found in lists:
            postings = self._of(found)
            if not len(postings):
                continue
            at = np.searchsorted(postings["row"], rows)
            at[at == len(postings)] = 0
            held = np.flatnonzero(postings["row"][at] == rows)
            scores[held] += self._scores(postings[at[held]], self.weight([found]))
        ordered = np.argsort(-scores, kind="stable")[:limit]  # equal scores keep the order of the rows
        return [(int(rows[place]), float(scores[place])) for place in ordered]

    def _promising(
        self, lists: Sequence[PostingList], limit: int, allowed: NDArray[np.int64] | None
    ) -> NDArray[np.int64]:
        """Return all rows that may be among the best ``limit``, ascending (MaxScore, Turtle and Flood 1995).

        The rarest terms come first. Once what the others could add at the most is less than what ``limit`` rows have
        already, who holds none of the rarer terms is not among the best: these long lists need not be gone through,
        unless so many rows are left that looking each of them up takes longer.
        """
        inside = _mask(len(self.lengths), allowed)
        scores = np.zeros(len(self.lengths) + 1, dtype=np.float32)
        rarest = sorted(((self.weight([found]), found) for found in lists), key=lambda one: -one[0])
        most, least = sum(weight for weight, _ in rarest) * (K1 + 1), 0.0
        left = sum(found.count for found in lists)
        for weight, found in rarest:
            postings = self._of(found)
            postings = postings if inside is None else postings[inside[postings["row"]]]
            rows = postings["row"]
            scores[rows] += self._scores(postings, weight)
            most -= weight * (K1 + 1)
            left -= found.count
            if len(rows) >= limit:
                least = max(least, float(np.partition(scores[rows[: max(_ENOUGH, limit)]], -limit)[-limit]))
            if least > 0 and most < least * _SURE:
                promising = np.flatnonzero(scores >= least * _SURE - max(most, 0.0))
                if len(promising) * len(lists) * _LOOKED_UP <= left or not left:
                    return promising
        return np.flatnonzero(scores)

    def _scores(self, postings: NDArray[np.void], weight: float) -> NDArray[np.float64]:
        counts = postings["count"]
        scores: NDArray[np.float64] = weight * (K1 + 1) * counts / (counts + self._saturation[postings["row"] - 1])
        return scores

    def held(self, lists: Iterable[PostingList], rows: Sequence[int]) -> Held:
        """Return which of these passages hold a term, in whatever form."""
        held = [self._held(found, rows) for found in lists]
        anywhere, in_title = ([getattr(one, name) for one in held] for name in ("anywhere", "in_title"))
        return Held(np.logical_or.reduce(anywhere), np.logical_or.reduce(in_title))

    def _held(self, found: PostingList, rows: Sequence[int]) -> Held:
        postings = self._of(found)
        if not len(postings):
            nowhere = np.zeros(len(rows), dtype=np.bool_)
            return Held(nowhere, nowhere)
        at = np.searchsorted(postings["row"], rows)
        at[at == len(postings)] = 0
        anywhere = postings["row"][at] == rows
        return Held(anywhere, anywhere & postings["in_title"][at])

    def _of(self, found: PostingList) -> NDArray[np.void]:
        postings = np.asarray(self.postings[found.first : found.first + found.count])
        return postings if self._inside is None else postings[self._inside[postings["row"]]]


@dataclass(frozen=True, slots=True)
class KeptPostings:
    """Passages that an older index holds: ``rows`` leads from the row that each is to have to the one it has there.

    ``vocabulary`` is that of the older index, in the order of its postings.
    """

    index: KeywordIndex
    vocabulary: Mapping[str, PostingList]
    rows: Mapping[int, int]


def rarity(size: int, counts: Iterable[int]) -> float:
    """Return how rare a term is that stands, in each of its forms, in so many of ``size`` passages: BM25's idf.

    A term that stands nowhere weighs as one that stands once: in a small library it need not be rare.
    """
    count = max(1, min(size, sum(counts)))
    return float(np.log1p((size - count + 0.5) / (count + 0.5)))


def write_keywords(
    folder: Path, passages: Iterable[Titled], kept: KeptPostings | None = None
) -> Mapping[str, PostingList]:
    """Index passages, rows 1, 2, 3, …; return the terms and where their postings stand.

    Those that are ``kept`` are not read; what is written is the same, whether any are.
    """
    known: Mapping[int, int] = {} if kept is None else kept.rows
    taken, words, lengths = _taken(kept)
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    numbers.update((word, number) for number, word in enumerate(words))
    spoken: list[NDArray[np.int64]] = []
    titled: list[NDArray[np.int64]] = []
    for row, (title, text, language) in enumerate(passages, start=1):
        if row not in known:
            in_title, in_text = ([numbers[term] for term in terms(part, language)] for part in (title, text))
            spoken.append(_keys(in_title + in_text, row))
            titled.append(_keys(in_title, row))
            lengths[row] = len(spoken[-1])
    np.save(folder / LENGTHS, np.array([lengths[row] for row in sorted(lengths)], dtype=np.float32))
    return _save(folder, np.concatenate([taken, _counted(spoken, titled)]), list(numbers))


def write_counted(
    folder: Path, passages: Iterable[tuple[int, Mapping[str, int], Collection[str]]]
) -> Mapping[str, PostingList]:
    """Write the same index of passages whose terms are counted: row, how often each stands there, those of the title.

    The rows are 1, 2, 3, … in any order.
    """
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    tallied, lengths = [np.empty(0, dtype=_TALLIED)], dict[int, int]()
    for row, counts, titled in passages:
        tallies = [(numbers[term], row, count, term in titled) for term, count in counts.items()]
        tallied.append(np.array(tallies, dtype=_TALLIED))
        lengths[row] = sum(counts.values())
    np.save(folder / LENGTHS, np.array([lengths[row] for row in sorted(lengths)], dtype=np.float32))
    return _save(folder, np.concatenate(tallied), list(numbers))


def _taken(kept: KeptPostings | None) -> tuple[NDArray[np.void], list[str], dict[int, float]]:
    """Return what an older index holds of the passages that are kept, its words by number, and lengths by new row."""
    if kept is None or not kept.rows:
        return np.empty(0, dtype=_TALLIED), [], {}
    lists = kept.vocabulary.values()
    by_row = np.argsort(kept.index.postings["row"], kind="stable")
    term = np.repeat(np.arange(len(lists)), [found.count for found in lists])[by_row]
    postings = kept.index.postings[by_row]
    new, old = (np.fromiter(rows, dtype=np.int64) for rows in (kept.rows, kept.rows.values()))
    firsts, ends = (np.searchsorted(postings["row"], old, side=side) for side in ("left", "right"))
    counts = ends - firsts
    at = np.repeat(ends - np.cumsum(counts), counts) + np.arange(counts.sum())
    taken = np.empty(len(at), dtype=_TALLIED)
    taken["term"], taken["row"] = term[at], np.repeat(new, counts)
    taken["count"], taken["in_title"] = postings["count"][at], postings["in_title"][at]
    lengths = kept.index.lengths[old - 1].tolist()
    return taken, list(kept.vocabulary), dict(zip(kept.rows, lengths, strict=True))


def _counted(spoken: Sequence[NDArray[np.int64]], titled: Sequence[NDArray[np.int64]]) -> NDArray[np.void]:
    keys, counts = np.unique(np.concatenate([_keys([], 0), *spoken]), return_counts=True)
    tallied = np.empty(len(keys), dtype=_TALLIED)
    tallied["term"], tallied["row"], tallied["count"] = keys >> 32, keys & 0xFFFFFFFF, np.minimum(counts, 255)
    tallied["in_title"] = np.isin(keys, np.concatenate([_keys([], 0), *titled]))
    return tallied


def _save(folder: Path, tallied: NDArray[np.void], words: Sequence[str]) -> dict[str, PostingList]:
    """Write postings in the order of their terms and rows, so that the same passages make the same file."""
    ordered = sorted(range(len(words)), key=words.__getitem__)
    place = np.empty(len(words), dtype=np.int64)
    place[ordered] = np.arange(len(words))
    by_term = place[tallied["term"]]
    postings = np.empty(len(tallied), dtype=_POSTING)
    order = np.argsort(by_term << 32 | tallied["row"])
    for name in _POSTING.names or ():
        postings[name] = tallied[name][order]
    np.save(folder / POSTINGS, postings)
    counts = np.bincount(by_term, minlength=len(words))
    found = zip(ordered, (np.cumsum(counts) - counts).tolist(), counts.tolist(), strict=True)
    return {words[number]: PostingList(first, count) for number, first, count in found if count}


def _mask(count: int, rows: NDArray[np.int64] | None) -> NDArray[np.bool_] | None:
    if rows is None:
        return None
    mask = np.zeros(count + 1, dtype=np.bool_)
    mask[rows] = True
    return mask


def _mean(lengths: NDArray[np.float32]) -> float:
    """Return how many terms a passage has on the average, one at the least."""
    return max(1.0, float(lengths.mean() if len(lengths) else 0))


def _saturation(lengths: NDArray[np.float32], mean: float) -> NDArray[np.float32]:
    """Return what BM25 makes of each passage's length beside the mean of those that are counted."""
    return np.asarray(K1 * (1 - B + B * lengths / mean), dtype=np.float32)


def _keys(numbers: Sequence[int], row: int) -> NDArray[np.int64]:
    """Pack term and row, so that sorting brings the postings of a term together."""
    return (np.array(numbers, dtype=np.int64) << 32) | row
