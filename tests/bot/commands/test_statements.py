from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.commands.statements import print_statements, statement_line
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.errors import SnapshotError
from embeddings.library.snapshot import open_current
from embeddings.types import Statement


@pytest.fixture
def settings(speakers_library: Path) -> Settings:
    return Settings(data=speakers_library, model=NAME)


def test_json_has_the_keys_that_are_scored(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    print_statements(settings, json=True)
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    snapshot = open_current(settings.data)
    texts = {identity: document.text for identity, document in snapshot.store.documents().items()}
    snapshot.close()
    assert len(rows) == snapshot.manifest.statements
    for row in rows:
        assert list(row) == ["doc_id", "quote", "speaker", "speaker_text", "cue", "kind"]
        ((start, end),) = row["speaker"]
        assert texts[row["doc_id"]][start:end] == row["speaker_text"]
        assert all(texts[row["doc_id"]][first:last].strip() for first, last in row["quote"])
    assert rows[-1] | {"quote": []} == {
        "doc_id": "school.md",
        "quote": [],
        "speaker": rows[-1]["speaker"],
        "speaker_text": "Kofi Boateng",
        "cue": "said",
        "kind": "direct",
    }


def test_plain_lines(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    print_statements(settings, json=False)
    lines = capsys.readouterr().out.splitlines()
    assert "dam.md: Ama Mensah, Senator, denied: that the dam would flood the valley" in lines
    assert 'dam.md: Ama Mensah (“Mensah”), Senator, said: "We measured the river twice,"' in lines
    assert 'school.md: Kofi Boateng, said: "The roof is new,"' in lines


def test_a_statement_of_nobody_is_one_line() -> None:
    statement = Statement("d", ((0, 2), (3, 5)), None, None, None, "direct")
    assert statement_line(statement, "a\n\nb\x1b") == "d: (nobody is named): a … b\ufffd"


def test_no_index_yet(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"yet\. Build it: onrecord rebuild$"):
        print_statements(Settings(data=tmp_path, model=NAME), json=True)
