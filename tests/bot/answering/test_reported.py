"""Whose words answer who said it, and what somebody said: a small library in which others speak, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.render import to_text
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer, NotOnRecord
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from tests.samples import write_files

PIER = """The pier of Velm

Opponents: The pier is too long. It will spoil the beach.

The architect Vera Lund said the pier would be finished in two years.

It is not true that Mayor Pratt said the pier would rot.

Present at the hearing were Edith Marlow and twenty others.
"""
FERRY = """The ferry of Velm

Ole Brand said that the ferry was late. Ida Falk disagreed. Rosa Lind called on Brand to resign over the ferry.

The company runs two ferries. Hanna Berg, its chief executive, said the complaints were hurtful.
"""

HALL = """The hall of Velm

Ole Lind wants to sell the hall of Velm to a brewer. Ida Falk accused Ole Lind of greed.

Ama Mensah rejected the plan. Otto Wick agreed with her.

CHAIR: Who wants to speak about the roof of the hall?

MARTA ROSS: I am against a new roof.

CHAIR: What would it cost?

PIET VANE: Two hundred crowns.

MARTA ROSS: Too much.
"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Iterator[Responder]:
    root = tmp_path_factory.mktemp("hall")
    rebuild(write_files(root / "seeds", {"hall.txt": HALL}), root / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=root / "data", model=NAME))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who opposed the sale of the hall of Velm?", "Ama Mensah rejected the plan."),
        ("Who agreed with Ama Mensah?", "Otto Wick agreed with her."),
        ("Who is against a new roof?", "I am against a new roof."),
    ],
)
def test_who_takes_a_side_is_told_by_words_that_do(hall: Responder, question: str, words: str) -> None:
    shown = told(hall, question)
    assert words in shown[0][1]
    assert all("wants to sell" not in text and "Falk" not in text for _, text in shown)


def test_who_answered_a_question_is_not_who_asked_it(hall: Responder) -> None:
    assert told(hall, "Who answered the question what it would cost?")[0] == ("Piet Vane", "Two hundred crowns.")


def test_who_did_what_nobody_did(hall: Responder) -> None:
    assert told(hall, "Who apologised?") == []
    assert told(hall, "Did Marta Ross apologise?") == []
    assert told(hall, "What did Ida Falk promise?") == []
    assert told(hall, "What did Ama Mensah reject?")[0] == ("Ama Mensah", "Ama Mensah rejected the plan.")


@pytest.fixture(scope="module")
def velm(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Iterator[Responder]:
    root = tmp_path_factory.mktemp("velm")
    seeds = write_files(root / "seeds", {"pier.txt": PIER, "ferry.txt": FERRY})
    rebuild(seeds, root / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=root / "data", model=NAME))) as opened:
        yield opened


def told(responder: Responder, *questions: str) -> list[tuple[str, str]]:
    """Return who speaks, and the words, in the answer to the last of some questions; nothing where it is refused."""
    turn = None
    for question in questions:
        response = responder.respond(question, turn)
        turn = response.turn
    return [("" if one.speaker is None else one.speaker.name, one.text) for one in response.outcome.quotes]


def test_who_said_it_is_nobody_else(velm: Responder) -> None:
    assert told(velm, "Who said that the pier is too long?") == [
        ("", "Opponents: The pier is too long. It will spoil the beach."),
    ] or told(velm, "Who said that the pier is too long?") == [("", "Opponents: The pier is too long.")]
    assert told(velm, "Who said that the pier would be finished in two years?")[0][0] == "Vera Lund"


def test_who_disagrees_with_somebody_is_not_they(velm: Responder) -> None:
    shown = told(velm, "Who disagrees with Ole Brand?")
    assert "Ida Falk disagreed." in shown[0][1]
    assert "Ole Brand" not in {speaker for speaker, _ in shown}


def test_who_called_on_somebody_is_not_they(velm: Responder) -> None:
    shown = told(velm, "Who called on Brand to resign over the ferry?")
    assert "called on Brand to resign" in shown[0][1]
    assert "Ole Brand" not in {speaker for speaker, _ in shown}


def test_what_tells_of_somebodys_words_is_shown_alone(velm: Responder) -> None:
    assert told(velm, "What did Mayor Pratt say about the pier?") == [
        ("", "It is not true that Mayor Pratt said the pier would rot.")
    ]


@pytest.mark.parametrize("question", ["What did Edith Marlow say about the pier?", "What did Edith Marlow say?"])
def test_who_only_was_there_said_nothing(velm: Responder, question: str) -> None:
    assert told(velm, question) == []


def test_who_else_spoke_of_it_is_named(velm: Responder) -> None:
    outcome = velm.respond("What did Edith Marlow say about the pier in two years?").outcome
    assert isinstance(outcome, NotOnRecord)
    assert outcome.silent == ("Edith Marlow",)
    assert outcome.others == ("Vera Lund",)
    first = to_text(outcome).splitlines()[0]
    assert first == ("Not on record: nothing by Edith Marlow answers that. Others who spoke of it: Vera Lund.")


def test_a_body_speaks_by_who_speaks_for_it(velm: Responder) -> None:
    assert told(velm, "What did the company say about the complaints?")[0][0] == "Hanna Berg"


def test_the_confidence_is_that_of_what_is_shown(velm: Responder) -> None:
    sure, unsure = (
        velm.respond(question).outcome
        for question in ("What did Vera Lund say about the pier?", "What did Vera Lund say about the pier in winter?")
    )
    assert isinstance(sure, Answer)
    assert sure.confidence > unsure.confidence
