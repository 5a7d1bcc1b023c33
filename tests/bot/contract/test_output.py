from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.contract.output import as_json
from bot.contract.rows import QuestionRow, read_questions
from bot.responder import Responder
from bot.types import Answer
from embeddings.errors import UsageError
from embeddings.types import Speaker, Statement

KEYS = ["id", "question", "outcome", "reason", "confidence", "quotes", "citations", "snapshot", "timing_ms"]
CITATION = ["number", "paragraph", "page", "ocr", "document", "passage", "scores", "also_in"]
DOCUMENT = ["id", "title", "publisher", "author", "date", "url", "path", "language"]
QUESTION = "Who denied that the bridge would be pulled down?"


def shape(citation: dict[str, Any]) -> list[list[str]]:
    return [[*citation], [*citation["document"]], [*citation["passage"]], [*citation["scores"]]]


SHAPE = [CITATION, DOCUMENT, ["id", "text", "start", "end"], ["dense", "keyword", "fused"]]


def test_answer(responder: Responder) -> None:
    row = json.loads(as_json(responder.respond(QUESTION), row_id="q1"))
    assert [*row] == KEYS
    assert (row["id"], row["question"], row["outcome"], row["reason"]) == ("q1", QUESTION, "answered", None)
    assert row["quotes"]
    assert all([*quote] == ["citation", "text", "start", "end", "speaker", "answer"] for quote in row["quotes"])
    assert all(shape(citation) == SHAPE for citation in row["citations"])
    citation = row["citations"][0]
    assert citation["document"] == {
        "id": "bridge.md",
        "title": "The bridge at Alder Creek",
        "publisher": "Alder Gazette",
        "author": "Ruth Okafor",
        "date": "2020-03-01",
        "url": "https://example.org/bridge?a=1&b=2",
        "path": "bridge.md",
        "language": "en",
    }
    assert (citation["number"], citation["paragraph"], citation["page"], citation["also_in"]) == (1, 1, None, [])
    assert row["snapshot"] == responder.snapshot.name
    assert [*row["timing_ms"]] == ["total"]
    assert row["timing_ms"]["total"] > 0


def test_not_on_record(responder: Responder) -> None:
    row = json.loads(as_json(responder.respond("Quantum chromodynamics?")))
    assert [*row] == [*KEYS[:-2], "nearest", *KEYS[-2:]]
    assert (row["id"], row["outcome"], row["reason"]) == (None, "not_on_record", "nothing_relevant")
    assert (row["quotes"], row["citations"]) == ([], [])
    assert len(row["nearest"]) == 3
    assert all(shape(citation) == SHAPE for citation in row["nearest"])


def test_speaker(responder: Responder) -> None:
    response = responder.respond(QUESTION)
    assert isinstance(response.outcome, Answer)
    said = Statement("bridge.md", ((0, 3),), Speaker("Ines Falk", "she", (5, 8), None), "said", (9, 13), "indirect")
    quotes = [replace(quote, statement=said) for quote in response.outcome.quotes]
    told = replace(response, outcome=replace(response.outcome, quotes=tuple(quotes)))
    speaker = json.loads(as_json(told))["quotes"][0]["speaker"]
    assert speaker == {"name": "Ines Falk", "as_written": "she", "role": None, "cue": "said", "kind": "indirect"}


def test_one_line_and_readable(responder: Responder) -> None:
    line = as_json(responder.respond("Where is the “bridge”\n of 東京?"), row_id="é")
    assert "\n" not in line
    assert "東京" in line
    assert '"id": "é"' in line


@pytest.mark.parametrize("row_id", [None, 7, 1.5, "x", ["a"], {"b": None}, True])
def test_id_is_handed_back_as_it_came(responder: Responder, row_id: object) -> None:
    assert json.loads(as_json(responder.respond("bridge"), row_id=row_id))["id"] == row_id


def test_questions_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(' {"id": 2, "question": "Who?", "more": 1}\r\n\n{"question": "Où?"}\n', encoding="utf-8")
    assert read_questions(path) == [QuestionRow(2, "Who?"), QuestionRow(None, "Où?")]


def test_no_questions(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").touch()
    assert read_questions(tmp_path / "q.jsonl") == []


@pytest.mark.parametrize("bad", ["{", "[" * 100_000])
def test_question_row_that_is_not_json(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(f'{{"question": "Who?"}}\n{bad}\n')
    with pytest.raises(UsageError) as caught:
        read_questions(path)
    assert str(caught.value) == (
        f'{path}, line 2: is not JSON; rows of the form {{"id": …, "question": "…"}} were expected'
    )


@pytest.mark.parametrize(
    "bad", ['{"id": 1}', '{"question": 5}', '{"question": " "}', '["question"]', '"question"', "5"]
)
def test_question_row_without_a_question(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(bad)
    with pytest.raises(UsageError) as caught:
        read_questions(path)
    assert str(caught.value) == (
        f'{path}, line 1: holds no "question"; rows of the form {{"id": …, "question": "…"}} were expected'
    )


def test_questions_file_that_can_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    with pytest.raises(UsageError, match=r"q\.jsonl can't be read: .*No such file or directory"):
        read_questions(path)
    path.write_bytes(b"\xff")
    with pytest.raises(UsageError, match=r"q\.jsonl can't be read: .*codec can't decode byte 0xff"):
        read_questions(path)
    with pytest.raises(UsageError, match=r"can't be read: .*Is a directory"):
        read_questions(tmp_path)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_rows_end_at_line_ends_only(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(f'{{"question": "Who{sign}?"}}\n{{"question": "When?"}}'.encode())
    assert [row.question[:3] for row in read_questions(path)] == ["Who", "Whe"]


def test_byte_order_mark_before_the_questions(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('\ufeff{"question": "Who?"}', encoding="utf-8")
    assert read_questions(path) == [QuestionRow(None, "Who?")]


def test_question_row_with_a_number_beyond_all_measure(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(f'{{"id": {"1" * 5000}, "question": "Who?"}}')
    with pytest.raises(UsageError, match=r"line 1: is not JSON"):
        read_questions(path)


@pytest.mark.parametrize("question", ["x" * 3000, "who \ud800"])
def test_question_that_can_not_be_asked_is_named_before_anything_is_answered(tmp_path: Path, question: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(json.dumps({"question": one}) for one in ("Who?", question)))
    with pytest.raises(UsageError, match=r"q\.jsonl, line 2: "):
        read_questions(path)
