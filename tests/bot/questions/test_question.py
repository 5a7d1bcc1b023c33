"""What a question asks is worked out once; each of its parts has a test beside its own rules."""

from __future__ import annotations

import pytest

from bot.questions.decisive import Decisive
from bot.questions.people import PersonQuestion
from bot.questions.question import question_of
from bot.questions.sections import Section
from embeddings.search.query import make_query


def test_a_question_knows_all_that_it_asks() -> None:
    asked = question_of(make_query("How many lifeboats did Ines Falk not sell in 2019?"))
    assert asked.kind == "number"
    assert asked.counted == {"lifeboat"}
    assert asked.names == {"ines", "falk"}
    assert asked.decisive == Decisive(years=frozenset({"2019"}), names=("Ines Falk",))
    assert asked.denies
    assert asked.lower == "how many lifeboats did ines falk not sell in 2019?"
    assert {"lifeboat", "sell", "how", "the"} <= asked.terms  # "the" is none of its words, and no answer either
    assert (asked.person, asked.section) == (None, None)


def test_whom_and_which_part_it_asks_for() -> None:
    assert question_of(make_query("Who is Ines Falk?")).person == PersonQuestion("Ines Falk")
    assert question_of(make_query("What does section 4.3 say?")).section == Section("4.3", kind="section")


@pytest.mark.parametrize(
    ("text", "of_now", "of_the_past", "of_questions"),
    [
        ("What is the current price?", True, False, False),
        ("What does a ticket cost now?", True, False, False),
        ("What was the price?", False, True, False),
        ("Who was the first mayor?", False, True, False),
        ("What did the mayor ask?", False, False, True),
        ("What does a ticket cost?", False, False, False),
    ],
)
def test_the_time_and_the_turn_of_it(text: str, of_now: bool, of_the_past: bool, of_questions: bool) -> None:
    asked = question_of(make_query(text))
    assert (asked.of_now, asked.of_the_past, asked.of_questions) == (of_now, of_the_past, of_questions)


def test_a_question_is_read_by_the_rules_of_its_language() -> None:
    asked = question_of(make_query("¿Cuándo se cerró el puente sobre el río?"))
    assert asked.language == "es"
    assert asked.kind == "time"
    assert "el" in asked.terms
