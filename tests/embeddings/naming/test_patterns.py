"""Patterns of names, each with what it is and what it is not."""

from __future__ import annotations

import re

import pytest

from embeddings.naming.patterns import ABBREVIATION, HONORIFIC, NAME_WORD, PARTICLE


@pytest.mark.parametrize(
    ("pattern", "whole", "others"),
    [
        (NAME_WORD, ("Mensah", "O’Neil", "Ålund", "Élise"), ("mensah", "A", "7th")),
        (PARTICLE, ("van", "al", "da"), ("Van", "valley", "and")),
        (HONORIFIC, ("Mr ", "Mrs. ", "Professor ", "Dr. ", "Señora "), ("mr ", "Mister ", "Mr")),
        (ABBREVIATION, ("Mr", "Gov", "Sept", "Jul", "e.g", "Ltd"), ("May", "mr", "End", "eng")),
    ],
)
def test_what_is_one_and_what_is_none(pattern: str, whole: tuple[str, ...], others: tuple[str, ...]) -> None:
    assert [text for text in whole if not re.fullmatch(pattern, text)] == []
    assert [text for text in others if re.fullmatch(pattern, text)] == []
