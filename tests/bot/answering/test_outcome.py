"""The whole read flow after one another: each question is searched for once, and follow-ups go the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.answering import confidence
from bot.answering.confidence import default_calibration
from bot.answering.sentences import ReadPassage
from bot.answering.windows import Window, windows_of
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer, NotOnRecord
from embeddings.encoding.encoder import Vector
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.library.open_library import OpenLibrary
from embeddings.rebuild import Recipe, rebuild
from embeddings.search.allowed import Allowed, allowed_by
from embeddings.search.filters import Filters
from tests.samples import write_files

TALK = {
    "ole.txt": "The tram to Oster\n\nOle Brand said that the tram to Oster would run in May. He said it was paid for.",
    "rosa.txt": "The tram to Oster\n\nRosa Lind denied that the tram to Oster would run in May.",
    "price.txt": "The fare\n\nRosa Lind said that the fare of the tram would be two crowns.",
}


@pytest.fixture(scope="module")
def tram(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Iterator[Responder]:
    root = tmp_path_factory.mktemp("tram")
    rebuild(write_files(root / "seeds", TALK), root / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=root / "data", model=NAME))) as opened:
        yield opened


def speakers(responder: Responder, *questions: str) -> set[str]:
    """Return who speaks in the answer to the last of some questions that follow each other."""
    turn = None
    for question in questions:
        response = responder.respond(question, turn)
        turn = response.turn
    assert isinstance(response.outcome, Answer), response.outcome
    return {"" if quote.speaker is None else quote.speaker.name for quote in response.outcome.quotes}


@pytest.mark.parametrize(
    ("first", "second", "who"),
    [
        ("When will the tram to Oster run?", "What did Lind say about it?", {"Rosa Lind"}),
        ("When will the tram to Oster run?", "What did Ole Brand say about it?", {"Ole Brand"}),
        ("What did Lind say about the tram to Oster?", "What did she say about the fare?", {"Rosa Lind"}),
        ("What did Ole Brand say about the tram to Oster?", "Who denied it?", {"Rosa Lind"}),
        ("What did Ole Brand say about the tram to Oster?", "Who disagrees with him?", {"Rosa Lind"}),
        ("When will the tram to Oster run?", 'And why? from:"Rosa Lind"', {"Rosa Lind"}),
    ],
)
def test_a_follow_up_is_answered_by_whom_it_asks_about(tram: Responder, first: str, second: str, who: set[str]) -> None:
    assert speakers(tram, first, second) == who


@pytest.mark.parametrize(
    ("question", "searches"),
    [
        ("When will the tram run?", 1),
        ("Who denied that the tram would run?", 1),
        ("Who praised that the tram would run?", 1),  # nobody: it is answered as any question
        ("Who disagrees with Ole Brand about the tram?", 1),
        ("What did Zeus say about the tram?", 1),  # nobody knows him
        ("What did Rosa Lind say about the tram?", 2),
        ("What did Rosa Lind say about quantum chromodynamics?", 2),
        ('from:"Rosa Lind"', 2),
        ("tram in:Nowhere", 1),
    ],
)
def test_a_question_is_encoded_once_and_searched_for_once_or_twice(
    tram: Responder, question: str, searches: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []
    encoded: list[str] = []
    encode = type(tram.encoder).encode_query

    def count_search(snapshot: OpenLibrary, filters: Filters, *, private: bool) -> Allowed:
        searched.append(question)
        return allowed_by(snapshot, filters, private=private)

    def count_encoding(self: HashingEncoder, text: str) -> Vector:
        encoded.append(text)
        return encode(self, text)

    monkeypatch.setattr("embeddings.retrieve.allowed_by", count_search)
    monkeypatch.setattr(type(tram.encoder), "encode_query", count_encoding)
    tram.respond(question)
    assert (len(searched), len(encoded)) == (searches, 1)


@pytest.mark.parametrize(
    ("question", "readings"),
    [
        ("When will the tram run?", 1),
        ("Who denied that the tram would run?", 1),
        ("What did Zeus say about the tram?", 0),  # no text has his name
        ("What did the miller say about the tram?", 1),  # nobody knows him
        ("What did Rosa Lind say about the tram?", 1),  # her own words do
        ("What did Rosa Lind say about quantum chromodynamics?", 2),  # hers don't, and what is told of her is read
    ],
)
def test_what_was_found_is_read_only_where_it_is_needed(
    tram: Responder, question: str, readings: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def count(passages: Sequence[ReadPassage], *of: Any) -> tuple[Window, ...]:
        read.append(len(passages))
        return windows_of(passages, *of)

    monkeypatch.setattr("bot.answering.material.windows_of", count)
    tram.respond(question)
    assert len(read) == readings


def test_what_nobody_of_that_name_said_is_refused_with_what_is_nearest(tram: Responder) -> None:
    outcome = tram.respond("What did Rosa Lind say about quantum chromodynamics?").outcome
    assert isinstance(outcome, NotOnRecord)
    assert {"Rosa Lind" in citation.passage.text for citation in outcome.nearest} == {True}
    assert (outcome.silent, outcome.others, outcome.excluding) == (("Rosa Lind",), (), ())


def test_at_most_so_many_quotes_where_nobody_is_asked_about(tram: Responder) -> None:
    outcome = tram.respond("When will the tram to Oster run?", quotes=1).outcome
    assert len(outcome.quotes) == 1


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who said that the fare of the tram would be two crowns?", {"Rosa Lind"}),
        ("Who said that the fare of the ship would be nine crowns?", None),
        ("Who said that?", None),
    ],
)
def test_who_said_something_word_for_word_is_told_however_unsure_an_answer_is(
    tram: Responder, monkeypatch: pytest.MonkeyPatch, question: str, who: set[str] | None
) -> None:
    unsure = replace(default_calibration(), threshold=1.1)
    monkeypatch.setattr(confidence, "calibration_of", lambda *_: unsure)
    if who is None:
        assert isinstance(tram.respond(question).outcome, NotOnRecord)
    else:
        assert speakers(tram, question) == who


def test_what_a_letter_tells_of_another_is_what_that_one_said(tmp_path: Path, encoder: HashingEncoder) -> None:
    letter = "To the editor\n\nThe bins are full.\n\nPer councillor Moss: 'The lorries are broken.'\n\nYours, Abel Tarn"
    rebuild(write_files(tmp_path / "seeds", {"a.txt": letter}), tmp_path / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=tmp_path / "data", model=NAME))) as opened:
        assert speakers(opened, "Who said the lorries are broken?") == {"Moss"}
        assert speakers(opened, "What did Abel Tarn say about the bins?") == {"Abel Tarn"}


def test_a_reply_beside_a_question_is_shown_alone_with_who_replied(
    tmp_path: Path, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Minutes\n\nUma Seth asked how many hives the society keeps. Finn Ross replied that it keeps eleven hives."
    rebuild(write_files(tmp_path / "seeds", {"a.txt": text}), tmp_path / "data", Recipe(NAME, lambda _: encoder))
    with closing(Responder(Settings(data=tmp_path / "data", model=NAME))) as opened:
        assert speakers(opened, "How many hives does the society keep?") == {""}
        at = text.index("eleven")
        monkeypatch.setattr("bot.answering.answer.answer_in", lambda *_: (at, at + len("eleven")))
        assert speakers(opened, "How many hives does the society keep?") == {"Finn Ross"}
