from __future__ import annotations

import pytest

from embeddings.statements.quotemarks import blocks
from embeddings.statements.transcripts import find_turns
from tests.embeddings.statements.conftest import Read

TALK = "MENSAH: Is it safe?\n\nBOATENG: It is. We tested it twice.\n\nMENSAH: When was that?"


def turns(text: str) -> list[str]:
    return [text[start:end] for _, start, end in find_turns(text, blocks(text)).values()]


def test_turns() -> None:
    assert turns(f"They spoke.\n\n{TALK}") == ["Is it safe?", "It is. We tested it twice.", "When was that?"]


@pytest.mark.parametrize(
    "text",
    [
        "Mensah: It is safe.\n\nThey left.",
        "Q: Is it safe?\n\nA: It is.\n\nQ: When was that?\n\nA: In May.",
        "Mensah: 12\n\nBoateng: 14\n\nMensah: 15\n\nBoateng: 3",
        "Monday: Rain.\n\nTuesday: Sun.\n\nWednesday: Snow.",
        "",
    ],
)
def test_lists_and_single_headings_are_no_transcript(text: str) -> None:
    assert turns(text) == []


def test_capitals_speak_and_other_labels_do_not() -> None:
    assert len(turns(f"{TALK}\n\nSource: The Daily Post of May")) == 3
    assert len(turns(f"{TALK}\n\nFurther reading: The Daily Post")) == 3


def test_statements_of_a_transcript(read: Read) -> None:
    assert [(said.speaker, said.words) for said in read(TALK)] == [
        ("MENSAH", ("Is it safe?",)),
        ("BOATENG", ("It is. We tested it twice.",)),
        ("MENSAH", ("When was that?",)),
    ]
