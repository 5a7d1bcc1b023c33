"""The documents that were written for the project: what they say of themselves is exact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parents[1].joinpath("benchmarks", "written").glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_answers_and_said_words_are_pieces_of_their_text(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) >= 80
    for row in rows:
        assert all(asked["answer"] in row["text"] for asked in row["questions"]), row["id"]
        assert all(said["words"] in row["text"] for said in row["said"]), row["id"]
        assert len(row["questions"]) >= 5 <= len(row["unanswerable"]), row["id"]


def test_there_are_eight() -> None:
    assert len(FILES) == 8
