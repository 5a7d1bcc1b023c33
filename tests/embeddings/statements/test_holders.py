"""Whose stance a sentence may tell: whether its subject is somebody."""

from __future__ import annotations

import pytest

from embeddings.statements.holders import can_hold
from embeddings.statements.tokens import first, is_subject
from tests.embeddings.statements.trees import tree


@pytest.mark.parametrize(
    "sentence",
    [
        "Ama Mensah wants a spring.",
        "She wants a spring.",
        "The mayor wants a spring.",
        "The parish wants a spring.",
        "The bakers want a spring.",
        "The secretaries want a spring.",
        "The hunters' association wants a spring.",
        "The geologist wants a spring.",
        "The maker, Calder & Voss, wants a spring.",
    ],
)
def test_somebody(sentence: str) -> None:
    subject = first(tree(sentence), is_subject)
    assert subject is not None
    assert can_hold(subject)


@pytest.mark.parametrize(
    "sentence",
    [
        "The plan wants repair.",
        "It wants repair.",
        "The rule refuses it.",
        "The computer refused the file.",
        "This calls for repair.",
        "The letter demands an answer.",
    ],
)
def test_a_thing(sentence: str) -> None:
    subject = first(tree(sentence), is_subject)
    assert subject is not None
    assert not can_hold(subject)


@pytest.mark.parametrize(("noun", "holds"), [("mayor", True), ("plan", False)])
def test_who_stands_for_the_noun_before_it(noun: str, holds: bool) -> None:
    doc = tree(f"We met the {noun} that wants repair.")
    relative = next(token for token in doc if token.text == "that")
    assert can_hold(relative) is holds
