"""Which passages come nearest to a question, by words and by meaning: where hard negatives are looked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.encoding.encoder import Encoder

_STRETCH = 512


def nearest_by_words(questions: Sequence[str], passages: Sequence[str], count: int) -> NDArray[np.int64]:
    """Return the nearest passages of each question, shape (questions, count), by tf-idf."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit(passages)
    found, asked = words.transform(passages).T.tocsc(), words.transform(questions)
    rows = [(asked[at : at + _STRETCH] @ found).toarray() for at in range(0, len(questions), _STRETCH)]
    return np.concatenate([_best(part, count) for part in rows])


def nearest_by_meaning(
    encoder: Encoder, questions: Sequence[str], passages: Sequence[str], count: int
) -> NDArray[np.int64]:
    """Return the nearest passages of each question, shape (questions, count), by the encoder's cosine."""
    vectors = encoder.encode_passages(passages)
    asked = np.array([encoder.encode_query(question) for question in questions])
    return _best(asked @ vectors.T, count)


def _best(scores: NDArray[np.floating], count: int) -> NDArray[np.int64]:
    return np.argsort(-scores, axis=1, kind="stable")[:, :count]
