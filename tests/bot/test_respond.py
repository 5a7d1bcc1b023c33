"""The read flow of one question after another, on a library that it is easy to misspell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from bot.questions.followup import Turn
from bot.respond import Response, respond
from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.rebuild import Recipe, rebuild
from tests.samples import load_hashing, write_files

FILES = {
    "keeper.txt": "The keeper\n\nGraham Whitlock keeps the lighthouse of Tarn. He said that it was built in 1822.",
    "ferry.txt": "The ferry\n\nMiriam Katz steers the ferry to Oster. She said that it runs on Sundays.",
    "private/secret.txt": "The chest\n\nOttokar Zimmermann hid the chest in the cellar of the mill.",
    "private/folder.toml": 'visibility = "private"\n',
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Responder]:
    root = tmp_path_factory.mktemp("harbour")
    rebuild(write_files(root / "seeds", FILES), root / "data", Recipe(NAME, load_hashing))
    with closing(Responder(Settings(data=root / "data", model=NAME))) as opened:
        yield opened


def asked(harbour: Responder, question: str, previous: Turn | None = None, *, private: bool = False) -> Response:
    with harbour.finding(private=private) as finder:
        return respond(finder, question, previous)


def test_a_slip_is_told_and_the_question_kept_as_it_was_typed(harbour: Responder) -> None:
    response = asked(harbour, "Who is Graham Witlock?")
    assert (response.about, response.outcome.question) == ("Graham Whitlock", "Who is Graham Witlock?")
    assert response.query is not None
    assert (response.query.typed, response.query.text) == ("Who is Graham Witlock?", "Who is Graham Whitlock?")


def test_a_question_with_a_slip_begins_a_topic_as_any_other(harbour: Responder) -> None:
    ferry = asked(harbour, "Who steers the ferry to Oster?").turn
    slip, right = (asked(harbour, f"Who is Graham {name}?", ferry) for name in ("Witlock", "Whitlock"))
    assert slip.turn == right.turn
    assert right.about is None


def test_what_is_told_is_what_the_question_leans_on_before_what_was_misspelt(harbour: Responder) -> None:
    ferry = asked(harbour, "Who steers the ferry to Oster?").turn
    assert (
        asked(harbour, "And when does it run on Sundys?", ferry).about
        == asked(harbour, "And when does it run on Sundays?", ferry).about
    )


def test_a_turn_on_what_may_not_be_seen_is_not_leant_on(harbour: Responder) -> None:
    turn = asked(harbour, "Who hid the chest?", private=True).turn
    assert turn is not None
    assert turn.documents
    assert asked(harbour, "What did he do?", turn, private=True).about is not None
    assert asked(harbour, "What did he do?", turn).about is None


def test_days_are_counted_from_today(harbour: Responder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.respond.today", lambda: date(2024, 5, 8))
    query = asked(harbour, "Who steered the ferry yesterday?").query
    assert query is not None
    assert str(query.when) == "2024-05-07"


def test_stages_take_no_longer_than_all(harbour: Responder) -> None:
    response = asked(harbour, "Who steers the ferry?")
    assert list(response.stages) == ["read", "find", "answer"]
    assert sum(response.stages.values()) == pytest.approx(response.milliseconds)
