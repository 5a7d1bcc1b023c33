"""Words of the other side than is asked about: windows with scores made by hand."""

from __future__ import annotations

import pytest

from bot.answering.newest import newest_first
from bot.answering.sides import on_its_side
from bot.questions.question import question_of
from embeddings.search.query import make_query
from tests.bot.answering.test_newest import scored

BEFORE = scored(8, "Before the reform a permit cost 10 euros.", "2023")
AFTER = scored(9, "Since the reform a permit costs 20 euros.", "2025")
NEITHER = scored(7, "A permit is green.", "2024")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What did a permit cost before the reform?", [BEFORE, NEITHER]),
        ("What does a permit cost since the reform?", [AFTER, NEITHER]),
        ("What does a permit cost?", [AFTER, BEFORE, NEITHER]),
        ("What did a permit cost before the flood?", [AFTER, BEFORE, NEITHER]),
    ],
)
def test_what_tells_of_the_other_side_is_left_out(question: str, left: list[object]) -> None:
    assert on_its_side([AFTER, BEFORE, NEITHER], question_of(make_query(question))) == left


def test_of_what_was_before_the_newest_does_not_lead() -> None:
    given = [scored(9, "A ticket costs 2 euros.", "2023"), scored(8, "A ticket costs 3 euros.", "2025")]
    assert newest_first(given, question_of(make_query("What did a ticket cost before the reform?"))) == given
