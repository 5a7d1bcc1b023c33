"""Labels inside a text: of somebody whom it names, and of nobody."""

from __future__ import annotations

import pytest

from embeddings.statements.labelled import NamedPeople
from tests.embeddings.statements.conftest import Read

TEXT = "Chair: Ama Mensah. Present: Kofi Boateng, Esi Asante.\n\n"


@pytest.mark.parametrize(
    ("line", "speaker", "words"),
    [
        ("Lessons. Mensah: a repeat must be asked for.", "Ama Mensah", "a repeat must be asked for"),
        ("Kofi: the build is green.", "Kofi Boateng", "the build is green"),
        ("Asante: We shall pay for the bridge.", "Esi Asante", "We shall pay for the bridge"),
        ("Asante: yes, and she would pay for it.", "Esi Asante", "yes, and she would pay for it"),
        ("Engine room (Esi Asante): the pump is too weak.", "Esi Asante", "the pump is too weak"),
        (
            "The strap. Boateng: “Whoever made it never lifted one.”",
            "Kofi Boateng",
            "“Whoever made it never lifted one.”",
        ),
        ("- Mensah: the rail is loose.\n- Kofi: the rail is sound.", "Kofi Boateng", "the rail is sound"),
    ],
)
def test_somebody_whom_the_text_names(read: Read, line: str, speaker: str, words: str) -> None:
    assert (speaker, (words,)) in [(one.speaker, one.words) for one in read(TEXT + line)]


@pytest.mark.parametrize(
    "line",
    [
        "Battery: the lamp is orange.",
        "Mensah: Win at last.",
        "Mensah: She leads by nine points.",
        "Results (North Sea): the catch is small.",
        "Kofi: Adam Khan, Andres Ramirez, Andrew Diss.",
    ],
)
def test_nobody(read: Read, line: str) -> None:
    assert read(TEXT + line) == []


@pytest.mark.parametrize(
    ("line", "speaker", "words"),
    [
        ("It runs at 4 a.m., because “at midnight the office is still typing” (Kofi Boateng).",
         "Kofi Boateng", "“at midnight the office is still typing”"),
        ("Pairing went well (“I learned more than in the whole spring”, Asante).",
         "Esi Asante", "“I learned more than in the whole spring”"),
        ("Two nurses agreed. “It cannot be said of us.” (Mensah)", "Ama Mensah", "“It cannot be said of us.”"),
    ],
)  # fmt: skip
def test_a_name_in_brackets_behind_quoted_words(read: Read, line: str, speaker: str, words: str) -> None:
    assert (speaker, (words,)) in [(one.speaker, one.words) for one in read(TEXT + line)]


def test_what_else_stands_in_brackets(read: Read) -> None:
    line = "It runs at 4 a.m., because “at midnight the office is still typing” (Reuters)."
    assert read(TEXT + line) == []


def test_an_item_of_a_list_says_nothing_of_the_next(read: Read) -> None:
    text = TEXT + '- Kofi said the rail is loose.\n- No night call\n- "We shall pay for it," said Mensah.'
    assert [(one.speaker, one.written) for one in read(text)] == [("Kofi Boateng", "Kofi"), ("Ama Mensah", "Mensah")]


def test_who_is_known() -> None:
    known = NamedPeople("Chair: Ama Mensah. The bridge was closed by Dr Kofi Boateng of Accra Harbour.")
    names = ["Ama Mensah", "Mensah", "Ama", "Boateng", "Mr Ode", "Greta", "Battery", "Accra", "mensah", ""]
    assert [name for name in names if known.names(name.split())] == names[:6]
