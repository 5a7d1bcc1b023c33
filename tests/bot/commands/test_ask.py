from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.commands.ask import ask_file, ask_one
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.errors import QuestionError, SnapshotError, UsageError

ANSWERED, UNKNOWN = "Who denied that the bridge would be pulled down?", "Quantum chromodynamics?"


@pytest.fixture
def settings(library: Path) -> Settings:
    return Settings(data=library, model=NAME)


@pytest.mark.parametrize(("question", "answered"), [(ANSWERED, True), (UNKNOWN, False)])
@pytest.mark.parametrize("json_", [False, True])
def test_it_tells_whether_there_was_an_answer(
    settings: Settings, capsys: pytest.CaptureFixture[str], question: str, *, answered: bool, json_: bool
) -> None:
    assert ask_one(settings, question, json=json_) == answered
    out = capsys.readouterr().out
    if json_:
        assert (json.loads(out)["outcome"] == "answered") == answered
        assert "why" not in json.loads(out)
    else:
        assert out.startswith("Not on record: ") != answered


@pytest.mark.parametrize(("name", "value"), [("ONRECORD_LANGUAGE", "es"), ("LC_ALL", "es_MX.UTF-8")])
def test_the_terminal_speaks_a_language_and_json_is_the_same(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    asked = (UNKNOWN, "What documents do you have?")
    english = []
    for question in asked:
        ask_one(Settings(data=library, model=NAME), question, json=True)
        english.append(json.loads(capsys.readouterr().out) | {"timing_ms": 0})
    monkeypatch.setenv(name, value)
    for question, row, words in zip(asked, english, ("No consta: ", "4 documentos, índice del "), strict=True):
        ask_one(Settings(data=library, model=NAME), question, json=False)
        assert capsys.readouterr().out.startswith(words)
        ask_one(Settings(data=library, model=NAME), question, json=True)
        assert json.loads(capsys.readouterr().out) | {"timing_ms": 0} == row


def test_why_is_told_below_the_answer_or_in_the_row(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    ask_one(settings, ANSWERED, json=False, why=True)
    answer, _, why = capsys.readouterr().out.partition("\n\noutcome answered")
    assert "Mayor Ines Falk denied" in answer
    assert "confidence" in why
    ask_one(settings, ANSWERED, json=True, why=True)
    assert json.loads(capsys.readouterr().out)["why"]["outcome"] == "answered"


def test_quotes_are_cited_alone(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask_one(settings, ANSWERED, json=False, style="apa")
    cited = capsys.readouterr().out
    assert "(Ines Falk, as cited in Ruth Okafor, 2020, para. " in cited
    assert "[1]" not in cited
    assert not ask_one(settings, UNKNOWN, json=False, style="apa")
    assert capsys.readouterr().out.startswith("Not on record: ")


def test_a_bad_question_is_refused_before_anything_is_opened(tmp_path: Path) -> None:
    nothing = Settings(data=tmp_path / "nothing", model=NAME)
    with pytest.raises(QuestionError):
        ask_one(nothing, " ", json=True)
    with pytest.raises(UsageError):
        ask_file(nothing, tmp_path / "questions.jsonl")
    with pytest.raises(SnapshotError):
        ask_one(nothing, ANSWERED, json=True)


def test_a_row_a_question_each_with_its_id(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": 7, "question": UNKNOWN}, {"id": None, "question": ANSWERED}]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ask_file(settings, path)
    answers = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert [(one["id"], one["outcome"]) for one in answers] == [(7, "not_on_record"), (None, "answered")]
