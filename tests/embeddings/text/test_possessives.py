from __future__ import annotations

import pytest

from embeddings.text.possessives import owner, without_possessives


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mensah's", "Mensah"),
        ("Mensah’s own words", "Mensah own words"),
        ("the teachers’ union", "the teachers union"),
        ("MENSAH'S", "MENSAH"),
        ("the G7's offer", "the G7 offer"),
        ("O'Brien's", "O'Brien"),
        ("don't", "don't"),
        ("'s", "'s"),
    ],
)
def test_owners_are_called_by_their_name(text: str, expected: str) -> None:
    assert without_possessives(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Mensah's", "Mensah"), ("ABC’s George Adu’s", "ABC’s George Adu"), ("Owens’", "Owens"), ("Mensah", "Mensah")],
)
def test_only_the_last_mark_is_the_names_own(name: str, expected: str) -> None:
    assert owner(name) == expected
