from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.hashing import NAME, HashingEncoder


def cosine(encoder: HashingEncoder, one: str, other: str) -> float:
    return float(encoder.encode_query(one) @ encoder.encode_query(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("amber birch", "Birch, amber!", 1.0),
        ("amber birch", "amber cedar", 0.5),
        ("amber", "amber amber amber birch", 3 / 10**0.5),
        ("amber", "birch", 0.0),
        ("", "amber", 0.0),
        ("😀", "😀", 0.0),
    ],
)
def test_cosine_is_that_of_word_counts(encoder: HashingEncoder, one: str, other: str, expected: float) -> None:
    assert cosine(encoder, one, other) == pytest.approx(expected, abs=1e-6)


def test_load_by_name(tmp_path: Path) -> None:
    encoder = load_encoder(NAME, tmp_path)
    assert isinstance(encoder, HashingEncoder)
    assert (encoder.spec.model, encoder.spec.dimension) == ("hashing", 1024)
    assert not list(tmp_path.iterdir())


def test_passages_are_encoded_as_queries_are_and_counted(encoder: HashingEncoder) -> None:
    told: list[int] = []
    matrix = encoder.encode_passages(["amber", "birch cedar"], told.append)
    assert (matrix.shape, matrix.dtype.name, told) == ((2, 1024), "float32", [2])
    assert np.array_equal(matrix[1], encoder.encode_query("birch cedar"))
    assert encoder.encode_passages([]).shape == (0, 1024)


@given(st.text())
def test_vectors_are_units_or_zero(text: str) -> None:
    length = float(np.linalg.norm(HashingEncoder().encode_query(text)))
    assert length == pytest.approx(1.0, abs=1e-5) or length == 0.0
