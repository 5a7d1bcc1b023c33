"""Vectors -> FAISS -> (row, score). The only door to faiss, and the only place that knows its -1."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import faiss
import numpy as np

from embeddings.encoder import Matrix, Vector
from embeddings.errors import SnapshotError


class VectorIndex:
    """Inner-product search over unit vectors, so that a score is a cosine; ids are the passages' rows."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Matrix, rows: Iterable[int]) -> VectorIndex:
        """Index ``vectors``, shape (n, dimension), under ``rows``, n distinct positive numbers."""
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), np.fromiter(rows, dtype=np.int64))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Read an index. Raises SnapshotError where the file is not one."""
        try:
            return cls(cast("faiss.IndexIDMap2", faiss.read_index(str(path))))
        except RuntimeError as error:
            raise SnapshotError(f"{path.name} is not a FAISS index") from error

    def save(self, path: Path) -> None:
        """Write the index to a new file."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """How many components a vector has."""
        return int(self._index.d)

    @property
    def rows(self) -> list[int]:
        """The rows that are indexed, in the order of adding."""
        return [int(row) for row in faiss.vector_to_array(self._index.id_map)]

    def search(self, query: Vector, limit: int) -> list[tuple[int, float]]:
        """Return at most ``limit`` rows with their scores, best first."""
        if not len(self) or limit < 1:
            return []
        scores, rows = self._index.search(query.reshape(1, -1), min(limit, len(self)))
        return [(int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True) if row != -1]

    def vectors(self, rows: Iterable[int]) -> Matrix:
        """Return the vectors of these rows, shape (n, dimension)."""
        wanted = np.fromiter(rows, dtype=np.int64)
        matrix: Matrix = (
            self._index.reconstruct_batch(wanted) if len(wanted) else np.zeros((0, self.dimension), np.float32)
        )
        return matrix
