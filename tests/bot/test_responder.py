from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import Answer, NotOnRecord
from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.errors import QuestionError, SnapshotError
from embeddings.rebuild import rebuild
from tests.samples import LIBRARY, load_hashing, write_files

QUESTION = "Who denied that the bridge would be pulled down?"


def test_answered(responder: Responder) -> None:
    response = responder.respond(QUESTION)
    assert isinstance(response.outcome, Answer)
    assert response.outcome.question == QUESTION
    assert response.snapshot == responder.snapshot.name
    assert response.milliseconds > 0


def test_not_on_record(responder: Responder) -> None:
    assert isinstance(responder.respond("Quantum chromodynamics?").outcome, NotOnRecord)


@pytest.mark.parametrize("question", ["", " \n", "x" * 10_000])
def test_bad_question(responder: Responder, question: str) -> None:
    with pytest.raises(QuestionError):
        responder.respond(question)


@pytest.mark.parametrize(
    "question",
    [
        "😀",
        "\0",
        "؟أين الجسر",
        "\u202eegdirb",
        '"bridge" AND NOT (roof*) NEAR/2 title:x --',
        "'; DROP TABLE x",
        "x" * 2000,
    ],
)
def test_odd_questions_have_an_outcome(responder: Responder, question: str) -> None:
    assert responder.respond(question).outcome.question == question


def test_no_index_yet(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"yet\. Build it: onrecord rebuild$"):
        Responder(Settings(data=tmp_path, model=NAME))


def test_index_of_another_model(library: Path) -> None:
    with pytest.raises(SnapshotError, match=r"made by the model 'hashing', and ONRECORD_MODEL is 'all-MiniLM-L6-v2'"):
        Responder(Settings(data=library))


def test_index_of_another_build_of_the_model(tmp_path: Path) -> None:
    class Older(HashingEncoder):
        spec = replace(HashingEncoder.spec, digest="0123456789abcdef")

    rebuild(write_files(tmp_path / "seeds", LIBRARY), tmp_path / "data", model=NAME, load=lambda _: Older())
    with pytest.raises(SnapshotError) as caught:
        Responder(Settings(data=tmp_path / "data", model=NAME))
    assert str(caught.value) == (
        "The index was made by another build of the model 'hashing' (weights 0123456789ab, now crc32-1024). "
        "Build it anew: onrecord rebuild --full"
    )


def test_empty_library(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    rebuild(tmp_path / "seeds", tmp_path / "data", model=NAME, load=load_hashing)
    responder = Responder(Settings(data=tmp_path / "data", model=NAME))
    assert responder.respond("Who?").outcome == NotOnRecord("Who?", 0.0, "empty_index", ())
    responder.close()


def test_a_rebuild_does_not_disturb_who_is_answering(tmp_path: Path) -> None:
    seeds, data = write_files(tmp_path / "seeds", LIBRARY), tmp_path / "data"
    rebuild(seeds, data, model=NAME, load=load_hashing)
    responder = Responder(Settings(data=data, model=NAME))
    before = responder.respond(QUESTION)
    (seeds / "bridge.md").unlink()
    rebuild(seeds, data, model=NAME, load=load_hashing)
    assert responder.respond(QUESTION).outcome == before.outcome
    responder.close()


def test_threads_share_a_responder(responder: Responder) -> None:
    questions = [QUESTION, "When did rain come through the roof?", "When does the ferry to Oster sail?"] * 20
    alone = {question: responder.respond(question).outcome for question in questions}
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda question: responder.respond(question).outcome, questions))
    assert outcomes == [alone[question] for question in questions]
