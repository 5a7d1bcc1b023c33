"""Twins of many sorts: of two texts that differ in one word, only the one that the question is about is left.

The rule is worked by hand: what is asked about the one can't be answered with the other.
"""

from __future__ import annotations

from itertools import permutations

import pytest

from bot.answering.siblings import is_sibling
from bot.questions.slots import slots_of
from tests.bot.answering.test_twins import left

SORTS = {  # a question and a text, which each of the values makes another one of
    "pier": ("When was the lamp of pier {} painted?", "The lamp of pier {} was painted.", "1,2,3,9,14"),
    "bus": ("Where does bus line {} end?", "Bus line {} ends at the market.", "3,5,13,31"),
    "flat": ("Who lives in flat {}?", "A baker lives in flat {}.", "6,11,16,61"),
    "house": ("When was House No. {} built?", "House No. {} was built by masons.", "4,14,44"),
    "street": ("Who lives at {} Mill Road?", "At {} Mill Road lives a smith.", "7,17,71"),
    "size": ("What does the {} mm screw cost?", "The {} mm screw costs a crown.", "4,5,45,4.5"),
    "spent": ("How much is spent on roads in {}?", "In {} much is spent on roads.", "2023,2024,2026"),
    "regatta": ("Who won the regatta of {}?", "The regatta of {} was won by Velm.", "1987,1988,2008"),
    "version": ("What is new in version {}?", "Version {} brings charts.", "2.1,2.2,2.10,3.1"),
    "release": ("What does v{} fix?", "v{} fixes the clock.", "1.2,1.3,2.1,1.2.1"),
    "fault": ("What does {} mean?", "{}: the pump stands still.", "E-71,E-17,E-107,F-71"),
    "part": ("Where does part {} go?", "Part {} goes below the tank.", "BG-4410-D,BG-4410-C,BG-4401-D"),
    "quarter": ("What was earned in {}?", "In {} they earned much.", "Q1,Q2,Q3,Q4"),
    "month": ("What was decided in {}?", "In {} the sale was decided.", "March,April,May,June"),
    "weekday": ("How many came on {}?", "On {} forty came.", "Monday,Tuesday,Friday"),
    "day": ("Who spoke on {}?", "On {} Ida spoke.", "3 May,4 May,3 June,13 May"),
    "ISO": ("What happened on {}?", "On {} the dam broke.", "2024-05-03,2024-05-04,2024-03-05,2023-05-03"),
    "floor": ("Who lives on the {} floor?", "A tailor lives on the {} floor.", "first,second,third,4th"),
    "half": ("How did the {} half end?", "The {} half ended with a goal.", "first,second"),
    "king": ("When did King Harald {} die?", "King Harald {} died in winter.", "I,II,III,IV,VI"),
    "annex": ("What does Annex {} list?", "Annex {} lists the boats.", "I,II,V"),
    "group": ("Which team is in group {}?", "Velm is in group {}.", "A,B,C"),
    "class": ("Who teaches class {}?", "Class {} is taught by Ola.", "5a,5b,6a"),
    "mill": ("Who owns the {} mill?", "The {} mill is owned by Ida.", "north,south,east"),
    "bridge": ("When was the {} bridge opened?", "The {} bridge was opened by Ida.", "old,new"),
    "line": ("Where does the {} line end?", "The {} line ends at the quay.", "red,blue,green"),
    "fee": ("How much is the {} ticket?", "The {} ticket is two crowns.", "adult,student"),
    "first name": ("Where was {} Berg born?", "{} Berg was born in Tolm.", "Anna,Hanna,Anton"),
    "telephone": ("Whose number is {}?", "{} is the vet's number.", "01632 960 500,01632 960 501,01632 960 050"),
    "model": ("What is the Aquila {} for?", "The Aquila {} is for salt water.", "200 S,300 S,300 GT"),
    "dated": ("How much was spent in {}?", "In {} it was much.", "2023,2024"),
    "page": ("What stands at {}?", "At {} stands the plan.", "velm.example/a,velm.example/b,tolm.example/a"),
}
NAMES = {  # where both are told, the scores tell: a text need not say in each passage what it is about
    "village": ("How many people live in {}?", "In {} live 300 people.", "Alm,Elm,Olm,Ulm"),
    "mayor": ("Who is the mayor of {}?", "The mayor of {} is a farmer.", "Harwick,Berwick,Warwick"),
    "surname": ("When did {} resign?", "{} resigned in March.", "Karlsen,Carlsen,Larsen"),
}


def pairs(sorts: dict[str, tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return questions, each with the text that it is about and the twin of that."""
    return [
        (question.format(one), text.format(one), text.format(other))
        for question, text, values in sorts.values()
        for one, other in permutations(values.split(","), 2)
    ]


def test_there_are_two_hundred() -> None:
    assert len(pairs(SORTS)) + len(pairs(NAMES)) >= 200


@pytest.mark.parametrize(("question", "text", "twin"), pairs(SORTS))
def test_a_twin_is_no_answer(question: str, text: str, twin: str) -> None:
    assert left(question, text, twin) == [1]
    assert left(question, twin) == []


@pytest.mark.parametrize(("question", "text", "twin"), pairs(NAMES))
def test_a_namesake_alone_is_no_answer(question: str, text: str, twin: str) -> None:
    assert 1 in left(question, text, twin)
    assert left(question, twin) == []


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who lives on the second floor?", "On the first floor lives a tailor, on the second a smith."),
        ("Who lives on the second floor?", "The 2nd floor is let to a smith."),
        ("What was decided in March?", "The sale was decided on Friday."),
        ("Who owns the north mill?", "The upper mill is owned by Ida."),  # may well be in the north
        ("What did Berg say?", "Anna Berg said nothing."),
        ("What happened on 2024-05-03?", "On 3 May 2024 the dam broke, and on 4 May 2024 it was mended."),
        ("Whose number is 01632 960 500?", "Vet: (01632) 960-500"),
        ("What may I do in group A?", "In group A one may swim, in group B run."),
        ("Who won the first race?", "The race was won by Tuva."),
        ("What should I do with a red light?", "At a light, stop."),
    ],
)
def test_what_is_no_twin(question: str, text: str) -> None:
    assert left(question, text) == [1]


def test_the_date_of_a_text_tells_its_month() -> None:
    asked = slots_of("What was decided in March?")
    assert is_sibling(asked, "In April it was heard of.", "2024-05-02")
    assert not is_sibling(asked, "In April it was heard of.", "2024-03-02")


@pytest.mark.parametrize(
    ("text", "date", "is_other"),
    [
        ("Tue | 10-19", "", True),
        ("Wed | 10-14", "", False),
        ("Mon-Fri 9 to 5", "", False),
        ("Monday to Friday 9 to 5", "", False),
        ("Open on Saturdays", "", True),
        ("Wednesdays: closed", "", False),
        ("Open on weekdays", "", False),
        ("Open at weekends", "", True),
        ("Open daily", "", False),
        ("Open from nine", "", False),
        ("They met again on Monday", "2024-05-08", False),
    ],
)
def test_another_day_of_the_week(text: str, date: str, is_other: bool) -> None:
    assert is_sibling(slots_of("When is it open on Wednesday?"), text, date) == is_other


def test_an_ordinal_may_stand_as_a_number_behind_its_word() -> None:
    asked = slots_of("Who lives on the second floor?")
    assert is_sibling(asked, "A tailor lives on the third floor.")
    assert not is_sibling(asked, "A tailor lives on the third floor, a smith on floor 2.")
