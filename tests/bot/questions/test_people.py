"""Which questions are about people, and what of them is asked."""

from __future__ import annotations

import pytest

from bot.questions.people import office_of_place, read_person, words_for, working_as


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Priya Raman?", "Priya Raman"),
        ("Who's Priya Raman?", "Priya Raman"),
        ("So, who was Alan Foss?", "Alan Foss"),
        ("who is graham whitlock", "graham whitlock"),
        ("Who is Mayor Pratt?", "Mayor Pratt"),
    ],
)
def test_who_somebody_is(question: str, name: str) -> None:
    asked = read_person(question)
    assert asked is not None
    assert (asked.name, asked.office) == (name, frozenset())


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Who is the director of the ferry?", "director"),
        ("Who is the current director?", "director"),
        ("Who is the mayor of Harwick?", "mayor"),
        ("Who is Brightwell's chief executive?", "ceo"),
        ("Who leads the River Basin Authority?", "led"),
        ("Who is the owner of the house?", "owns"),
        ("Who was the first captain of the ship?", "captain"),
        ("Who is the keeper of the lighthouse?", "keeper"),
        ("Who is Ann Lee's husband?", "married"),
        ("Who was mayor in March 2024?", "mayor"),
        ("Who was the captain of the ship in 1931?", "skipper"),
        ("Who is treasurer of the club?", "treasurer"),
        ("Who is the mayor today?", "mayor"),
        ("Who is the captain at the moment?", "skipper"),
    ],
)
def test_who_holds_an_office(question: str, word: str) -> None:
    asked = read_person(question)
    assert asked is not None
    assert asked.name == ""
    assert word in asked.office


@pytest.mark.parametrize(
    "question",
    [
        "Who is responsible?",
        "Who is in charge of the dam?",
        "Who is it?",
        "Who said it?",
        "Who is the winner?",
        "Who are the members of the crew?",
        "When was Ann Lee born?",
        "who is there",
    ],
)
def test_what_is_asked_otherwise(question: str) -> None:
    assert read_person(question) is None


def test_an_office_that_nobody_knows_has_no_words() -> None:
    assert words_for("keeper") == frozenset()
    assert words_for("headteacher") >= {"principal", "headteacher"}


def test_a_name_has_four_words_at_most() -> None:
    four, five = (read_person(f"Who is {name}?") for name in ("Ana Maria Luz Prado", "Ana Maria Luz Rosa Prado"))
    assert four is not None
    assert five is None


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("Who is the deputy mayor?", {"deputy"}),
        ("Who is the head of marketing?", {"marketing"}),
        ("Who is the mayor of Harwick?", set()),
        ("Who is the owner of the house?", set()),
        ("Who is the assistant?", set()),
    ],
)
def test_what_tells_an_office_from_another(question: str, must: set[str]) -> None:
    asked = read_person(question)
    assert asked is not None
    assert asked.must == must


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("What did Velmia's prime minister say?", "Velmia"),
        ("Who is the president of Velmia?", "Velmia"),
        ("Who is the president of the Ferry Union?", None),
        ("Who is the director of Velmia?", None),
        ("What does Ann Lee's sister say?", None),
        ("What did the mayor of Elm and Ulm say?", None),
        ("Who is the mayor?", None),
        ("What did the Velmian president say?", "Velmian"),
        ("What did the crew of Elm say?", None),
    ],
)
def test_what_an_office_is_of(question: str, place: str | None) -> None:
    found = office_of_place(question)
    assert (None if found is None else found[0]) == place


@pytest.mark.parametrize(
    ("question", "word"),
    [("Which lawyer defended Ida?", "attorney"), ("So, what doctors came?", "physician"), ("Which boat sank?", "")],
)
def test_who_does_some_work(question: str, word: str) -> None:
    assert word in working_as(question) or (not word and not working_as(question))
