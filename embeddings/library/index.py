"""Vectors -> FAISS -> (row, score). The only door to faiss, and the only place that knows its -1.

Few vectors are searched exactly. More of them are kept in lists around centres (IVF, Jégou et al. 2011), a byte a
component, and only the lists nearest to a query are searched: how many is chosen by measuring the recall.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.defaults import EXACT_UP_TO
from embeddings.encoding.encoder import Matrix, Vector
from embeddings.errors import SnapshotError

WANTED_RECALL = 0.98  # as many lists are searched as this takes, or half of them
_PER_LIST = 39  # vectors that FAISS wants to train one centre with
_NEIGHBOURS = 10
_TIE = 1e-6

faiss.omp_set_num_threads(1)  # of this thread, as OpenMP has it; each that searches says so for itself


@dataclass(frozen=True, slots=True)
class IndexSpec:
    """What an index is. ``recall`` is the share of the exact ten best that it finds, None where it is exact."""

    kind: Literal["exact", "ivf"]
    lists: int | None = None
    probes: int | None = None
    recall: float | None = None


class VectorIndex:
    """Inner-product search over unit vectors, so that a score is a cosine; ids are the passages' rows."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index

    @classmethod
    def build(
        cls, vectors: Matrix, *, exact_up_to: int = EXACT_UP_TO, deciding: NDArray[np.bool_] | None = None
    ) -> VectorIndex:
        """Index ``vectors``, shape (n, dimension), under the rows 1 to n.

        Those that are ``deciding``, shape (n,), or all, choose between exact and approximate, and train the latter.
        """
        count, dimension = vectors.shape
        trained_on = vectors if deciding is None else vectors[deciding]
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        try:
            exact = len(trained_on) <= exact_up_to
            index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension) if exact else _lists(trained_on))
            index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), np.arange(1, count + 1, dtype=np.int64))
        finally:
            faiss.omp_set_num_threads(1)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Map an index into memory: opening costs next to nothing. Raises SnapshotError where the file is not one."""
        try:
            return cls(cast("faiss.IndexIDMap2", faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)))
        except RuntimeError as error:
            raise SnapshotError(f"{path.name} is not a FAISS index") from error

    def save(self, path: Path) -> None:
        """Write the index to a new file. Raises OSError where the disk is full."""
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
        return _as_lists(self._index) is not None

    @property
    def rows(self) -> list[int]:
        """The rows that are indexed, in the order of adding."""
        return [int(row) for row in faiss.vector_to_array(self._index.id_map)]

    def search(self, query: Vector, limit: int, *, allowed: NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        """Return at most ``limit`` rows with their scores, best first; where ``allowed`` is given, only of those."""
        return self.search_many(query.reshape(1, -1), limit, allowed=allowed)[0]

    def search_many(
        self, queries: Matrix, limit: int, *, allowed: NDArray[np.int64] | None = None
    ) -> list[list[tuple[int, float]]]:
        """Return for each query, shape (n, dimension), at most ``limit`` rows with their scores, best first."""
        limit = min(limit, len(self) if allowed is None else len(allowed))
        if limit < 1:
            return [[] for _ in queries]
        params = None if allowed is None else self._only(allowed)
        faiss.omp_set_num_threads(1)  # others that are woken for a query cost more than they give
        scores, rows = self._index.search(np.ascontiguousarray(queries), limit, params=params)
        return [
            [(int(row), float(score)) for row, score in zip(*found, strict=True) if row != -1]
            for found in zip(rows, scores, strict=True)
        ]

    def _only(self, allowed: NDArray[np.int64]) -> faiss.SearchParameters:
        """Leave out other rows; all lists are searched, as a few rows may lie in any of them."""
        lists = _as_lists(self._index)
        # Keywords, unknown to the type stubs, are what keeps the selector alive as long as the parameters.
        given: dict[str, Any] = {"sel": faiss.IDSelectorBatch(np.ascontiguousarray(allowed))}
        if lists is None:
            return faiss.SearchParameters(**given)
        given["nprobe"] = lists.nlist
        return faiss.SearchParametersIVF(**given)

    def vectors(self, rows: Iterable[int]) -> Matrix:
        """Return the vectors of these rows, shape (n, dimension), as exactly as they are kept."""
        wanted = np.fromiter(rows, dtype=np.int64)
        if not len(wanted):
            return np.zeros((0, self.dimension), np.float32)
        matrix: Matrix = self._index.reconstruct_batch(wanted)
        return matrix

    def tune(self, queries: Matrix, vectors: Matrix) -> IndexSpec:
        """Search as many lists as the wanted recall takes, measured against exact search; say what that was.

        ``queries``, shape (m, dimension), should be like those that will be asked; ``vectors`` are all that were
        indexed, in the order of their rows.
        """
        lists = _as_lists(self._index)
        if lists is None:
            return IndexSpec("exact")
        exact, wanted = queries @ vectors.T, min(_NEIGHBOURS, len(vectors))
        least = np.partition(exact, -wanted)[:, -wanted] - _TIE  # equally good neighbours are as good
        recall = 0.0
        while True:
            found = [[row - 1 for row, _ in hits] for hits in self.search_many(queries, wanted)]
            good = [np.sum(exact[query, rows] >= least[query]) for query, rows in enumerate(found)]
            recall = float(np.mean(good)) / wanted
            if recall >= WANTED_RECALL or lists.nprobe * 2 >= lists.nlist:
                return IndexSpec("ivf", lists=lists.nlist, probes=lists.nprobe, recall=round(recall, 4))
            lists.nprobe *= 2


def _lists(vectors: Matrix) -> faiss.IndexIVFScalarQuantizer:
    """Train centres on a sample and prepare the lists, about four times the root of the number of vectors."""
    count, dimension = vectors.shape
    lists = min(int(4 * count**0.5), max(1, count // _PER_LIST))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension), dimension, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.train(np.ascontiguousarray(vectors[:: max(1, count // (_PER_LIST * lists * 2))]))
    index.make_direct_map()  # so that the vector of a row can be looked up
    index.nprobe = 8
    return index


def _as_lists(index: faiss.IndexIDMap2) -> faiss.IndexIVF | None:
    inner = faiss.downcast_index(index.index)
    return inner if isinstance(inner, faiss.IndexIVF) else None
