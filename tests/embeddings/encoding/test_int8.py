"""A small network in 8 bits, beside itself in full precision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings.encoding.int8 import FOLDER, Range, quantise, read_ranges, taken_by_products, write_ranges
from embeddings.encoding.packages import PACKAGES
from embeddings.encoding.runtime import openvino
from embeddings.errors import ModelError

WIDTH, INNER = 64, 128


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(5)


@pytest.fixture
def texts(chance: np.random.Generator) -> np.ndarray[Any, Any]:
    """Inputs as networks have them: channels far from nothing, and one that is far larger than the others."""
    values = chance.normal(size=(4, 16, WIDTH)) + chance.normal(size=WIDTH) * 3
    values[..., 7] = values[..., 7] * 0.1 + 40
    return values.astype(np.float32)


def network(*, seed: int = 3, bias: bool = True) -> Any:
    ops, chance = openvino().opset13, np.random.default_rng(seed)

    def linear(states: Any, width: int, rows: int) -> Any:
        weights = ops.constant((chance.normal(size=(rows, width)) / 8).astype(np.float32))
        product = ops.matmul(states, weights, False, True)
        return ops.add(product, chance.normal(size=rows).astype(np.float32)) if bias else product

    given = ops.parameter([-1, -1, WIDTH], np.float32, name="given")
    inner = ops.gelu(linear(given, WIDTH, INNER), "erf")
    return openvino().Model([linear(linear(inner, INNER, WIDTH), WIDTH, 2)], [given], "small")


def ranges(texts: np.ndarray[Any, Any]) -> list[Range]:
    watched = network()
    watched.add_outputs([taken.source for taken in taken_by_products(watched)])
    found = [value.reshape(-1, value.shape[-1]) for value in run(watched, texts)[1:]]
    return [Range(value.min(axis=0), value.max(axis=0), value.mean(axis=0)) for value in found]


def run(model: Any, texts: np.ndarray[Any, Any]) -> list[np.ndarray[Any, Any]]:
    compiled = openvino().Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return list(compiled(texts).values())


def test_in_8_bits_it_says_nearly_the_same(texts: np.ndarray[Any, Any]) -> None:
    exact = run(network(), texts)[0]
    changed = network()
    quantise(changed, ranges(texts))
    kinds = [node.get_type_name() for node in changed.get_ops()]
    assert kinds.count("FakeQuantize") == 2  # the last product has two rows, and stays as it was
    assert sum(node.get_element_type() == openvino().Type.i8 for node in changed.get_ops()) == 2
    error = np.abs(run(changed, texts)[0] - exact)
    assert 0 < error.mean() < 0.01 * exact.std()


def test_a_larger_number_than_ever_measured_is_cut_and_harms_no_other(texts: np.ndarray[Any, Any]) -> None:
    changed = network()
    quantise(changed, ranges(texts))
    wild = texts.copy()
    wild[0, 0, 3] = 1e6
    before, after = run(changed, texts)[0], run(changed, wild)[0]
    assert np.array_equal(before[1:], after[1:])
    assert np.isfinite(after).all()


def test_ranges_of_another_network_are_refused(texts: np.ndarray[Any, Any]) -> None:
    with pytest.raises(ModelError, match="products take 2 inputs that its ranges don't fit"):
        quantise(network(), ranges(texts)[:1])
    with pytest.raises(ModelError, match="products take 0 inputs that its ranges don't fit"):
        quantise(network(bias=False), ranges(texts))  # products that add nothing are left as they are


def test_ranges_are_kept_for_the_weights_they_are_of(tmp_path: Path, texts: np.ndarray[Any, Any]) -> None:
    path = tmp_path / "some.npz"
    measured = ranges(texts)
    write_ranges(path, "abc", measured)
    kept = read_ranges(path, "abc")
    assert kept is not None
    for one, other in zip(measured, kept, strict=True):
        for name in ("low", "high", "mean"):
            assert np.allclose(getattr(one, name), getattr(other, name), atol=0.02)
    assert read_ranges(path, "abd") is None
    assert read_ranges(tmp_path / "none.npz", "abc") is None
    path.write_bytes(b"PK damaged")
    with pytest.raises(ModelError, match=r"some\.npz can't be read \(\w+\)\. Reinstall Onrecord\."):
        read_ranges(path, "abc")


def test_there_are_ranges_of_packaged_models_only() -> None:
    assert {path.stem for path in FOLDER.glob("*.npz")} <= PACKAGES.keys()
