from __future__ import annotations

import numpy as np

from embeddings.comprehension.words import WordRows
from embeddings.encoding.e5_file import read_e5_file
from embeddings.encoding.packages import packaged_weights


def test_rows_are_those_of_the_model() -> None:
    path = packaged_weights("multilingual-e5-small")
    every = read_e5_file(path).tensors["emb.word"].reshape(-1, 384)
    tokens = np.array([[0, 5, 5, 250_001], [2, 99_999, 1, 0]])
    assert np.array_equal(WordRows(path)(tokens), every[tokens])
