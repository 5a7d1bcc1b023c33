"""What a German noun is by its end."""

from __future__ import annotations

import pytest

from embeddings.statements.german.nouns import (
    gender_of_given,
    gender_of_role,
    is_body,
    is_feminine,
    is_given,
    is_role,
    nominative,
)


@pytest.mark.parametrize(
    ("word", "gender"),
    [("Sprecherin", "f"), ("Verkehrsminister", "m"), ("Ärztin", "f"), ("Abgeordnete", ""), ("Kollegin", "f")],
)
def test_roles(word: str, gender: str) -> None:
    assert is_role(word)
    assert gender_of_role(word) == gender


@pytest.mark.parametrize(("name", "gender"), [("Anna", "f"), ("Karl-Heinz", "m"), ("Jan", "m"), ("Kim", "")])
def test_first_names(name: str, gender: str) -> None:
    assert gender_of_given(name) == gender
    assert is_given(name) == bool(gender)


def test_bodies() -> None:
    assert all(map(is_body, ("Umweltministerium", "ADFC", "Polizei", "Fischereiverein")))
    assert not any(map(is_body, ("Holz", "Hafen", "A")))
    assert is_feminine("Polizei")
    assert not is_feminine("Verein")


@pytest.mark.parametrize(
    ("genitive", "word"), [("Verbandes", "Verband"), ("Ministeriums", "Ministerium"), ("Sprechers", "Sprecher")]
)
def test_a_genitive_is_put_back(genitive: str, word: str) -> None:
    assert nominative(genitive) == word
    assert nominative("Voss") == "Voss"
