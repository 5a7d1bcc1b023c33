"""The word embeddings of multilingual-e5-small, read from its package's file as they are asked for.

They are two thirds of the model and most of them are never used, so the file stays where it is, in 4 bits.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.encoding.e5_file import open_word_blocks, unpacked


class WordRows:
    """Tokens -> their embeddings, of a file that is mapped into memory."""

    def __init__(self, path: Path) -> None:
        self._blocks = open_word_blocks(path)

    def __call__(self, tokens: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the embeddings of tokens, of the shape of ``tokens`` and one axis more."""
        distinct, places = np.unique(tokens, return_inverse=True)
        rows = unpacked(self._blocks[distinct]).reshape(len(distinct), -1)
        return rows[places.reshape(tokens.shape)]
