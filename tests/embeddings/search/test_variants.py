"""How words are spelled in Britain and in America."""

from __future__ import annotations

import pytest

from embeddings.search.variants import variants_of


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("harbor", "harbour"),
        ("Harbours", "Harbors"),
        ("theater", "theatre"),
        ("organisation", "organization"),
        ("program", "programme"),
        ("license", "licence"),
        ("gray", "grey"),
        ("encyclopaedia", "encyclopedia"),
    ],
)
def test_how_a_word_is_spelled_on_the_other_side(word: str, other: str) -> None:
    assert other in variants_of(word)


@pytest.mark.parametrize("word", ["orange", "ore", "isle"])
def test_what_has_no_other_spelling(word: str) -> None:
    assert not {"ourange", "oure", "izle"}.intersection(variants_of(word))
