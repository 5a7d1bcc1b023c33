from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file

from embeddings.comprehension.weights import CARD, FOLDER, WEIGHTS, Card, in_8_bits, read_weights, write_card
from embeddings.errors import ModelError
from embeddings.files import file_digest

NAME = "trunk.encoder.layer.0.output.dense"


def test_matrices_of_the_layers_are_kept_in_8_bits() -> None:
    tensors: dict[str, NDArray[Any]] = {
        f"{NAME}.weight": np.array([[1.27, -0.5], [0.0, -2.54]], dtype=np.float32),
        f"{NAME}.bias": np.array([0.25, 4.0], dtype=np.float16),
        "spans.weight": np.array([[0.1, 0.2]], dtype=np.float32),
    }
    found = in_8_bits(tensors)
    assert found[f"{NAME}.weight"].tolist() == [[127, -50], [0, -127]]
    assert found[f"{NAME}.scale"] == pytest.approx([0.01, 0.02])
    assert found[f"{NAME}.bias"].tolist() == [0.25, 4.0]
    assert {found[name].dtype for name in (f"{NAME}.bias", "spans.weight")} == {np.dtype(np.float32)}


def written(folder: Path) -> None:
    save_file({"a": np.arange(3, dtype=np.int8)}, folder / WEIGHTS)
    card = Card(file_digest(folder / WEIGHTS), "words", 1, 2, "python", {"a": "b"}, {}, {}, ("none",))
    (folder / CARD).write_bytes(write_card(card))


def test_a_card_and_its_weights(tmp_path: Path) -> None:
    written(tmp_path)
    card, tensors = read_weights(tmp_path)
    assert (card.words, card.layers, card.heads, card.limits) == ("words", 1, 2, ("none",))
    assert tensors["a"].tolist() == [0, 1, 2]


def test_what_is_missing_or_changed_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"can't be read \(FileNotFoundError\)\. Reinstall Onrecord\.$"):
        read_weights(tmp_path)
    written(tmp_path)
    with (tmp_path / WEIGHTS).open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x07")
    with pytest.raises(ModelError, match=rf"{WEIGHTS} in .* is not the file of its card \(SHA-256 .*…, expected"):
        read_weights(tmp_path)
    (tmp_path / CARD).write_text(json.dumps({"digest": "a"}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"can't be read \(ValidationError\)"):
        read_weights(tmp_path)


def test_what_ships_is_whole_and_says_where_it_comes_from() -> None:
    card, tensors = read_weights(FOLDER)
    assert (FOLDER / WEIGHTS).stat().st_size < 25_000_000
    assert card.licences
    assert card.trained_on
    assert not {name for name in tensors if "word_embeddings" in name}
    assert not {name for name in (*card.trained_on, card.command) if name.startswith("/") or " /" in name}
