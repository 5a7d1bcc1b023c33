from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.feedback import case, run_feedback, summary
from bot.contract.output import as_json
from bot.evaluation.cases import read_cases
from bot.responder import Responder
from bot.settings import Settings
from bot.state.feedback import Feedback, Rated
from bot.state.shown import ShownAnswer
from bot.state.sqlite import NAME, SqliteDatabase
from embeddings.errors import UsageError

QUESTION = "Who closed the bridge at Alder Creek?"


def shown(responder: Responder, question: str = QUESTION, key: str = "k") -> ShownAnswer:
    response = responder.respond(question)
    return ShownAnswer(key, 5, 7, 8, question, as_json(response), response.snapshot)


def rated(responder: Responder, question: str = QUESTION, *, good: int = 0, bad: int = 0, **more: object) -> Rated:
    one = shown(responder, question)
    values = {"reasons": (), "remarks": (), **more}
    return Rated(one.key, one.question, one.answer, one.snapshot, good, bad, **values)  # type: ignore[arg-type]  # two


def test_a_good_answer_says_what_is_right(responder: Responder) -> None:
    row = case(rated(responder, good=2, bad=1))
    assert row["question"] == QUESTION
    assert "closed to lorries" in row["answers"][0]
    assert row["relevant"][0] == {"doc_id": "bridge.md"}
    assert "skip" not in row


def test_a_bad_answer_is_to_be_skipped_and_says_what_was_wrong(responder: Responder) -> None:
    row = case(rated(responder, bad=2, reasons=("speaker",), remarks=("The mayor!",)))
    assert row["skip"] == "judged bad: wrong speaker"
    assert "answers" not in row
    assert row["relevant"][0] == {"doc_id": "bridge.md", "label": "wrong"}
    assert row["feedback"] == {"good": 0, "bad": 2, "reasons": ("speaker",), "remarks": ("The mayor!",)}


def test_refusals(responder: Responder) -> None:
    france = "What is the capital of France?"
    right = case(rated(responder, france, good=1))
    assert right["answers"] == []
    assert "relevant" not in right
    assert case(rated(responder, france, bad=1))["skip"] == "judged bad: should not have been refused"


def test_a_question_that_leant_on_the_one_before_is_to_be_written_out(responder: Responder) -> None:
    row = case(rated(responder, good=1, about="the bridge"))
    assert row["skip"] == "leant on the question before: the bridge"
    assert row["answers"]


def test_what_nobody_decided_is_skipped(responder: Responder) -> None:
    assert case(rated(responder, good=1, bad=1))["skip"] == "judged good as often as bad"
    assert case(rated(responder, remarks=("Hm.",)))["skip"] == "only remarked on"
    assert case(rated(responder, bad=1))["skip"] == "judged bad"


def test_summary(responder: Responder) -> None:
    assert summary([]) == "Nobody has judged an answer yet."
    one = rated(responder, good=1, bad=2, reasons=("none", "none"), remarks=("Hm\x1b[1m",))
    assert summary([one, rated(responder, good=1)]) == (
        f"good 2, bad 2 (not an answer 2)\n- {QUESTION}: not an answer, not an answer, “Hm\ufffd[1m”"
    )


def test_what_is_exported_is_read_by_evaluate(
    responder: Responder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, file = tmp_path / "state", tmp_path / "cases.jsonl"
    database = SqliteDatabase(data)
    feedback = Feedback(database)
    feedback.vote(shown(responder), 1, "good")
    feedback.vote(shown(responder, "What is the capital of France?", "f"), 1, "good")
    feedback.vote(shown(responder, "Where did classes move?", "m"), 1, "bad", "source")
    database.close()
    monkeypatch.setenv("ONRECORD_DATA", str(data))
    result = CliRunner().invoke(app, ["feedback", "--export", str(file)])
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "good 2, bad 1 (wrong source 1)"
    cases = {one.id: one for one in read_cases(file)}
    assert (cases["k"].answerable, cases["f"].answerable) == (True, False)
    assert cases["k"].relevant == {"bridge.md": None}
    assert (cases["m"].skip, cases["m"].relevant) == ("judged bad: wrong source", {})
    assert all(json.loads(line)["snapshot"] == responder.snapshot.name for line in file.read_text().splitlines())


def test_no_state_is_made_to_say_that_there_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_feedback(Settings(data=tmp_path), None)
    assert capsys.readouterr().out == "Nobody has judged an answer yet.\n"
    assert not (tmp_path / NAME).exists()
    with pytest.raises(UsageError, match=r"out\.jsonl can't be written: No such file"):
        run_feedback(Settings(data=tmp_path), tmp_path / "none" / "out.jsonl")
