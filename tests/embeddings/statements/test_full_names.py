"""The full names of a text, its acronyms, and the offices that stand before names."""

from __future__ import annotations

import pytest

from embeddings.statements.full_names import acronyms, full_names, surname_of, told_offices


def test_full_names_are_found_by_their_surnames() -> None:
    assert full_names("In Accra, Ama Mensah, 41, left.") == {"Mensah": {"Ama Mensah"}}


def test_a_square_is_nobody() -> None:
    assert full_names("He lives on Olive Square, and she on Olive Square.") == {}


def test_an_acronym_has_the_initials_of_what_it_stands_for() -> None:
    assert acronyms("the International Labour Office (ILO) and the thing (IBM)") == {
        "ILO": "International Labour Office"
    }


def test_the_surname_is_the_last_word() -> None:
    assert surname_of("Bashar al-Assad") == "Assad"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the treasurer, Ms Ama Mensah, left", [("treasurer", "Ama Mensah")]),
        ("Its engineer Ama Mensah left", [("engineer", "Ama Mensah")]),
        ("the former treasurer Ama Mensah left", []),
        ("a treasurer, Ama Mensah, left", []),
        ("the bridge, Ama Mensah said", []),
        ("the treasurer, Mensah, left", []),
    ],
)
def test_offices_stand_before_full_names(text: str, told: list[tuple[str, str]]) -> None:
    assert list(told_offices(text)) == told
