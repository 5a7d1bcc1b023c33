"""Questions that a text puts, and that are asked."""

from __future__ import annotations

import pytest

from bot.questions.same import is_same_question


@pytest.mark.parametrize(
    ("asked", "put", "same"),
    [
        ("Why was the crew told only on Friday?", "Why was the crew told so late, on Friday?", True),
        ("Why did the owner wait until Friday to tell the crew?", "Why was the crew told only on Friday?", True),
        ("When was the crew told?", "Why was the crew told only on Friday?", False),
        ("Did the owner know of the leak in 2019?", "Did the owner know in 2019?", True),
        ("Did the owner know in 2018?", "Did the owner know in 2019?", False),
        ("Why did the mast break?", "Why?", False),
        ("Why did the mast break?", "And the sail?", False),
        ("How many boats will be built?", "How long will boats be built?", False),
    ],
)
def test_whether_it_is_the_same(asked: str, put: str, same: bool) -> None:
    assert is_same_question(asked, put, "en") is same
