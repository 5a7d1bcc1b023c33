"""What a text names and counts."""

from __future__ import annotations

import pytest

from embeddings.text.things import capitals, names, numbers


def test_capitals_are_found_wherever_they_stand() -> None:
    assert capitals("Falk's boat left Oster.") == {"falk", "oster"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Ines Falk's boat left.", {"ines", "falk"}),
        ("The mayor, Ines Falk, left.", {"ines", "falk"}),
        ("Falk left. Ines stayed.", set()),  # they begin sentences
        ("", set()),
    ],
)
def test_names_are_capitals_inside_a_sentence(text: str, expected: set[str]) -> None:
    assert names(text) == expected


def test_numbers_are_figures_or_words_and_no_years() -> None:
    assert numbers("In 1987 Two of 40,000 boats, 3.5 per cent, sank.") == {"two", "40,000", "3.5", "per cent"}
