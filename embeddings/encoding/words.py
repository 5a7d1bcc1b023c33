"""A model's table of word vectors, kept on the disk: the rows of the words that are read are all that is loaded.

It is the greater part of a model of many languages: 250,000 rows, of which a question has twenty.
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class WordTable:
    """Numbers of words -> their vectors. May be used from several threads."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            np.lib.format.read_magic(file)
            (_, self.dimension), _, self._kind = np.lib.format.read_array_header_1_0(file)
            self._start = file.tell()
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def vectors(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of words, shape (..., dimension), for numbers of shape (...)."""
        wanted, places = np.unique(numbers, return_inverse=True)
        length = (
            self.dimension * self._kind.itemsize
        )  # read, not mapped: of a map, the system keeps what is around, too
        stored = b"".join(os.pread(self._file, length, self._start + length * int(number)) for number in wanted)
        rows = np.frombuffer(stored, self._kind).reshape(len(wanted), self.dimension).astype(np.float32)
        found: NDArray[np.float32] = rows[places.reshape(numbers.shape)]
        return found


def write_word_table(path: Path, vectors: NDArray[np.float32]) -> None:
    """Write a table of shape (words, dimension), in half precision."""
    np.save(path, np.ascontiguousarray(vectors, dtype="<f2"))
