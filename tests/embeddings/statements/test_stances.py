"""What somebody holds without a verb that reports: cue, speaker, words and frame; and what is none."""

from __future__ import annotations

import pytest

from embeddings.statements.clauses import claims
from tests.embeddings.statements.trees import read, tree

STANCES: list[tuple[str, tuple[str, str, str, str]]] = [
    (
        "In Ama Mensah's view, the bridge must be closed.",
        ("view", "Mensah", ", the bridge must be closed .", "view"),
    ),
    (
        "In the opinion of Ama Mensah, the bridge must be closed.",
        ("opinion", "Mensah", ", the bridge must be closed .", "view"),
    ),
    (
        "Ama Mensah disputes it: the bridge was closed in May.",
        ("disputes", "Mensah", "the bridge was closed in May .", "before colon"),
    ),
    (
        "Ama Mensah disagreed: the bridge was closed in May.",
        ("disagreed", "Mensah", "the bridge was closed in May .", "before colon"),
    ),
    (
        "Ama Mensah put the loss at 9 million.",
        ("put", "Mensah", "the loss at 9 million", "valued"),
    ),
    (
        "The director, Ama Mensah, puts this down to the rain.",
        ("puts", "director", "this down to the rain", "valued"),
    ),
    ("Ama Mensah is against it.", ("is against", "Mensah", "it", "minded")),
    ("The mayor is in favour.", ("is favour", "mayor", "in favour", "minded")),
    (
        "The bridge does not exist, the auditor-general, Hawa Dramani, reported on Thursday.",
        ("reported", "general", "The bridge does not exist", "beside"),
    ),
]
NONE = [
    "In the third version of the film, the bridge is closed.",
    "The ladder is against the wall.",
    "Ama Mensah put the cup at the end of the table.",
    "Ama Mensah put the cup on the table.",
    "It disputes nothing: the bridge was closed.",
    "Ama Mensah has three dogs: Rex, Bello and Fido.",
    "Ama Mensah is in Accra.",
]


@pytest.mark.parametrize(("sentence", "told"), STANCES)
def test_a_stance(sentence: str, told: tuple[str, str, str, str]) -> None:
    found = [
        (read(claim.cue), read([claim.speaker] if claim.speaker else []), read(claim.content), claim.frame)
        for claim in claims(tree(sentence))
    ]
    assert told in found


@pytest.mark.parametrize("sentence", NONE)
def test_no_stance(sentence: str) -> None:
    frames = {claim.frame for claim in claims(tree(sentence))}
    assert frames.isdisjoint({"view", "before colon", "valued", "minded"})
