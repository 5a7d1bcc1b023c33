"""Stances that a verb tells without a word of speech: cue, holder, what it is about; and what is none."""

from __future__ import annotations

import pytest

from embeddings.statements.attitudes import attitudes
from tests.embeddings.statements.conftest import Read
from tests.embeddings.statements.trees import read as words
from tests.embeddings.statements.trees import tree

TOLD: list[tuple[str, tuple[str, str, str, str]]] = [
    (
        "The parish wants the spring because it is clean.",
        ("wants", "parish", "the spring because it is clean", "stance object"),
    ),
    (
        "The director, Ama Mensah, has agreed, provided that the roof is mended.",
        ("agreed", "director", ", provided that the roof is mended", "stance preposition"),
    ),
    ("The mayor refused.", ("refused", "mayor", "refused", "stance alone")),
    ("Ama Mensah backs her.", ("backs", "Mensah", "her", "stance object")),
    ("The inspector rules out a break-in.", ("rules", "inspector", "out a break - in", "stance object")),
    ("The hockey players find this odd.", ("find", "players", "this odd", "stance clause")),
    ("The captain would sell it for seven.", ("would sell", "captain", "sell it for seven", "stance would")),
    ("The landlord means to put up the rent.", ("means", "landlord", "to put up the rent", "stance clause")),
    ("The union backs the plan while the firm waits.", ("backs", "union", "the plan", "stance object")),
]
NONE = [
    "The plan wants repair.",
    "The judge found a coin in the grass.",  # no opinion of it
    "The baker holds a spoon.",
    "The captain would be late.",
    "The inspector ruled on it.",
    "Ama Mensah was refused entry.",
    "The word means a boat.",
]


@pytest.mark.parametrize(("sentence", "told"), TOLD, ids=[sentence for sentence, _ in TOLD])
def test_a_stance_without_words(sentence: str, told: tuple[str, str, str, str]) -> None:
    (found,) = attitudes(tree(sentence))
    assert (words(found.cue), words(found.speaker), words(found.content), found.frame) == told


@pytest.mark.parametrize("sentence", NONE)
def test_none(sentence: str) -> None:
    assert list(attitudes(tree(sentence))) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mayor, Ama Mensah, wants the bridge closed.", "stance"),
        ("The mayor, Ama Mensah, opposes the bridge.", "stance"),
        ("The mayor, Ama Mensah, agreed that the bridge was old.", "indirect"),
        ("The mayor, Ama Mensah, hopes that the bridge will hold.", "indirect"),
        ("The mayor, Ama Mensah, wants “a bridge that holds” here.", "mixed"),
    ],
)
def test_what_has_no_words_is_a_stance(read: Read, text: str, kind: str) -> None:
    (said,) = read(text)
    assert (said.speaker, said.kind) == ("Ama Mensah", kind)


def test_what_stands_before_a_semicolon_is_not_what_is_asked_behind_it(read: Read) -> None:
    found = read("The mayor, Ama Mensah, has wanted mornings; the notary, Kofi Boateng, has asked for none at noon.")
    assert [(said.speaker, said.words) for said in found] == [
        ("Ama Mensah", ("mornings",)),
        ("Kofi Boateng", ("none",)),
    ]


def test_what_one_denies_before_a_semicolon_is_no_part_of_what_is_said_behind_it(read: Read) -> None:
    found = read("Ama Mensah denied that the bridge was old; the road, Kofi Boateng said, was closed.")
    assert [(said.speaker, said.words) for said in found] == [
        ("Ama Mensah", ("that the bridge was old",)),
        ("Kofi Boateng", ("the road", "was closed")),
    ]
