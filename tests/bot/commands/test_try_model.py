"""A model of another name is tried beside the live one; both are hashing, so that what they find is known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.commands.try_model import wrong_share
from bot.evaluation.bootstrap import Estimate
from bot.evaluation.evaluation import Evaluation
from bot.evaluation.figures import Figure
from bot.rebuilds.rebuilding import run_rebuild
from bot.settings import load_settings
from embeddings.encoding.encoder import Encoder, Matrix, Progress, Vector, no_progress, unit
from embeddings.encoding.hashing import HashingEncoder
from embeddings.errors import ModelError
from embeddings.library.manifest import read_manifest
from embeddings.library.snapshot import current_name
from embeddings.library.snapshots import list_snapshots
from embeddings.library.verdict import Check
from tests.bot.conftest import Ended, Run
from tests.samples import write_files

TOWNS = [f"{one}{other}" for one in ("Tarn", "Oster", "Alder", "Brem", "Col") for other in ("ham", "by", "ton", "ley")]
PAGES = {f"{town}.txt": f"News of {town}\n\nThe bridge at {town} was closed by Mayor {town[::-1]}." for town in TOWNS}
GOLDEN = {"question": "Who closed the bridge at Tarnham?", "answers": ["mahnraT"]}
NOT_HERE = {"question": "Who painted the moon?", "not_on_record": True}


class Other(HashingEncoder):
    """Another model: the same vectors the other way round."""

    spec = replace(HashingEncoder.spec, model="other", digest="other")
    built = 0

    def encode_query(self, text: str) -> Vector:
        """Return one unit vector, shape (1024,)."""
        return unit(super().encode_query(text)[::-1])

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        """Count what is embedded."""
        given = list(texts)
        Other.built += len(given)
        return super().encode_passages(given, progress)


def load(model: str, *_: object, **__: object) -> Encoder:
    return Other() if model == "other" else HashingEncoder()


@pytest.fixture
def onrecord(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands in a folder of its own whose documents are built by "hashing", with golden questions beside them."""
    monkeypatch.chdir(tmp_path)
    for place in ("bot.commands.try_model", "bot.rebuilds.rebuilding", "bot.responder"):
        monkeypatch.setattr(f"{place}.load_encoder", load)
    monkeypatch.setattr(Other, "built", 0)
    write_files(tmp_path / "seeds", PAGES)
    write_files(tmp_path, {"onrecord.toml": '# ours\nmodel = "hashing"\nseeds = "seeds"\n'})
    (tmp_path / "seeds" / "golden.jsonl").write_text(f"{json.dumps(GOLDEN)}\n{json.dumps(NOT_HERE)}\n")
    run_rebuild(load_settings(), full=False, strict=False)
    return run


def rows(path: Path, count: int, **more: Any) -> str:
    path.write_text("".join(f"{json.dumps({'question': f'Who sang at {place}?'} | more)}\n" for place in range(count)))
    return str(path)


def test_both_are_asked_and_the_live_one_stays(onrecord: Run) -> None:
    before = current_name(load_settings().data)
    ended = onrecord("try-model", "other")
    assert ended.code == 0
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert lines[0] == f"2 questions, 1 answerable and 1 not; snapshot {before}"
    assert any("model is 'other' instead of 'hashing'" in line for line in lines)
    assert lines[-3:] == ["0 worse", "0 better", "0 other"]
    assert "20 passages by other, beside the live index." in ended.err
    assert "Confidence is not fitted to the new model. There are 1 questions that can be answered and 1" in ended.err
    assert current_name(load_settings().data) == before
    assert [listed.name for listed in list_snapshots(load_settings().data)] == [before]
    assert "hashing stays live. Publish it: onrecord try-model other --publish" in ended.err


def test_as_json(onrecord: Run) -> None:
    row = json.loads(onrecord("try-model", "other", "--json").out)
    assert (row["settings"]["model"], row["compare"]["settings"]["model"]) == ("hashing", "other")
    assert row["compare"]["changes"] == []


def test_what_was_tried_is_published_without_being_embedded_again(onrecord: Run) -> None:
    before = current_name(load_settings().data)
    onrecord("try-model", "other")
    ended = onrecord("try-model", "other", "--publish")
    assert ended.code == 0
    assert Other.built == len(PAGES)
    settings = load_settings()
    assert Path("onrecord.toml").read_text() == '# ours\nseeds = "seeds"\nmodel = "other"\n'
    assert settings.model == "other"
    assert f"To go back: onrecord rollback {before}\n" in ended.err
    assert not (settings.data / "trial").exists()
    assert current_name(settings.data) != before
    assert before in {listed.name for listed in list_snapshots(settings.data)}
    assert onrecord("ask", GOLDEN["question"]).code == 0


