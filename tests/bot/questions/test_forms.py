"""Questions whose answer has a form of its own."""

from __future__ import annotations

import pytest

from bot.questions.forms import read_form


@pytest.mark.parametrize(
    ("question", "held", "others"),
    [
        ("What is the hotline number?", "Hotline: 01632 960 500", ["Hotline: day and night", "It has 500 members."]),
        ("What is the phone number of the vet?", "Vet: (01632) 960-500", ["The vet is Ida.", "ida@velm.example"]),
        ("What is the vet's e-mail address?", "Vet: ida@velm.example", ["velm.example/vet", "01632 960 500"]),
        ("What is the website of the vet?", "See www.velm.example", ["ida@velm.example", "The vet is Ida."]),
        ("What is the deadline?", "Apply by 3 May.", ["Apply to the clerk.", "In May it rains."]),
        ("What is the deadline?", "It must be paid within 60 days.", ["It takes long."]),
        ("How did the crew vote on the mast?", "The motion was lost by 7 votes to 9.", ["Ida moved to sell the mast."]),
        ("What are the opening hours?", "Open from 9:00.", ["Open on Mondays."]),
        ("How heavy is the mast?", "The mast: 90 kg.", ["It draws 90 watts.", "The mast is heavy."]),
        ("How much does the mast weigh?", "It weighs two tonnes.", ["It is 90 cm wide."]),
        ("How thick is the ice?", "The ice is 6 mm thick.", ["It has 6 holes.", "6 metallic parts"]),
        ("What temperature is the water?", "It has 14 degrees.", ["It is 14 m deep."]),
    ],
)
def test_what_has_the_form_of_an_answer(question: str, held: str, others: list[str]) -> None:
    form = read_form(question)
    assert form is not None
    assert form.is_in(held)
    assert not any(map(form.is_in, others))


@pytest.mark.parametrize(
    "question", ["Who is the vet?", "Whose number is 01632 960 500?", "Who phones?", "How high is the fine?"]
)
def test_other_answers_have_no_form(question: str) -> None:
    assert read_form(question) is None


def test_what_else_is_asked() -> None:
    form = read_form("What is the phone number of the vet?")
    assert form is not None
    assert form.words.split() == ["What", "is", "the", "of", "the", "vet?"]


def test_a_measure_is_what_an_answer_must_have() -> None:
    weight, hours = read_form("How heavy is it?"), read_form("What are the opening hours?")
    assert weight is not None
    assert hours is not None
    assert (weight.must, hours.must) == (True, False)
