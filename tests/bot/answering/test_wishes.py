"""What a question wishes of its answer, tried on a small library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.answering.wishes import ANY, wish_of
from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from tests.samples import write_files

FILES = {
    "reply.txt": "The reply\n\nRaman said that Raman was late.\n\nPriya Raman, who leads the opposition, came.",
    "ferry.txt": (
        "The ferry\n\nLars Holt retired as captain of the ferry.\n\nThe ferry is blue and old.\n\n"
        "Mia Brandt has been captain of the ferry since May."
    ),
    "body.txt": "The authority\n\nThe River Authority was founded in 1998.\n\nThe authority is led by Nora Quist.",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Iterator[Responder]:
    root = tmp_path_factory.mktemp("town")
    rebuild(write_files(root / "seeds", FILES), root / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=root / "data", model=NAME))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who is Priya Raman?", "Priya Raman, who leads the opposition, came."),
        ("Who leads the River Authority?", "The authority is led by Nora Quist."),
        ("Who is the director of the River Authority?", "The authority is led by Nora Quist."),
    ],
)
def test_who_is_asked_about_is_introduced(town: Responder, question: str, first: str) -> None:
    quotes = town.respond(question).outcome.quotes
    assert first in quotes[0].text


@pytest.mark.parametrize(
    ("question", "first"),
    [("Who is the captain of the ferry?", "Mia Brandt"), ("Who was the captain of the ferry?", "Lars Holt")],
)
def test_who_retired_holds_no_office(town: Responder, question: str, first: str) -> None:
    assert first in town.respond(question).outcome.quotes[0].text


def test_nobody_else_is_who_is_asked_about(town: Responder) -> None:
    assert town.respond("Who is Omar Quill?").outcome.quotes == ()


def test_other_questions_wish_for_nothing(town: Responder) -> None:
    assert wish_of(town.find("When was the River Authority founded?")) is ANY


def test_where_no_text_has_the_office_nobody_holds_it(town: Responder) -> None:
    assert town.respond("Who is the mayor of the River Authority?").outcome.quotes == ()
