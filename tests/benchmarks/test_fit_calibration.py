"""The fit of confidence, from its command to the file that ships."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import fit_across, fit_calibration, sets
from bot.answering import confidence
from embeddings.encoding.hashing import NAME, HashingEncoder


def test_from_the_command_to_the_file(
    asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Path(shutil.copy(confidence.CALIBRATIONS, "calibration.json"))
    before = json.loads(kept.read_text(encoding="utf-8"))
    monkeypatch.setattr(fit_calibration, "CALIBRATIONS", kept)
    monkeypatch.setattr(sets, "PARTS", ((1, 2),))
    Path("others.jsonl").write_text(
        '{"id": "1", "question": "Who painted the ceiling of the opera?"}\n', encoding="utf-8"
    )
    argv = ["fit_calibration", f"{asked},others.jsonl", "--reader", "off", "--model", NAME]
    monkeypatch.setattr(sys, "argv", [*argv, "--dry-run"])
    fit_calibration.main()
    assert "AUROC of the confidence" in capsys.readouterr().out
    assert json.loads(kept.read_text(encoding="utf-8")) == before
    monkeypatch.setattr(sys, "argv", argv)
    fit_calibration.main()
    after = json.loads(kept.read_text(encoding="utf-8"))
    (fitted,) = (one for one in after if one not in before)
    assert fitted["encoder"] == HashingEncoder().spec.digest
    assert fitted["fitted_on"].startswith("4 questions of ")
    assert "foreign_dense" in fitted["answerable"]["weights"]  # two of the questions are in another language
    assert [one for one in after if one is not fitted] == [one for one in before if one in after]
    assert after[-1] == before[-1]  # for any encoder


def test_across_languages_alone(
    asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Path(shutil.copy(confidence.CALIBRATIONS, "calibration.json"))
    (mine,) = (one for one in confidence.default_calibrations() if one.encoder is None and one.reader is None)
    before = [replace(mine, encoder=HashingEncoder().spec.digest), *confidence.default_calibrations()]
    monkeypatch.setattr(fit_across, "CALIBRATIONS", kept)
    monkeypatch.setattr(fit_across, "default_calibrations", lambda: before)
    monkeypatch.setattr(fit_across, "PARTS", ((1, 2),))
    monkeypatch.setattr(sys, "argv", ["fit_across", asked, "--model", NAME])
    fit_across.main()
    assert "across languages, left out" in capsys.readouterr().out
    fitted, *others = json.loads(kept.read_text(encoding="utf-8"))
    assert fitted["across"] is not None
    changed = {
        name for name, weight in fitted["answerable"]["weights"].items() if weight != mine.answerable.weights.get(name)
    }
    assert changed == {*fit_calibration.ACROSS}
    assert len(others) == len(before) - 1
