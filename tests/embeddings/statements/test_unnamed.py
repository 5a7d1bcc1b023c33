"""Persons without a name whom a pronoun may mean."""

from __future__ import annotations

import pytest

from embeddings.statements.unnamed import is_apart, persons_in


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ("The director left", ["director"]),
        ("her opponent and a signalman", ["opponent", "signalman"]),
        ("He was a director", []),  # whoever it tells of
        ("the Queen Mary left", []),
        ("a folding chair", []),
        ("The chair left", ["chair"]),
    ],
)
def test_who_is_met(window: str, words: list[str]) -> None:
    found = [window[place:].split(maxsplit=1)[0] for place in persons_in(window, "she", {})]
    assert found == words


def test_whose_office_is_known_is_no_other() -> None:
    assert list(persons_in("The director left", "she", {"director": "Mensah"})) == []


@pytest.mark.parametrize(
    ("window", "apart"),
    [
        ("director Ama Mensah", True),
        ("Ama Mensah, a director", True),
        ("Mensah has a neighbour", True),
        ("Mensah met the director", False),
    ],
)
def test_who_is_no_other_than_the_one_named(window: str, apart: bool) -> None:
    place = max(window.find(word) for word in ("director", "neighbour"))
    assert is_apart(window, place, "Mensah") == apart
