"""The ranges within the reading model, from the command to the file that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import fit_int8
from embeddings.comprehension.comprehension import RANGES
from embeddings.comprehension.weights import read_weights
from embeddings.encoding.int8 import read_ranges


def test_from_the_command_to_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fit_int8, "WEIGHTS_FOLDER", tmp_path)
    monkeypatch.setattr(fit_int8, "PAIRS", 1)
    fit_int8.reader()
    assert capsys.readouterr().out.endswith(" questions\n")
    assert read_ranges(tmp_path / RANGES, read_weights()[0].digest)
