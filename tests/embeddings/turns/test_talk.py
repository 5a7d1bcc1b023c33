"""Conversations that nothing but their labels tells: depositions, committees, brothers, desks."""

from __future__ import annotations

import pytest

from embeddings.turns.lines import lines_of
from embeddings.turns.talk import find_talk

WARD = ["Ama Lee", "Adu", "Ama Lee"]
WILLS = ["Dora Wills", "Gino Amato", "DW", "GA"]


def told(text: str) -> list[tuple[str | None, str]]:
    return [
        (None if talk.label is None else talk.label.full, text[slice(*talk.words[0])])
        for talk in find_talk(text, lines_of(text))
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("1 MR ADU: When?\n2 MS LEE: In April. I saw\n3 it.\n4 MR ADU: Do you?\n5 MS LEE: I do.", ["ADU", "LEE"] * 2),
        ("Q1. CHAIR: Who signed?\nMs LEE: I did.\nQ2. CHAIR: Do you regret it?\nMs LEE: I do.", ["CHAIR", "LEE"] * 2),
        ("12 Q. Did you see it?\n13 A. I did not.\n14 Q. Who did?\n15 A. Adu.", ["Q", "A"] * 2),
        ("[Ama Lee] We begin.\n[Kofi Adu] Why?\n[Ama Lee] I see.\n[Kofi Adu] I do.", ["Ama Lee", "Kofi Adu"] * 2),
        ("09:02 Booth ES (Iker): no\n09:03 Booth EN (Ann): why\n09:04 Booth ES (Iker): ill", ["Iker", "Ann", "Iker"]),
        ("00:12 Ama Lee\nIt broke.\n\n00:31 Al Adu\nDid it?\n\n00:35 Ama Lee\nYes.", ["Ama Lee", "Al Adu", "Ama Lee"]),
        ("Marta: I know.\n\nJon: You do?\n\n" * 3, ["Marta", "Jon"] * 3),
        ("INTERVIEWER: Why?\n\nMR ADU: It was made in 1720.", ["INTERVIEWER", "ADU"]),
        ("Ald. Ama Lee: It leaks.\nTown Clerk Mr Adu: It does.\nAld. Ama Lee: So it leaks.", WARD),
        ("Host (Iker): Why?\nCaller: I fell.\nHost (Iker): When?\nCaller: In May.", ["Iker", "Caller"] * 2),
        ("Senator LEE: Why?\nRear Adm. Adu: I see.\nSenator LEE: Do you?\nRear Adm. Adu: I do.", ["LEE", "Adu"] * 2),
        ("Ama Lee, 44, plumber: It leaks.\n\nKofi Adu, 19, student: Give it a hat.", ["Ama Lee", "Kofi Adu"]),
        ("Dora Wills: Why?\n\nGino Amato: I had.\n\nDW: Now?\n\nGA: I rest.", WILLS),
    ],
)  # fmt: skip
def test_labels_of_many_forms(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in told(text)] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Pros: I save money.\nCons: It is slow.\n" * 4,
        "HOUSE OF ASSEMBLY\nTuesday 5 May.",
        "09:00 Opening Words\nBy Adu.\n\n10:00 Coffee Break\nHall.\n\n10:30 Big Game\nA.\n\n11:00 Coffee Break\nHall.",
        "1 Introduction: why we build\n2 Methods: how we build",
    ],
)
def test_what_is_no_conversation(text: str) -> None:
    assert told(text) == []


def test_a_heading_in_capitals_is_nobody() -> None:
    text = "HOUSE OF ASSEMBLY\nTuesday.\n\nMr ADU: Why?\n\nMs LEE: I know.\n\nMr ADU: You do?\n\nMs LEE: I do."
    assert [speaker for speaker, _ in told(text)] == ["ADU", "LEE", "ADU", "LEE"]
