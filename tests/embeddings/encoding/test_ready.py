"""A small network that is made ready once, and taken from where it is kept."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.encoding.ready import ready_network
from embeddings.encoding.runtime import openvino

WIDTH = 64
ROWS = np.random.default_rng(17).normal(size=(3, WIDTH)).astype(np.float32)


class Made:
    """Makes a network, and counts how often it is asked to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Any:
        self.times += 1
        ops = openvino().opset13
        taken = ops.parameter([-1, WIDTH], np.float32)
        weights = np.random.default_rng(1).normal(size=(WIDTH, WIDTH)).astype(np.float32)
        return openvino().Model([ops.matmul(taken, weights, False, True)], [taken], "small")


def ready(made: Made, kept: Path | None, *made_of: str, hint: str = "LATENCY", computed: str = "f32") -> Any:
    return ready_network(made, made_of or ("a", "b"), hint=hint, computed=computed, kept=kept)


def answer(network: Any) -> NDArray[np.float32]:
    request = network.create_infer_request()
    request.infer([ROWS])
    return np.array(request.get_output_tensor(0).data)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "models" / "small-f32.ready"


def test_it_is_made_once_and_answers_the_same_to_the_last_bit(kept: Path) -> None:
    made = Made()
    first = answer(ready(made, kept))
    again = ready(made, kept)
    gc.collect()  # what the network was taken from has to outlive whoever took it
    assert np.array_equal(answer(again), first)
    assert np.array_equal(answer(ready(made, kept, hint="THROUGHPUT")), first)
    assert made.times == 1
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    assert kept.stat().st_mode & 0o777 == 0o600


def test_where_nothing_is_kept_it_is_made_each_time() -> None:
    made = Made()
    assert np.array_equal(answer(ready(made, None)), answer(ready(made, None)))
    assert made.times == 2


@pytest.mark.parametrize("other", [{"made_of": ("a", "c")}, {"made_of": ("a",)}, {"computed": "bf16"}])
def test_of_anything_else_it_is_made_anew_and_kept_instead(kept: Path, other: dict[str, Any]) -> None:
    made, (*made_of,) = Made(), other.pop("made_of", ("a", "b"))
    ready(made, kept)
    ready(made, kept, *made_of, **other)
    assert made.times == 2
    ready(made, kept, *made_of, **other)
    assert made.times == 2
    ready(made, kept)
    assert made.times == 3


def test_on_another_processor_it_is_made_anew(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Made()
    ready(made, kept)
    monkeypatch.setattr("embeddings.encoding.ready._PROCESSOR", ("FULL_DEVICE_NAME", "NUM_STREAMS"))
    ready(made, kept)
    assert made.times == 2


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"short",
        lambda content: content[:-1],
        lambda content: content + b"\0",
        lambda content: flipped(content, 0),
        lambda content: flipped(content, len(content) // 2),
        lambda content: flipped(content, len(content) - 1),
    ],
)
def test_a_damaged_one_is_made_anew(kept: Path, damage: Callable[[bytes], bytes]) -> None:
    made = Made()
    first = answer(ready(made, kept))
    kept.write_bytes(damage(kept.read_bytes()))
    assert np.array_equal(answer(ready(made, kept)), first)
    assert np.array_equal(answer(ready(made, kept)), first)
    assert made.times == 2


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file, where a folder is to be", encoding="utf-8")
    made = Made()
    assert answer(ready(made, tmp_path / "models" / "small.ready")).shape == (3, WIDTH)
    assert made.times == 1
    assert [path.name for path in tmp_path.iterdir()] == ["models"]
