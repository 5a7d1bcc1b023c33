"""The means of languages, from the command to the file that ships."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from benchmarks import fit_spoken
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.search import spoken


def test_from_the_command_to_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in (fit_spoken, spoken):
        monkeypatch.setattr(module, "FOLDER", tmp_path / "means")
    spoken.means_of.cache_clear()
    fit_spoken.main(tmp_path, NAME)
    asked = tomllib.loads(fit_spoken.QUESTIONS.read_text(encoding="utf-8"))
    assert capsys.readouterr().out == f"{len(asked)} languages of 12 questions each\n"
    means = spoken.means_of(NAME)
    spoken.means_of.cache_clear()
    assert {*means} == {*asked}
    expected = np.mean([HashingEncoder().encode_query(one) for one in asked["es"].splitlines()], axis=0)
    assert means["es"] == pytest.approx(expected, abs=1e-3)
