from __future__ import annotations

from pathlib import Path

import pytest

from bot.rebuilds.golden import Golden, is_right, read_golden
from bot.responder import Responder
from embeddings.errors import UsageError

BRIDGE = "Who denied that the bridge would be pulled down?"
FORM = '{"question": "…", "answers": ["…"]}, or "document": "…", or "not_on_record": true, was expected'


def written(folder: Path, *lines: str) -> Path:
    path = folder / "golden.jsonl"
    path.write_text("\n".join(lines))
    return path


def test_three_forms(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '{"question": "Who?", "answers": ["Ines Falk", "Falk"]}',
        '{"question": "Who?", "answers": "Falk", "note": "kept"}',
        "",
        '{"question": "Who?", "document": "bridge.md"}',
        '{"question": "Who?", "not_on_record": true}',
    )
    assert read_golden(path) == [
        Golden("Who?", ("Ines Falk", "Falk")),
        Golden("Who?", ("Falk",)),
        Golden("Who?", document="bridge.md"),
        Golden("Who?"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "{",
        "[]",
        '{"question": "Who?"}',
        '{"answers": ["x"]}',
        '{"question": 7, "answers": ["x"]}',
        '{"question": "Who?", "answers": []}',
        '{"question": "Who?", "answers": ["…"]}',
        '{"question": "Who?", "answers": [7]}',
        '{"question": "Who?", "not_on_record": false}',
        '{"question": "Who?", "document": ""}',
        '{"question": "Who?", "document": "a", "not_on_record": true}',
        '{"question": "Who?", "answers": ["x"], "document": "a"}',
        '{"question": "Who?", "answers": 7, "document": "a"}',
    ],
)
def test_a_row_of_no_form_is_refused_with_its_line(tmp_path: Path, row: str) -> None:
    path = written(tmp_path, '{"question": "Who?", "not_on_record": true}', row)
    with pytest.raises(UsageError) as caught:
        read_golden(path)
    assert str(caught.value) == f"{path}, line 2: {FORM}"


def test_a_question_that_can_not_be_asked(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"line 1: The question is empty"):
        read_golden(written(tmp_path, '{"question": " ", "not_on_record": true}'))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"golden\.jsonl can't be read"):
        read_golden(tmp_path / "golden.jsonl")


@pytest.mark.parametrize(
    ("golden", "right"),
    [
        (Golden(BRIDGE, ("Ines Falk",)), True),
        (Golden(BRIDGE, ("Ruth", "mayor ines falk")), True),
        (Golden(BRIDGE, ("Ruth",)), False),
        (Golden(BRIDGE, document="bridge.md"), True),
        (Golden(BRIDGE, document="roof.txt"), False),
        (Golden(BRIDGE), False),
        (Golden("Quantum chromodynamics?"), True),
        (Golden("Quantum chromodynamics?", ("quark",)), False),
        (Golden("Quantum chromodynamics?", document="roof.txt"), False),
    ],
)
def test_right_and_wrong(responder: Responder, golden: Golden, right: bool) -> None:
    assert is_right(golden, responder.respond(golden.question).outcome) == right
