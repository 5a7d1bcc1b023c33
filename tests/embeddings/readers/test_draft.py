from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from embeddings.readers.draft import Draft, draft_from
from embeddings.types import Part, WrittenTurn

FULL = Draft(
    "Ann: No.",
    {"title": "No"},
    {"title": "front matter"},
    key="#1",
    identity="x",
    body_start=1,
    pages=(0, 4),
    turns=(WrittenTurn((0, 3), ((5, 8),)),),
    question=True,
    message="7",
    line=3,
    parts=(Part("item", 5, 8, level=2),),
    left_out=("1 comment",),
)


@pytest.mark.parametrize("draft", [FULL, Draft("")])
def test_a_draft_travels_as_json(draft: Draft) -> None:
    assert draft_from(json.loads(json.dumps(asdict(draft)))) == draft


@pytest.mark.parametrize(
    "change",
    [
        {"turns": [{"writer": [0], "words": []}]},
        {"turns": [{"writer": [0, "x"], "words": []}]},
        {"turns": [{"words": []}]},
        {"parts": [{"kind": "item"}]},
        {"pages": None},
        {"unknown": 1},
    ],
)
def test_what_is_no_draft_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        draft_from(asdict(FULL) | change)
