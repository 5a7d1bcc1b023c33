"""Keyword search: one list of passages for each term, scored by BM25.

Kept in two arrays that are mapped into memory, so that opening costs nothing and a query reads only the lists of its
terms. It answers in a fiftieth of the time that SQLite's FTS5 takes over 130,000 passages, with the same scores, and
tells the ranking which terms a passage holds without reading its text (see docs/benchmarks.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import SnapshotError

POSTINGS, LENGTHS = "postings.npy", "lengths.npy"
K1, B = 1.2, 0.75  # of BM25 (Robertson and Zaragoza 2009)

_SURE = 1 - 1e-5  # sums in another order differ in their last digits
_ENOUGH = 65_536  # rows that the least score of the best is taken from
_LOOKED_UP = 20  # postings are gone through in the time in which a row is looked up in one list
_APART = 64  # postings from one to the next that are searched first
_KNOWN = 128  # lists of which these are kept: 600 kB of one with ten million postings

POSTING = np.dtype([("row", "<i4"), ("count", "u1"), ("in_title", "?")])


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
            self.postings = np.asarray(np.load(folder / POSTINGS, mmap_mode="r", allow_pickle=False))
            self.lengths = np.load(folder / LENGTHS, allow_pickle=False)
        except (ValueError, EOFError) as error:
            raise SnapshotError(f"the keyword index can't be read: {error}") from error
        if self.postings.dtype != POSTING:
            raise SnapshotError("the keyword index holds something else than postings")
        self._inside: NDArray[np.bool_] | None = None  # by row
        self._size, self.mean = len(self.lengths), _mean(self.lengths)
        self._saturation = _saturation(self.lengths, self.mean)
        self._steps = lru_cache(_KNOWN)(self._steps_of)

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
            at, there = self._look_up(found, rows)
            held = np.flatnonzero(there)
            scores[held] += self._scores(self.postings[at[held]], self.weight([found]))
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
        wanted = np.asarray(rows, dtype=np.int64)
        at, anywhere = self._look_up(found, wanted)
        anywhere = anywhere if self._inside is None else anywhere & self._inside[wanted]
        return Held(anywhere, anywhere & self.postings["in_title"][at] if found.count else anywhere)

    def _look_up(self, found: PostingList, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the places of rows among all postings, and whether they hold the term.

        NumPy's search copies a list first, as postings are not aligned. So that is done once, of one posting in many,
        where the list is long: few rows are then looked for among those between.
        """
        if not found.count:
            return np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.bool_)
        held, end = self.postings["row"], found.first + found.count - 1
        if len(rows) * _APART > found.count:
            at = np.searchsorted(held[found.first : end + 1], rows)
        else:
            steps = self._steps(found.first, found.count)
            before = np.maximum(np.searchsorted(steps, rows, side="right") - 1, 0) * _APART
            near = np.minimum(found.first + before[:, None] + np.arange(_APART), end)
            at = before + (held[near] < rows[:, None]).sum(axis=1)
        at = np.minimum(found.first + at, end)
        return at, held[at] == rows

    def _steps_of(self, first: int, count: int) -> NDArray[np.int32]:
        """Return the row of one posting in many of a list."""
        return np.ascontiguousarray(self.postings["row"][first : first + count : _APART])

    def _of(self, found: PostingList) -> NDArray[np.void]:
        postings = np.asarray(self.postings[found.first : found.first + found.count])
        return postings if self._inside is None else postings[self._inside[postings["row"]]]


def rarity(size: int, counts: Iterable[int]) -> float:
    """Return how rare a term is that stands, in each of its forms, in so many of ``size`` passages: BM25's idf.

    A term that stands nowhere weighs as one that stands once: in a small library it need not be rare.
    """
    count = max(1, min(size, sum(counts)))
    return float(np.log1p((size - count + 0.5) / (count + 0.5)))


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
