"""A model's table of word vectors, kept on the disk: the rows of the words that are read are all that is loaded.

It is the greater part of a model of many languages: 250,000 rows, of which a question has twenty.
"""

from __future__ import annotations

import json
import os
import weakref
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_KINDS: Final = {"F16": "<f2", "F32": "<f4"}


class WordTable:
    """Numbers of words -> their vectors, from where they stand in a file. May be used from several threads."""

    def __init__(self, path: Path, start: int, dimension: int, kind: Any) -> None:  # noqa: ANN401  as numpy takes it
        self._start, self.dimension, self._kind = start, dimension, np.dtype(kind)
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


def open_word_table(path: Path) -> WordTable:
    """Open a table as ``write_word_table`` writes it."""
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        (_, dimension), _, kind = np.lib.format.read_array_header_1_0(file)
        return WordTable(path, file.tell(), dimension, kind)


def open_word_tensor(path: Path, name: str) -> WordTable:
    """Open the table that a file of safetensors holds under a name: a header's length, the header, the tensors."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        told = json.loads(file.read(length))[name]
    return WordTable(path, 8 + length + told["data_offsets"][0], told["shape"][1], _KINDS[told["dtype"]])


def write_word_table(path: Path, vectors: NDArray[np.float32]) -> None:
    """Write a table of shape (words, dimension), in half precision."""
    np.save(path, np.ascontiguousarray(vectors, dtype="<f2"))
