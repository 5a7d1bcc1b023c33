from __future__ import annotations

import pytest

from embeddings.text.calendar import days_of, months_of, spelt_out, without_dates
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


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("between November and February", "november december january february"),
        ("from 1 May to 30 June", "may june"),
        ("April – the end of June", "april may june"),
        ("April–June", "april may june"),
        ("between the 15th of May and the 3rd of July", "may june july"),
        ("in May and July", "may july"),
        ("They may march", ""),
    ],
)
def test_months_that_a_text_names(text: str, months: str) -> None:
    assert months_of(text) == frozenset(months.split())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("on Saturday 12 October", "on  "),
        ("on Saturday, October 12", "on  "),
        ("on Saturday the 3rd of May", "on  "),
        ("on Saturday at 12", "on Saturday at 12"),
    ],
)
def test_a_day_with_its_date_is_one_of_many(text: str, left: str) -> None:
    assert without_dates(text) == left
