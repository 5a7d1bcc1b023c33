"""A question's vector, moved into the language of the passages that it is compared with.

A model of many languages puts the texts of each a little aside: a passage is likelier to be near a question of its own
language, whatever both are about. How far aside is known from the same questions in all languages (see
``benchmarks.fit_spoken``, which writes the files in ``means/``): the difference of their means is taken off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from embeddings.encoding.encoder import Matrix, Vector, unit

FOLDER = Path(__file__).with_name("means")


@cache
def means_of(model: str) -> Mapping[str, Vector]:
    """Return the mean vector of a language's questions, by its code; of most models nothing is known."""
    known = {path.name: path for path in FOLDER.glob("*.npz")}  # a model may have any name, and be a path itself
    if f"{model}.npz" not in known:
        return {}
    with np.load(known[f"{model}.npz"], allow_pickle=False) as means:
        return {language: means[language].astype(np.float32) for language in means.files}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A question's vector as it would be in other languages; ``language`` is its own, None where nothing tells."""

    vector: Vector
    language: str | None
    model: str

    def in_language(self, language: str | None) -> Vector:
        """Return the vector for passages in a language: the question's, where either is not known."""
        own, other = (means_of(self.model).get(code or "") for code in (self.language, language))
        if self.language == language or own is None or other is None:
            return self.vector
        return unit(self.vector + other - own)

    def likeness(self, vectors: Matrix, languages: list[str | None]) -> Vector:
        """Return the cosine of each of ``vectors``, shape (n, dimension), with the question in its language."""
        spoken = {language: self.in_language(language) for language in set(languages)}
        return np.array(
            [vector @ spoken[language] for vector, language in zip(vectors, languages, strict=True)], dtype=np.float32
        )


def commonness(model: str, vectors: Matrix, languages: list[str | None]) -> Vector:
    """Return how near each of ``vectors`` is to whatever is asked in its language; 0 where that is not known."""
    known = means_of(model)
    means = [known.get(code or "") for code in languages]
    likeness = [0.0 if mean is None else vector @ mean for vector, mean in zip(vectors, means, strict=True)]
    return np.array(likeness, dtype=np.float32)
