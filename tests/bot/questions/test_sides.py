"""On which side of something a question asks, and whether a text tells of it."""

from __future__ import annotations

import pytest

from bot.questions.sides import Side, read_side

BEFORE, AFTER = Side(False, frozenset({"reform"})), Side(True, frozenset({"reform"}))


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("What did a permit cost before the reform?", BEFORE),
        ("Until the reform, who issued permits?", BEFORE),
        ("Who issues permits since the reform?", AFTER),
        ("What changed after the reform?", AFTER),
        ("What is the reform?", None),
        ("What happened before the flood and after the reform?", None),
        ("What happened before?", None),
    ],
)
def test_which_side_is_asked_about(question: str, side: Side | None) -> None:
    assert read_side(question) == side


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Before the reform a permit cost 10 euros.", True, False),
        ("Since the reform a permit costs 20 euros.", False, True),
        ("A permit cost 10 euros until the reform and has cost 20 since then.", True, True),
        ("The reform came late; formerly a permit cost 10 euros.", True, False),
        ("Before the flood a permit cost 10 euros.", False, False),
        ("A permit costs 20 euros.", False, False),
    ],
)
def test_whether_a_text_tells_of_it(text: str, *, before: bool, after: bool) -> None:
    assert (BEFORE.is_told(text), AFTER.is_told(text)) == (before, after)
    assert BEFORE.other == AFTER
