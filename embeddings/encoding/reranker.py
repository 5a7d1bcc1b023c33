"""Question and passage read together by a cross-encoder: slower than comparing vectors, and often a better judge.

A door to sentence_transformers beside the encoder's; it is imported only where a reranker is set.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import ModelError

_BATCH = 32


class Reranker(Protocol):
    """Scores passages for a question; only differences mean anything, and higher is better."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return one score a passage, shape (len(passages),)."""


class CrossEncoderReranker:
    """Any sentence-transformers CrossEncoder that gives one score a pair, by name or folder.

    Raises ModelError where it can't be loaded.
    """

    def __init__(self, model: str) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import CrossEncoder  # noqa: PLC0415  5 s and 420 MB
        from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

        disable_progress_bar()
        try:
            self._model = CrossEncoder(model, device="cpu")
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            first = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise ModelError(
                f"The reranker {model!r} can't be loaded ({first}). ONRECORD_RERANKER takes the name of a "
                "sentence-transformers CrossEncoder or a folder that holds one; unset it to do without."
            ) from error
        if self._model.num_labels != 1:
            raise ModelError(
                f"The reranker {model!r} gives {self._model.num_labels} scores a passage, and one was expected. Set "
                "ONRECORD_RERANKER to a CrossEncoder that was trained for ranking, or unset it to do without."
            )

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return one logit a passage, shape (len(passages),)."""
        from torch.nn import Identity  # noqa: PLC0415

        pairs = [(question, passage) for passage in passages]
        if not pairs:
            return np.zeros(0, dtype=np.float32)
        found = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False, activation_fn=Identity())
        return np.asarray(found, dtype=np.float32)


def load_reranker(model: str | None) -> Reranker | None:
    """Return the reranker of a name, None without one. Raises ModelError where it can't be loaded."""
    return None if model is None else CrossEncoderReranker(model)