def test_a_rollback_names_the_model_before_again_and_another_can_be_published_then(onrecord: Run) -> None:
    before = current_name(load_settings().data)
    onrecord("try-model", "other", "--publish")
    ended = onrecord("rollback")
    told = f"{before} is live. onrecord.toml says model = 'hashing' again; a bot that runs takes it up"
    assert (ended.code, ended.err.startswith(told)) == (0, True)
    assert load_settings().model == "hashing"
    assert onrecord("ask", GOLDEN["question"]).code == 0
    assert onrecord("rebuild").code == 0  # nothing changed
    refused = onrecord("try-model", "other", "--publish")
    assert "It brought the model 'other' alone. Go on with another one, or publish all the same:" in refused.err
    write_files(load_settings().seeds, {"Newton.txt": "News of Newton\n\nThe bridge at Newton is open."})
    assert onrecord("rebuild").code == 0


def test_a_rollback_tells_what_the_environment_should_say(onrecord: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    onrecord("try-model", "other", "--publish")
    monkeypatch.setenv("ONRECORD_MODEL", "other")
    told = onrecord("rollback").err
    assert "It was made by the model 'hashing', and can't be asked before that is set. ONRECORD_MODEL is set" in told
    assert load_settings().model == "other"


def test_confidence_is_fitted_where_there_are_questions_enough_and_is_published_with_it(
    onrecord: Run, tmp_path: Path
) -> None:
    questions = tmp_path / "questions.jsonl"
    asked = [
        {"question": f"Who closed the {what} at {town}?", "answers": [town[::-1]]}
        for town in TOWNS
        for what in ("bridge", "old bridge")
    ]
    questions.write_text("".join(f"{json.dumps(row)}\n" for row in asked))
    others = rows(tmp_path / "others.jsonl", 30)
    given = ("--questions", str(questions), "--unanswerable", others)
    ended = onrecord("try-model", "other", *given, "--publish")
    assert ended.code == 0
    settings = load_settings()
    calibration = read_manifest(settings.data / "index" / str(current_name(settings.data))).calibration
    assert calibration is not None
    assert (calibration.own, calibration.encoder) == (True, "other")
    assert calibration.fitted_on == "72 questions, by onrecord try-model"


def test_one_trial_is_kept_and_it_is_the_one_with_its_confidence(onrecord: Run, tmp_path: Path) -> None:
    asked = [{"question": f"Who closed the bridge at {town}?", "answers": [town[::-1]]} for town in TOWNS * 2]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("".join(f"{json.dumps(row)}\n" for row in asked))
    given = ("--questions", str(questions), "--unanswerable", rows(tmp_path / "others.jsonl", 30))
    for _ in range(2):
        assert onrecord("try-model", "other", *given).code == 0
    (kept,) = list_snapshots(load_settings().data / "trial")
    assert kept.manifest is not None
    assert kept.manifest.calibration is not None
    assert kept.manifest.calibration.own


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("hashing", "'hashing' is the model of the live index already. Name another one to compare with it."),
        (" ", "The name of a model is missing, as in: onrecord try-model multilingual-e5-small"),
        ("other", "There is no question to compare the models by. Name some (--questions FILE), write golden.jsonl "),
    ],
)
def test_what_can_t_be_compared_is_told(onrecord: Run, model: str, told: str) -> None:
    if model == "other":
        (load_settings().seeds / "golden.jsonl").unlink()
    ended = onrecord("try-model", model)
    assert ended.code == 2
    assert told in ended.complaint


def test_a_model_that_can_t_be_loaded_is_told_before_anything_is_asked(
    onrecord: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(model: str, *_: object, **__: object) -> Encoder:
        raise ModelError(f"The model {model!r} can't be loaded")

    monkeypatch.setattr("bot.commands.try_model.load_encoder", fail)
    monkeypatch.delattr("bot.commands.try_model.evaluate")
    ended = onrecord("try-model", "nowhere")
    assert (ended.code, ended.complaint) == (1, "The model 'nowhere' can't be loaded")
    assert not (load_settings().data / "trial").exists()


def test_a_setting_of_the_environment_is_not_written_over(onrecord: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "hashing")
    ended: Ended = onrecord("try-model", "other", "--publish")
    assert ended.complaint.startswith("ONRECORD_MODEL is set in the environment, which comes before onrecord.toml.")
    assert Other.built == 0


def test_what_the_gate_refuses_is_not_published(onrecord: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = current_name(load_settings().data)
    refused = Check("golden questions", False, "1 of 2 are answered rightly, the live index answers 2")
    monkeypatch.setattr("bot.rebuilds.gate.check_golden", lambda *_, **__: refused)
    ended = onrecord("try-model", "other", "--publish")
    assert ended.code == 1
    assert "Nothing was published, as the gate refused the new index:" in ended.err
    assert "onrecord rebuild --accept (with ONRECORD_MODEL=other). hashing stays live." in ended.err
    assert current_name(load_settings().data) == before
    assert load_settings().model == "hashing"


@pytest.mark.parametrize(("refused", "wrong"), [(0.8, 0.2), (1.0, 0.05), (None, 0.05)])
def test_the_trial_answers_as_many_of_the_unanswerable_as_the_live_index(refused: float | None, wrong: float) -> None:
    estimate = None if refused is None else Estimate(refused, refused, refused, np.array([refused]))
    figure = Figure("refused_unanswerable", "", "share", True, 10, estimate)
    assert wrong_share(Evaluation("live", {}, (), (figure,))) == pytest.approx(wrong)
