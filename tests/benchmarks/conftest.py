"""What the fits are tried on: a library of three documents whose right answers are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from tests.samples import write_files

ROWS = (
    ("¿Quién negó que el puente estaba cerrado, Rithy Sok?", "bridge"),
    ("¿Qué dijo Ama Mensah de la presa?", "dam"),
    ("Who said that the ferry sails at noon?", "ferry"),
)
TEXTS = {
    "bridge": "Rithy Sok, a senator, denied that the bridge had been closed.",
    "dam": "Senator Ama Mensah denied that the dam would flood the valley, and called for a survey.",
    "ferry": "The master of the ferry said that it sails at noon, whatever the weather is on the lake.",
}


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("ONRECORD_MODEL", NAME)
    seeds = write_files(tmp_path / "seeds", {f"{name}.md": f"{text}\n" for name, text in TEXTS.items()})
    rebuild(seeds, tmp_path / "data", Recipe(NAME, lambda _: HashingEncoder()))
    rows = [
        {"question": question, "answers": [TEXTS[name]], "relevant": [{"doc_id": f"{name}.md"}]}
        for question, name in ROWS
    ]
    (tmp_path / "questions.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return f"{tmp_path / 'data'}={tmp_path / 'questions.jsonl'}"
