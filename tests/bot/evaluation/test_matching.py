from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.matching import holds, plain

words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  The U.S.\n\tsenator said “No”. ", "the us senator said no"),
        ("Ann's boat, O’Neil’s too", "ann boat oneil too"),
        ("1,200.50 or 12.5 %", "1200.50 or 12.5"),
        ("well-known—and Straße", "well known and strasse"),
        ("ﬁve ½", "five 1 2"),
        ("北京。", "北 京"),
        ("…", ""),
    ],
)
def test_what_is_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("It was Tilda Roe’s idea.", "TILDA  ROE", True),
        ("Roe, Tilda", "Tilda Roe", False),
        ("the Roebuck", "Roe", False),
        ("in room 12", "2", False),
        ("paid 1,200 crowns", "1200", True),
        ("at 1.5 degrees", "5", False),
        ("首都是北京。", "北京", True),
        ("រាជធានីគឺភ្នំពេញ", "ភ្នំពេញ", True),
        ("anything", "!!", False),
    ],
)
def test_what_is_held(text: str, answer: str, expected: bool) -> None:
    assert holds(text, ["not this one", answer]) is expected


def test_without_answers_nothing_is_held() -> None:
    assert not holds("anything", [])


@given(words, words, words)
def test_a_text_holds_each_of_its_words(before: str, word: str, after: str) -> None:
    assert holds(f"{before} {word.upper()}, {after}", [word.lower()]) or plain(word.upper()) != plain(word.lower())


@given(st.text())
def test_any_text_can_be_made_plain(text: str) -> None:
    made = plain(text)
    assert made == " ".join(made.split())
    assert not holds(text, [""])
