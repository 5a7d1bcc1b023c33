from __future__ import annotations

import pytest

from tests.embeddings.statements.conftest import Read


@pytest.mark.parametrize(
    "text",
    [
        "It is not true that Ama Mensah said the dam was safe.",
        "Did Ama Mensah say that the dam was safe?",
        "If Ama Mensah says the dam is safe, people will stay.",
        "Had Ama Mensah said that the dam was safe, people would have stayed.",
        "Ama Mensah stopped short of saying that the dam was safe.",
        "Ama Mensah left the room without saying that the dam was safe.",
        "Rumours that Ama Mensah denied the plan are false.",
        "Ama Mensah wishes she had said that the dam was safe.",
        "Ama Mensah was not the one who said that the dam was safe.",
        "Nobody said that the dam was safe.",
        "Table 3 says that rents rose.",
        "Figure 2 of the report shows that wages fell.",
        "No minister said that the dam was safe.",
        "Neither Ama Mensah nor Esi Owusu said that the dam was safe.",
    ],
)
def test_what_was_not_said_is_no_statement(read: Read, text: str) -> None:
    assert [said for said in read(text) if said.speaker and said.kind != "stance"] == []


@pytest.mark.parametrize("text", ["Instead of denying the claim, Ama Mensah said that it was true."])
def test_what_was_said_instead_is_one(read: Read, text: str) -> None:
    (said,) = read(text)
    assert (said.speaker, said.cue) == ("Ama Mensah", "said")


@pytest.mark.parametrize(
    "cue",
    [
        "hardly denied",
        "no longer says",
        "might have said",
        "would say",
        "did not say",
        "never said",
        "falsely claimed",
        "allegedly said",
        "almost said",
        "seldom says",
        "cannot deny",
        "could not say",
        "neither confirmed nor denied",
        "will announce",
    ],
)
def test_a_cue_is_shown_with_what_turns_it(read: Read, cue: str) -> None:
    (said,) = read(f"Ama Mensah {cue} that the dam was safe.")
    assert (said.speaker, said.cue) == ("Ama Mensah", cue)


def test_questions_that_others_ask_are_theirs(read: Read) -> None:
    (said,) = read("“Did the mayor say that the dam is safe?” Ama Mensah asked.")
    assert (said.speaker, said.cue) == ("Ama Mensah", "asked")


@pytest.mark.parametrize(
    "text",
    [
        "The pools of the town open as the table says.",
        "The map shows that the bridge is near the harbour.",
        "The timetable says that the ferry leaves at noon.",
    ],
)
def test_what_shows_or_lists_says_nothing(read: Read, text: str) -> None:
    assert [said.speaker for said in read(text)] in ([], [None])
