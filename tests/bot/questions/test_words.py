from __future__ import annotations

import pytest

from bot.questions.words import (
    acting_names,
    beside,
    distinct,
    is_person,
    joins,
    opened,
    pieces_of,
    read_sentences,
    weigh,
)


def read(text: str) -> list[str]:
    return [word for sentence in read_sentences(text) for word in sentence]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("?! 😀", []),
        ("Did Kem Sokha's party win?", ["did", "Kem Sokha", "party", "win"]),
        ("Kem Sokha won", ["Kem Sokha", "won"]),
        ("Lawmakers left", ["lawmakers", "left"]),
        ("NATO left", ["NATO", "left"]),
        ("WHO IS HE?", ["who", "is", "he"]),
        ("Who's he, and why didn't I know?", ["who", "is", "he", ",", "and", "why", "did", "i", "know"]),
        ("Who said “he is late” in May?", ["who", "said", "“he is late”", "in", "may"]),
        ("Was it in St. Petersburg?", ["was", "it", "in", "St Petersburg"]),
        ("Did Ann Lee, Bo Day or the EU win?", ["did", "Ann Lee", ",", "Bo Day", "or", "the", "EU", "win"]),
        ("Did Theresa May leave in May?", ["did", "Theresa May", "leave", "in", "may"]),
        ("Could you please tell me why?", ["why"]),
        ("n't 's", ["n't", "s"]),
        ("谁否认了？", ["谁否认了"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert read(text) == words


def test_sentences() -> None:
    assert read_sentences("It rained. Tell me why? Ok") == [["it", "rained"], ["why"], ["ok"]]


@pytest.mark.parametrize(
    ("text", "pieces", "weight"),
    [
        ("Who denied that lawmakers were driven out?", ("lawmakers driven out",), 3),
        ("When was Kem Sokha arrested?", ("Kem Sokha", "arrested"), 2),
        ("How many seats did the CPP win in 2013?", ("seats", "CPP", "win", "2013"), 3),
        ("What was the reason for the delay?", ("reason delay",), 1),
        ("And what exactly did they say about it then?", (), 0),
        ("Did the IPU meet the Ipu?", ("Ipu", "meet"), 3),
    ],
)
def test_what_a_question_is_about(text: str, pieces: tuple[str, ...], weight: int) -> None:
    assert pieces_of(read(text)) == pieces
    assert weigh(read(text)) == weight


@pytest.mark.parametrize("name", ["Kem Sokha", "Zeid Ra'ad Al Hussein", "Mayor Ines Falk", "Bill Day", "Ada Church"])
def test_persons(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Lake Party",
        "CNRP Youth",
        "Supreme Court",
        "Oster County",
        "Lake Bay's Mill",
        "Radio Oster",
        "IPU",
        "Ines",
        "red bridge",
        "“Red Bridge”",
    ],
)
def test_others(name: str) -> None:
    assert not is_person(name)


def test_names_of_where_it_happened_did_nothing() -> None:
    assert acting_names("In Port Sela, Ines Falk told the EU from the Hague that Omar Reed left.") == [
        "Ines Falk",
        "EU",
        "Omar Reed",
    ]


def test_beside() -> None:
    words = ["who", ",", "then", "left"]
    assert [beside(words, place) for place in range(4)] == [("", ""), ("who", "then"), ("", "left"), ("then", "")]


@pytest.mark.parametrize(
    ("text", "rest", "joined"),
    [
        ("Ok, and why?", ["why"], True),
        ("So why?", ["why"], False),
        ("But", [], True),
        ("Why and when?", ["why", "and", "when"], False),
        ("", [], False),
    ],
)
def test_openings(text: str, rest: list[str], *, joined: bool) -> None:
    assert opened(read(text)) == rest
    assert joins(read(text)) == joined


def test_distinct() -> None:
    assert distinct(["b", "A", "a", "b"]) == ("b", "a")
