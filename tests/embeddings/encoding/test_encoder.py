"""The real models: the default one, loaded once, and a tiny one that is made on the spot, with random weights."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.encoder import Encoder, SentenceTransformersEncoder, unit
from embeddings.errors import ModelError
from tests.models import WIDTH, make_tiny_model

PROMPTS = {"query": "asked: ", "document": "shown: "}


@pytest.fixture(scope="module")
def default(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return SentenceTransformersEncoder(DEFAULT_MODEL, tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(make_tiny_model(tmp_path_factory.mktemp("tiny"), prompts=PROMPTS))


@pytest.fixture(scope="module")
def tiny(tiny_folder: Path) -> Encoder:
    return SentenceTransformersEncoder(str(tiny_folder), tiny_folder)


def test_unit() -> None:
    assert unit([[3, 4], [0, 0]]) == pytest.approx(np.array([[0.6, 0.8], [0, 0]]))
    assert unit([0, 2]).dtype == np.float32


def test_default_model(default: Encoder) -> None:
    assert (default.spec.model, default.spec.dimension) == ("all-MiniLM-L6-v2", 384)
    assert (default.spec.query_prompt, default.spec.passage_prompt) == ("", "")
    assert len(default.spec.digest) == 64


def test_default_model_likens_what_means_the_same(default: Encoder) -> None:
    passages = default.encode_passages(["The bridge was shut.", "She sang in a choir."])
    near, far = passages @ default.encode_query("Which crossing was closed?")
    assert near > far + 0.2


def test_vectors_are_units_of_float32(default: Encoder) -> None:
    query, passages = default.encode_query("Who?"), default.encode_passages(["", "😀", "word " * 3000])
    assert (query.shape, query.dtype.name, passages.shape, passages.dtype.name) == (
        *((384,), "float32"),
        *((3, 384), "float32"),
    )
    assert np.linalg.norm([query, *passages], axis=1) == pytest.approx(1.0, abs=1e-5)


def test_any_model_by_its_folder(tiny: Encoder, tiny_folder: Path) -> None:
    assert (tiny.spec.model, tiny.spec.dimension) == (str(tiny_folder), WIDTH)
    assert (tiny.spec.query_prompt, tiny.spec.passage_prompt) == ("asked: ", "shown: ")


def test_prompts_are_put_before_the_text(tiny: Encoder, tiny_folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(tiny_folder), device="cpu")
    asked, shown, bare = (
        unit(model.encode(f"{prompt}amber birch", prompt="", show_progress_bar=False))
        for prompt in ("asked: ", "shown: ", "")
    )
    assert tiny.encode_query("amber birch") == pytest.approx(asked, abs=1e-5)
    assert tiny.encode_passages(["amber birch"])[0] == pytest.approx(shown, abs=1e-5)
    assert float(np.abs(asked - shown).max()) > 1e-3
    assert float(np.abs(asked - bare).max()) > 1e-3


def test_batches_by_length_keep_the_order(tiny: Encoder) -> None:
    texts = ["abcd"[number % 4] * (1 + number % 7) for number in range(40)]
    told: list[int] = []
    together = tiny.encode_passages(texts, told.append)
    alone = np.stack([tiny.encode_passages([text])[0] for text in texts])
    assert together == pytest.approx(alone, abs=1e-5)
    assert told == [32, 8]
    assert tiny.encode_passages([]).shape == (0, WIDTH)


def test_digest_is_that_of_the_weights(tiny: Encoder, tiny_folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tiny_folder, tmp_path / "copy")
    assert SentenceTransformersEncoder(str(copy), tmp_path).spec.digest == tiny.spec.digest
    weights = copy / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert SentenceTransformersEncoder(str(copy), tmp_path).spec.digest != tiny.spec.digest


@pytest.mark.parametrize("name", ["nobody/nothing", "./nowhere/model", "x y"])
def test_unknown_model_is_named_without_a_network(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        SentenceTransformersEncoder(name, tmp_path)
    assert str(caught.value).startswith(f"The model {name!r} can't be loaded (")
    assert str(caught.value).endswith(
        "). ONRECORD_MODEL takes the name of a sentence-transformers model or a folder that holds one; unset it for "
        "all-MiniLM-L6-v2."
    )
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", ["{}", "[", '[{"idx": 0, "name": "0", "path": "", "type": "os.path.join"}]'])
def test_folder_of_something_else_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text(content)
    with pytest.raises(ModelError, match="can't be loaded"):
        SentenceTransformersEncoder(str(tmp_path), tmp_path)


def test_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"can't be loaded \(Unrecognized model in"):
        SentenceTransformersEncoder(str(tmp_path), tmp_path)
