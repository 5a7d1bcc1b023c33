"""The table of words: rows that were written are the rows that are read, of any shape, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from embeddings.encoding.words import WordTable, write_word_table


def test_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    vectors = (np.arange(12).reshape(4, 3) / 8).astype(np.float32)  # halves and eighths are exact in half precision
    write_word_table(tmp_path / "words.npy", vectors)
    table = WordTable(tmp_path / "words.npy")
    numbers = np.array([[3, 0, 3], [1, 1, 2]], dtype=np.int64)
    found = table.vectors(numbers)
    assert found.dtype == np.float32
    assert (found.shape, table.dimension) == ((2, 3, 3), 3)
    assert np.array_equal(found, vectors[numbers])


def test_the_file_holds_half_precision(tmp_path: Path) -> None:
    write_word_table(tmp_path / "words.npy", np.ones((100, 64), dtype=np.float32))
    assert (tmp_path / "words.npy").stat().st_size < 100 * 64 * 2 + 256
