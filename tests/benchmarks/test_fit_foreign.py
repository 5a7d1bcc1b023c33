"""The fit across languages, on a library of three documents whose right answers are known."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pytest

from benchmarks import fit_foreign
from embeddings.search import fusion


def test_only_the_weights_across_languages_change(asked: str) -> None:
    cases = fit_foreign._cases(f"{asked},3")
    before = dict.fromkeys(fusion.features(cases[0].found, cases[0].question["query"]), 0.5)
    options = argparse.Namespace(only=["foreign_dense", "foreign_names"], same=4.0)
    after = fit_foreign.fit_foreign(cases, before, options)
    assert {name for name in before if after[name] != before[name]} <= set(fit_foreign.FOREIGN)
    assert [after[name] for name in ("foreign", "foreign_chance", "foreign_common")] == [0, 0, 0]
    assert after["foreign_names"] > 0  # the names are all that these questions share with their documents
    assert all(fit_foreign.is_first(case, after) for case in cases)


def test_left_out_by_article_nothing_is_written(
    asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = fusion.WEIGHTS.read_bytes()
    table = json.loads(before)
    table["hashing"] = {"weights": dict(table["all-MiniLM-L6-v2"]["weights"])}
    kept = Path("fusion.json")
    kept.write_text(json.dumps(table), encoding="utf-8")
    monkeypatch.setattr(fusion, "WEIGHTS", kept)
    monkeypatch.setattr(sys, "argv", ["fit_foreign", asked, "--cross-validate"])
    fit_foreign.main()
    assert " of 3 " in capsys.readouterr().out
    assert json.loads(kept.read_text(encoding="utf-8")) == table
    monkeypatch.setattr(sys, "argv", ["fit_foreign", asked])
    fit_foreign.main()
    written = json.loads(kept.read_text(encoding="utf-8"))
    assert written["all-MiniLM-L6-v2"] == table["all-MiniLM-L6-v2"]
    assert written["hashing"] != table["hashing"]
