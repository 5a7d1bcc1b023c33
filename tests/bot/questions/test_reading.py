"""A question as typed, after a turn or alone: what it is searched by, and whom it asks about."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.asked import OPPOSING, alike
from bot.questions.followup import Turn
from bot.questions.reading import read
from embeddings.errors import QuestionError
from embeddings.search.query import SpeakerQuestion, make_query

TRAM = Turn(("tram", "Oster"), names=("Rosa Lind",), documents=("tram",))  # Rosa Lind spoke of it
ROSA = Turn(("Rosa Lind", "tram"))
BOTH = Turn(("Rosa Lind", "Ole Brand", "tram"))


def asked(question: str, previous: Turn | None = None) -> SpeakerQuestion | None:
    return read(make_query(question), previous)[0].query.speakers


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When will the tram run?", None),
        ("What did Rosa say about the tram?", SpeakerQuestion("said", ("Rosa",), "the tram")),
        ("Who denied it?", SpeakerQuestion("who", (), "it", alike("deny"))),
        ("Who disagrees with Rosa about it?", SpeakerQuestion("disagrees", ("Rosa",), "it")),
        ("Who is against the tram?", SpeakerQuestion("who", (), "the tram", OPPOSING)),
        ('from:"Rosa Lind"', SpeakerQuestion("said", ("Rosa Lind",), "")),
        ('tram to Oster from:"Rosa Lind" from:Ole', SpeakerQuestion("said", ("Rosa Lind", "Ole"), "tram to Oster")),
        ("What did Ole say? from:Rosa", SpeakerQuestion("said", ("Ole",), "")),
    ],
)
def test_whom_a_question_asks_about(question: str, expected: SpeakerQuestion | None) -> None:
    assert asked(question) == expected
    assert asked(question, Turn()) == expected


@pytest.mark.parametrize(
    ("question", "previous", "names", "topic"),
    [
        ("What did Ole say about it?", TRAM, ("Ole",), "it tram Oster"),
        ("What did Rosa Lind say about it?", ROSA, ("Rosa Lind",), "it tram"),  # her name is no topic
        ("What did she say about it?", TRAM, ("Rosa Lind",), "it tram Oster"),
        ("What is her view on it?", ROSA, ("Rosa Lind",), "it tram"),
        ("What did they say about it?", TRAM, ("Rosa Lind",), "it tram Oster"),
        ("And what did he say about the price?", ROSA, ("Rosa Lind",), "the price tram"),
        ("Who denied it?", ROSA, (), "it tram"),
        ("Who denied it?", Turn(("Rosa Lind",)), (), "it Rosa Lind"),
        ("Who disagrees with her?", ROSA, ("Rosa Lind",), "tram"),
        ("Who disagrees with her?", Turn(("Rosa Lind", "Oster")), ("Rosa Lind",), "Oster"),
        ("What did they say about it?", Turn(("Lake Party", "tram")), ("Lake Party",), "it tram"),
        ('And why? from:"Ole Brand"', ROSA, ("Ole Brand",), "why Rosa Lind tram"),
    ],
)
def test_whom_a_question_asks_about_that_leans(
    question: str, previous: Turn, names: tuple[str, ...], topic: str
) -> None:
    found = asked(question, previous)
    assert found is not None
    assert (found.names, found.topic) == (names, topic)


@pytest.mark.parametrize(
    ("question", "previous"),
    [
        ("What did she say about it?", BOTH),  # which of them?
        ("What did she say about it?", Turn(("tram",))),
        ("When was it painted?", TRAM),
    ],
)
def test_nobody_is_guessed(question: str, previous: Turn) -> None:
    assert asked(question, previous) is None


def test_a_question_that_stands_alone_is_the_query() -> None:
    question, reading = read(make_query("When will the tram run, last week? in:Post", date(2024, 5, 8)), TRAM)
    assert question.query == make_query("When will the tram run, last week? in:Post", date(2024, 5, 8))
    assert reading.about is None


def test_a_question_that_leans_keeps_its_filters_and_its_words() -> None:
    question, reading = read(make_query("And when was it painted last week? in:Post", date(2024, 5, 8)), TRAM)
    typed = make_query("And when was it painted last week? in:Post", date(2024, 5, 8))
    query = question.query
    assert (query.typed, query.filters, query.when) == (typed.typed, typed.filters, typed.when)
    assert query.when is not None
    assert query.carried == {"rosa", "lind", "tram", "oster"} & {*query.terms}
    assert "paint" in {*query.terms} - query.carried
    assert query.text == reading.query


@given(st.text(), st.text(min_size=1, max_size=50))
def test_any_question_is_read_or_refused(question: str, topic: str) -> None:
    try:
        asks, _ = read(make_query(question), Turn((topic,)))
    except QuestionError:
        return
    assert asks.query.typed == question
    assert asks.query.carried <= {*asks.query.terms}


def test_a_long_question_is_read_by_its_core() -> None:
    """What it leans on finds the passage, and no quote."""
    told = "My grandmother worked at the lighthouse as a girl, and she told us of it. "
    asks, reading = read(make_query(f"{told}I would like to know when it was built."))
    assert reading.about == "when it was built"
    assert asks.query.typed.startswith(told)
    assert "build" in asks.query.terms
    assert "lighthous" in asks.query.carried
    assert "built" not in asks.query.carried


def test_the_words_for_a_text_find_it_and_choose_no_quote() -> None:
    query = read(make_query("What does the harbour judgment say about the deadline?"))[0].query
    assert set(query.terms) == {"harbour", "judgment", "deadlin"}
    assert query.carried == {"harbour", "judgment"}
    assert read(make_query("What does the judgment say?"))[0].query.carried == frozenset()
