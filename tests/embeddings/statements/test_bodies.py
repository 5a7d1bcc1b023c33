"""What a text itself tells of a name: that it is a body's, or a place's."""

from __future__ import annotations

import pytest

from embeddings.statements.bodies import told_things


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
