"""A model-free encoder: words hashed into a vector. For trying things out and for tests, not for answering well.

Each word adds one to the component that its CRC-32 picks (feature hashing, Weinberger et al. 2009, without
the sign), so that the cosine of two texts is the cosine of their word counts and can be worked out by hand.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

import numpy as np

from embeddings.encoding.encoder import EncoderSpec, Matrix, Progress, Vector, no_progress, unit

NAME = "hashing"
_DIMENSION = 1024
_WORD = re.compile(r"\w+")


class HashingEncoder:
    """Text -> unit vectors of 1,024 components, without a model."""

    spec = EncoderSpec(model=NAME, revision="1", digest="crc32-1024", dimension=_DIMENSION)

    def encode_query(self, text: str) -> Vector:
        """Return one unit vector, shape (1024,), float32."""
        counts = np.zeros(_DIMENSION, dtype=np.float32)
        for word in _WORD.findall(text.lower()):
            counts[zlib.crc32(word.encode()) % _DIMENSION] += 1
        return unit(counts)

    def encode_sentence(self, text: str) -> Vector:
        """Return the unit vector of a short passage, shape (1024,), float32."""
        return self.encode_query(text)

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        """Return unit vectors, shape (number of texts, 1024), float32."""
        rows = [self.encode_query(text) for text in texts]
        progress(len(rows))
        return np.array(rows, dtype=np.float32).reshape(-1, _DIMENSION)
