"""Vectors -> FAISS -> (row, score). With lists.py the only door to faiss, and the only place that knows its -1.

Few vectors are searched exactly. More of them are kept in lists around centres (IVF, Jégou et al. 2011), a byte a
component, and only the lists nearest to a query are searched: how many is chosen by measuring the recall. Of a great
many only codes of a bit a component are kept in the lists (RaBitQ, Gao and Long 2024): they propose, and the vectors
themselves, mapped from a file, tell which of those proposed are the nearest.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.defaults import EXACT_UP_TO
from embeddings.encoding.encoder import Matrix, Vector
from embeddings.errors import SnapshotError
from embeddings.library.lists import (
    Kept,
    Kind,
    Rows,
    as_lists,
    empty_index,
    ids_of,
    in_blocks,
    kind_of,
    only,
)

WANTED_RECALL = 0.98  # as many lists are searched as this takes, or half of them
_NEIGHBOURS = 10
_TIE = 1e-6
_PROPOSED = 800  # vectors that codes propose to be compared themselves; or four times as many as are wanted
_COMPARED = 20_000  # of so few allowed ones, all are compared themselves

faiss.omp_set_num_threads(1)  # of this thread, as OpenMP has it; each that searches says so for itself


@dataclass(frozen=True, slots=True)
class IndexSpec:
    """What an index is. ``recall`` is the share of the exact ten best that it finds, None where it is exact."""

    kind: Kind
    lists: int | None = None
    probes: int | None = None
    recall: float | None = None


class VectorIndex:
    """Inner-product search over unit vectors, so that a score is a cosine; ids are the passages' rows, from 1.

    Where codes are searched, ``kept`` are the vectors themselves, shape (n, dimension).
    """

    def __init__(self, index: faiss.Index, kept: Kept | None = None) -> None:
        self._index, self._lists = index, as_lists(index)
        self._kept = kept if isinstance(self._lists, faiss.IndexIVFRaBitQ) else None

    @classmethod
    def build(
        cls,
        vectors: Matrix | Kept,
        *,
        exact_up_to: int = EXACT_UP_TO,
        deciding: NDArray[np.bool_] | None = None,
    ) -> VectorIndex:
        """Index ``vectors``, shape (n, dimension), under the rows 1 to n; they may be mapped from a file.

        Those that are ``deciding``, shape (n,), or all, choose the kind of index, and train it.
        """
        places = np.arange(len(vectors)) if deciding is None else np.flatnonzero(deciding)
        kind = kind_of(len(places), exact_up_to)
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        try:
            index = empty_index(kind, vectors, places)
            for first, some in in_blocks(vectors):
                index.add_with_ids(some, np.arange(first + 1, first + len(some) + 1, dtype=np.int64))
        finally:
            faiss.omp_set_num_threads(1)
        return cls(index, np.asarray(vectors, dtype=np.float16) if kind == "codes" else None)

    @classmethod
    def load(cls, path: Path, kept: Path | None = None) -> VectorIndex:
        """Map an index into memory, and the vectors ``kept`` beside it: opening costs next to nothing.

        Raises SnapshotError where the file is no index, or where it holds codes and not all their vectors are kept.
        """
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise SnapshotError(f"{path.name} is not a FAISS index") from error
        if not isinstance(index, faiss.IndexIVFRaBitQ):
            return cls(index)
        vectors = None if kept is None else _mapped(kept)
        if vectors is None or vectors.shape != (index.ntotal, index.d):
            raise SnapshotError(f"{path.name} holds codes, and the vectors that they stand for are not beside it")
        return cls(index, vectors)

    def save(self, path: Path) -> None:
        """Write the index to a new file, without the vectors that are kept. Raises OSError where the disk is full."""
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise OSError(errno.EIO, "can't be written whole", str(path)) from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """How many components a vector has."""
        return int(self._index.d)

    @property
    def approximate(self) -> bool:
        """Whether a search may miss something."""
        return self._lists is not None

    @property
    def rows(self) -> NDArray[np.int64]:
        """The rows that are indexed, ascending."""
        if isinstance(self._index, faiss.IndexIDMap2):
            return np.sort(faiss.vector_to_array(self._index.id_map))
        return np.sort(np.concatenate(list(ids_of(self._lists)) if self._lists is not None else []))

    def search(self, query: Vector, limit: int, *, allowed: Rows | None = None) -> list[tuple[int, float]]:
        """Return at most ``limit`` rows with their scores, best first; where ``allowed`` is given, only of those."""
        return self.search_many(query.reshape(1, -1), limit, allowed=allowed)[0]

    def search_many(self, queries: Matrix, limit: int, *, allowed: Rows | None = None) -> list[list[tuple[int, float]]]:
        """Return for each query, shape (n, dimension), at most ``limit`` rows with their scores, best first."""
        most = len(self) if allowed is None else len(allowed)
        limit = min(limit, most)
        if limit < 1:
            return [[] for _ in queries]
        if self._kept is None:
            return self._nearest(queries, limit, allowed)
        if allowed is not None and most <= _COMPARED:
            return [self._compared(query, allowed, limit) for query in queries]
        proposed = self._nearest(queries, min(most, max(_PROPOSED, 4 * limit)), allowed)
        return [
            self._compared(query, np.array([row for row, _ in found], dtype=np.int64), limit)
            for query, found in zip(queries, proposed, strict=True)
        ]

    def vectors(self, rows: Iterable[int]) -> Matrix:
        """Return the vectors of these rows, shape (n, dimension), as exactly as they are kept."""
        wanted = np.fromiter(rows, dtype=np.int64)
        if self._kept is not None:
            return np.asarray(self._kept[wanted - 1], dtype=np.float32)
        if not len(wanted):
            return np.zeros((0, self.dimension), np.float32)
        matrix: Matrix = self._index.reconstruct_batch(wanted)
        return matrix

    def tune(self, queries: Matrix, vectors: Matrix | Kept) -> IndexSpec:
        """Search as many lists as the wanted recall takes, measured against exact search; say what that was.

        ``queries``, shape (m, dimension), should be like those that will be asked; ``vectors`` are all that were
        indexed, in the order of their rows.
        """
        if self._lists is None:
            return IndexSpec("exact")
        lists, wanted = self._lists, min(_NEIGHBOURS, len(vectors))
        least = _scores_of_the_last(queries, vectors, wanted) - _TIE  # equally good neighbours are as good
        while True:
            found = self.search_many(queries, wanted)
            good = [
                np.sum(np.asarray(vectors[[row - 1 for row, _ in hits]], dtype=np.float32) @ query >= last)
                for query, hits, last in zip(queries, found, least, strict=True)
            ]
            recall = float(np.mean(good)) / wanted
            if recall >= WANTED_RECALL or lists.nprobe * 2 >= lists.nlist:
                kind: Kind = "ivf" if self._kept is None else "codes"
                return IndexSpec(kind, lists=lists.nlist, probes=lists.nprobe, recall=round(recall, 4))
            lists.nprobe *= 2

    def search_as(self, spec: IndexSpec) -> None:
        """Search as many lists as another index of the same vectors does. Raises SnapshotError where it has others."""
        its = None if self._lists is None else self._lists.nlist
        if its != spec.lists:
            raise SnapshotError(f"the same vectors make an index of {its} lists here, and of {spec.lists} there")
        if self._lists is not None and spec.probes is not None:
            self._lists.nprobe = spec.probes

    def _nearest(self, queries: Matrix, limit: int, allowed: Rows | None) -> list[list[tuple[int, float]]]:
        """Return what FAISS finds. Where codes find too few of those allowed, all lists are searched for them."""
        faiss.omp_set_num_threads(1)  # others that are woken for a query cost more than they give
        queries = np.ascontiguousarray(queries)
        if allowed is None:
            return _hits(*self._index.search(queries, limit))
        for probes in self._probes(len(allowed)):
            scores, rows = self._index.search(queries, limit, params=only(allowed, probes))
            if (rows != -1).all():
                break
        return _hits(scores, rows)

    def _probes(self, allowed: int) -> Iterator[int | None]:
        """Yield in how many lists so few are looked for: as many more as others are left out, then in all."""
        if self._lists is None:
            yield None
            return
        every, some = int(self._lists.nlist), self._lists.nprobe * len(self) // allowed
        if self._kept is not None and some < every:
            yield some
        yield every

    def _compared(self, query: Vector, rows: Rows, limit: int) -> list[tuple[int, float]]:
        """Return the nearest of these rows, by the vectors themselves; equally near ones in their order."""
        rows = np.sort(rows)
        scores = self.vectors(rows) @ query
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(int(rows[place]), float(scores[place])) for place in best if not np.isnan(scores[place])]


def _scores_of_the_last(queries: Matrix, vectors: Matrix | Kept, wanted: int) -> Vector:
    """Return for each query how near the last of its ``wanted`` nearest vectors is."""
    best = np.full((len(queries), wanted), -np.inf, dtype=np.float32)
    for _, some in in_blocks(vectors):
        best = np.partition(np.hstack([best, queries @ some.T]), -wanted)[:, -wanted:]
    return np.asarray(best.min(axis=1, initial=np.inf), dtype=np.float32)


def _hits(scores: Matrix, rows: Matrix) -> list[list[tuple[int, float]]]:
    return [
        [(int(row), float(score)) for row, score in zip(*found, strict=True) if row != -1]
        for found in zip(rows, scores, strict=True)
    ]


def _mapped(path: Path) -> Kept | None:
    try:
        kept: Kept = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return kept if kept.dtype == np.float16 else None
