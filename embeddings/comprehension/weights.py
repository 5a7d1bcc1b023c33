"""The trained weights, as they lie beside this file: matrices in 8 bits, one scale a row, and the rest as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from embeddings.errors import ModelError
from embeddings.files import file_digest

CARD, WEIGHTS = "reader.json", "reader.safetensors"
FOLDER: Final = Path(__file__).parent
_MOST: Final = 127  # of 8 bits, with a sign

Tensors = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Card:
    """What the weights are. ``words`` is the packaged model whose word embeddings and word pieces they go with."""

    digest: str  # SHA-256 of the weights' file
    words: str
    layers: int
    heads: int
    command: str
    trained_on: dict[str, str]  # files with their digests
    licences: dict[str, str]
    figures: dict[str, str]
    limits: tuple[str, ...]
    languages: tuple[str, ...] = ("en",)  # that it was taught


class StoredTensors(Mapping[str, NDArray[Any]]):
    """The tensors of a file, each read when it is asked for: who has the network ready needs but two of them."""

    def __init__(self, path: Path) -> None:
        self._file = _opened(path)
        self._names = frozenset(self._file.keys())

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self._names:
            raise KeyError(name)
        found: NDArray[Any] = self._file.get_tensor(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._names))

    def __len__(self) -> int:
        return len(self._names)


def _opened(path: Path) -> Any:  # noqa: ANN401  the library has no types
    from safetensors import safe_open  # noqa: PLC0415

    return safe_open(path, framework="np")


def read_weights(folder: Path = FOLDER) -> tuple[Card, Tensors]:
    """Return the card and the tensors of a folder. Raises ModelError where one is missing or they don't agree."""
    card = read_card(folder)
    try:
        digest = file_digest(folder / WEIGHTS)
    except OSError as error:
        raise _unreadable(folder, error) from error
    if digest != card.digest:
        raise ModelError(
            f"{WEIGHTS} in {folder} is not the file of its card (SHA-256 {digest[:12]}…, expected "
            f"{card.digest[:12]}…). {_MEND}"
        )
    return card, StoredTensors(folder / WEIGHTS)


def read_card(folder: Path = FOLDER) -> Card:
    """Return the card of a folder alone. Raises ModelError where it can't be read."""
    try:
        return _CARD.validate_json((folder / CARD).read_bytes())
    except (OSError, ValidationError) as error:
        raise _unreadable(folder, error) from error


def _unreadable(folder: Path, error: Exception) -> ModelError:
    return ModelError(f"The reading model in {folder} can't be read ({type(error).__name__}). {_MEND}")


def in_8_bits(tensors: Tensors) -> dict[str, NDArray[Any]]:
    """Return the tensors with the matrices of the layers in 8 bits, each beside its scales; heads stay as they are."""
    found: dict[str, NDArray[Any]] = {}
    for name, tensor in tensors.items():
        if name.startswith("trunk.encoder.") and tensor.ndim == 2:
            scale = np.abs(tensor).max(axis=1) / _MOST
            found[name] = np.round(tensor / scale[:, None]).astype(np.int8)
            found[f"{name.removesuffix('weight')}scale"] = scale.astype(np.float32)
        else:
            found[name] = tensor.astype(np.float32)
    return found


_CARD = TypeAdapter(Card)
_MEND = "Reinstall Onrecord."


def write_card(card: Card) -> bytes:
    """Return a card as it lies beside the weights."""
    return _CARD.dump_json(card, indent=2) + b"\n"
