"""The fit of ranking and quotes, from its command to the files that ship."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from benchmarks import fit_ranking
from bot.answering import quotes
from embeddings.encoding.hashing import NAME
from embeddings.search import fusion


def test_from_the_command_to_the_files(
    asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {}
    for module in (fusion, quotes):
        kept = Path(shutil.copy(module.WEIGHTS, module.WEIGHTS.name))
        monkeypatch.setattr(module, "WEIGHTS", kept)
        before[kept] = json.loads(kept.read_text(encoding="utf-8"))
    monkeypatch.setattr(sys, "argv", ["fit_ranking", asked, "--reader", "off", "--cross-validate"])
    fit_ranking.main()
    assert "left out, 3 questions" in capsys.readouterr().out
    assert all(json.loads(path.read_text(encoding="utf-8")) == tables for path, tables in before.items())
    monkeypatch.setattr(sys, "argv", ["fit_ranking", asked, "--reader", "off"])
    fit_ranking.main()
    assert "fitted on, 3 questions: relevant document first" in capsys.readouterr().out
    for path, tables in before.items():
        written = json.loads(path.read_text(encoding="utf-8"))
        assert written[NAME]["fitted_on"].startswith("3 of ")
        assert {name: table for name, table in written.items() if name != NAME} == {
            name: table for name, table in tables.items() if name != NAME
        }
        assert {*written[NAME]["weights"]} >= {*tables["all-MiniLM-L6-v2"]["weights"]}
