from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.contract.rows import QuestionRow, read_questions
from embeddings.errors import UsageError
from embeddings.search.query import QUESTION_CHARACTERS


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_rows_keep_their_order_and_ids(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeff{"id": "b", "question": "Who?"}\n\n{"question": "Why? \u2028 ok"}\r\n')
    assert read_questions(path) == [QuestionRow("b", "Who?"), QuestionRow(None, "Why? \u2028 ok")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("{", 'line 2: is not JSON; rows of the form {"id": …, "question": "…"} were expected'),
        ("[" * 100_000, "line 2: is not JSON"),
        ("1" * 5000, "line 2: is not JSON"),
        ("[]", 'line 2: holds no "question"'),
        ('{"id": 1}', 'line 2: holds no "question"'),
        ('{"question": 1}', 'line 2: holds no "question"'),
        ('{"question": " "}', 'line 2: holds no "question"'),
        (json.dumps({"question": "x" * (QUESTION_CHARACTERS + 1)}), "line 2: "),
    ],
)
def test_a_bad_row_is_named_before_anything_is_asked(tmp_path: Path, row: str, why: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_questions(written(tmp_path, f'{{"question": "Who?"}}\n{row}\n'))
    assert str(refused.value).startswith(f"{tmp_path / 'questions.jsonl'}, {why}")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"questions.jsonl can't be read: No such file"):
        read_questions(tmp_path / "questions.jsonl")
    with pytest.raises(UsageError, match=r"questions.jsonl can't be read: .*UTF-8 was expected"):
        read_questions(written(tmp_path, b"\xff\xfe"))
