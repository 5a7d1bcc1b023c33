"""What a noun of somebody's opinion tells: cue, holder and words; and what is none."""

from __future__ import annotations

import pytest

from embeddings.statements.clauses import claims
from tests.embeddings.statements.trees import read, tree

OPINIONS: list[tuple[str, tuple[str, str, str]]] = [
    ("Mensah's view is that the bridge must be closed.", ("view is", "Mensah", "that the bridge must be closed .")),
    ("The clerk's answer was that it rained.", ("answer was", "clerk", "that it rained .")),
    (
        "The theory, put forward by Ama Mensah, was that the bridge had moved.",
        ("theory was", "Mensah", "that the bridge had moved ."),
    ),
    ("Ama Mensah's advice is to close the bridge.", ("advice is", "Mensah", "to close the bridge .")),
    ("Our lawyer's comment: the clause would not hold.", ("comment :", "lawyer", "the clause would not hold .")),
    (
        "Statement of the mayor, Ama Mensah: the bridge was closed in May.",
        ("Statement :", "mayor", "the bridge was closed in May ."),
    ),
    (
        "The council takes the view that one clerk must not do both.",
        ("takes view", "council", "that one clerk must not do both"),
    ),
    (
        "Ama Mensah is of the opinion that the bridge is safe.",
        ("is opinion", "Mensah", "that the bridge is safe"),
    ),
    ("The office has let us know that the wall is sound.", ("let know", "office", "that the wall is sound")),
    ("Ama Mensah has doubts about the bridge.", ("has", "Mensah", "doubts about the bridge")),
    (
        "Ama Mensah has no objection as long as it is shut.",
        ("has", "Mensah", "no objection as long as it is shut"),
    ),
    ("Management is fine with it as long as it is shut.", ("is", "Management", "fine with it as long as it is shut")),
    ("Ama Mensah's suggestion: ask the printer.", ("suggestion :", "Mensah", "ask the printer .")),
    ("The plant let us know at 11 that it was shut.", ("let know", "plant", "that it was shut")),
    ("Feedback from Ama Mensah: the text is too long.", ("Feedback :", "Mensah", "the text is too long .")),
    ("The engineer sees no need for a bridge.", ("sees", "engineer", "no need for a bridge")),
]
NONE = [
    "Editor's note: the bridge was closed in May.",
    "Mensah's view is a good one.",
    "The bridge's position is that of a gate.",
    "The statement was that of a child.",
    "Mensah's answer: none.",
    "The report has no reason to be long.",
    "Let them know that the wall is sound.",
]


@pytest.mark.parametrize(("sentence", "told"), OPINIONS)
def test_an_opinion(sentence: str, told: tuple[str, str, str]) -> None:
    found = [
        (read(claim.cue), read([claim.speaker] if claim.speaker else []), read(claim.content))
        for claim in claims(tree(sentence))
        if claim.frame in ("opinion", "made known", "minded")
    ]
    assert found == [told]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_none(sentence: str) -> None:
    assert [claim for claim in claims(tree(sentence)) if claim.frame in ("opinion", "made known", "minded")] == []
