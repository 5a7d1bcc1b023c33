"""The table of words: rows that were written are the rows that are read, of any shape, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from embeddings.encoding.words import open_word_table, open_word_tensor, write_word_table


def test_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    vectors = (np.arange(12).reshape(4, 3) / 8).astype(np.float32)  # halves and eighths are exact in half precision
    write_word_table(tmp_path / "words.npy", vectors)
    table = open_word_table(tmp_path / "words.npy")
    numbers = np.array([[3, 0, 3], [1, 1, 2]], dtype=np.int64)
    found = table.vectors(numbers)
    assert found.dtype == np.float32
    assert (found.shape, table.dimension) == ((2, 3, 3), 3)
    assert np.array_equal(found, vectors[numbers])


def test_the_file_holds_half_precision(tmp_path: Path) -> None:
    write_word_table(tmp_path / "words.npy", np.ones((100, 64), dtype=np.float32))
    assert (tmp_path / "words.npy").stat().st_size < 100 * 64 * 2 + 256


def test_a_table_among_other_tensors(tmp_path: Path) -> None:
    vectors = (np.arange(12).reshape(4, 3) / 7).astype(np.float32)
    other = np.ones((5, 2), dtype=np.float32)
    save_file({"a": other, "words": vectors, "z": other}, tmp_path / "model.safetensors")
    table = open_word_tensor(tmp_path / "model.safetensors", "words")
    numbers = np.array([[3, 0], [1, 1]], dtype=np.int64)
    assert table.dimension == 3
    assert np.array_equal(table.vectors(numbers), vectors[numbers])
