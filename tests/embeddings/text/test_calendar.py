from __future__ import annotations

import pytest

from embeddings.text.calendar import days_of, spelt_out
from embeddings.text.terms import terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Site | Q3 2024 | H1", ["third", "quarter", "first", "half"]),
        ("Open Mon, Tues and Sat. 10 to 18", ["monday", "tuesday", "saturday"]),
        ("Due 3 Sept 2024, Dec. 1", ["september", "december"]),
        ("Nobody sat in the sun; it may mar the dec", []),
        ("Q5, H3, Q31, FQ1, Monty and Mon's", []),
    ],
)
def test_what_short_forms_stand_for(text: str, words: list[str]) -> None:
    assert spelt_out(text) == words


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("third quarter", "Ellerby, Q1: 71, Q3: 96"),
        ("Saturday", "South pool: Fri closed, Sat 10 to 18"),
        ("September", "12 Sept: the fair"),
        ("first half", "H1: 20"),
    ],
)
def test_a_question_finds_the_short_form(asked: str, held: str) -> None:
    assert set(terms(asked, "en")) <= set(terms(held, "en"))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Fri - Mon", "friday saturday sunday monday"),
        ("Tues. and Thurs", "tuesday thursday"),
        ("from Sunday until Tuesday", "sunday monday tuesday"),
        ("weekends", "saturday sunday"),
        ("They sat in the sun", ""),
        ("Monday", "monday"),
    ],
)
def test_days_that_a_text_names(text: str, days: str) -> None:
    assert days_of(text) == frozenset(days.split())
