"""What a text itself tells of a name: that it is a body's, or a place's."""

from __future__ import annotations

import pytest

from embeddings.statements.bodies import acting_body, told_things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Volta told its workers to go.", {"Volta"}),
        ("Volta, which holds the permit, will wait.", {"Volta"}),
        ("Volta's chairman resigned.", {"Volta"}),
        ("Mensah, 41, sold its garden.", set()),
        ("Mensah, who left, praised its garden.", set()),
        ("It stands at Keta Point.", {"Point"}),
        ("It stands at Keta Point. Point said so.", set()),
        ("In Keta Point they laughed. Keta Point was glad.", set()),
    ],
)
def test_bodies_and_places_are_nobody(text: str, things: set[str]) -> None:
    assert told_things(text, {"Point": {"Keta Point"}, "Mensah": {"Ama Mensah"}}) == things


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The highways authority has sent a notice. The trees, ", "The highways authority"),
        ("The institute confirmed the lens: ", "The institute"),
        ("The council thanked the ministry. The ministry left. ", None),  # either
        ("The bridge was closed. The road, ", None),
        ("A letter from the ministry was lost. ", None),
    ],
)
def test_the_one_body_that_sentences_are_about(text: str, body: str | None) -> None:
    assert acting_body(text) == body
