from __future__ import annotations

import pytest

from bot.answering.attribution import stands_in, statement_in
from embeddings.statements.registry import statements_of
from embeddings.statements.turns import with_turns, written_statements
from embeddings.turns.turns import find_turns
from embeddings.types import Document, Statement, WrittenTurn

TEXT = "Ann Lee: It was old."
DOCUMENT = Document("d", TEXT, "d", turns=(WrittenTurn((0, 7), ((9, len(TEXT)),)),))
TALK = (
    "Debate on the bridge\n\nMr KOFI BOATENG (Northmoor) (Blue): Esi Owusu said the bridge was safe. I know her.\n\n"
    "The MINISTER (Dr Ama Mensah): I know it.\n\nMr BOATENG: The minister has not been there.\n\n"
    "Dr MENSAH: Have you?\n\nThe SPEAKER: Order.\n\nMr BOATENG: I have."
)


def document(text: str) -> Document:
    return Document("d", text, "d", turns=find_turns(text))


def statements(text: str) -> list[Statement]:
    return with_turns(document(text), statements_of([("d", text, None)])["d"])


def told(text: str) -> list[tuple[str, str]]:
    said = [(one.speaker.name, text[slice(*one.quote[0])]) for one in statements(text) if one.speaker is not None]
    return [row for row in said if row[0] not in ("I", "you")]


def test_a_writer_is_the_speaker_of_what_they_wrote() -> None:
    (statement,) = written_statements(DOCUMENT)
    assert (statement.kind, statement.cue, statement.quote) == ("direct", None, ((9, len(TEXT)),))
    assert statement_in(DOCUMENT, (0, len(TEXT)), [statement]) is statement


def test_a_document_without_turns_has_none() -> None:
    assert written_statements(Document("d", TEXT, "d")) == []


def test_names_of_a_debate() -> None:
    assert told(TALK) == [
        ("Kofi Boateng", "Esi Owusu said the bridge was safe. I know her."),
        ("Ama Mensah", "I know it."),
        ("Kofi Boateng", "The minister has not been there."),
        ("Ama Mensah", "Have you?"),
        ("Speaker", "Order."),
        ("Kofi Boateng", "I have."),
        ("Esi Owusu", "the bridge was safe"),
    ]
    made = statements(TALK)
    assert {one.speaker.name: one.speaker.role for one in made if one.speaker and one.cue is None} == {
        "Kofi Boateng": "Northmoor, Blue", "Ama Mensah": "Dr", "Speaker": None
    }  # fmt: skip
    assert all(stands_in(document(TALK), one.quote[0], one) for one in made)


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (("OSEI", "HAMIDI"), ("Amara Osei", "Hamidi")),
        (("**Fibre Weekly**", "**Mabuza**", "**FW**"), ("Fibre Weekly", "Mabuza", "Fibre Weekly")),
        (("Milagros Batista", "Consuelo Batista", "Milagros"), ("Milagros Batista", "Consuelo Batista") * 2),
        (("EILEEN McGARRIGLE", "MAX O'BRIEN-LANG"), ("EILEEN McGARRIGLE", "Max O'Brien-Lang")),
        (("HOST", "RAY"), ("Host", "RAY")),
    ],
)
def test_names_of_labels(labels: tuple[str, ...], names: tuple[str, ...]) -> None:
    text = "Interview by the doctor Amara Osei\n\n" + "\n\n".join(f"{label}: Do you?" for label in [*labels, *labels])
    found = [name for name, _ in told(text)]
    assert found[: len(labels)] == list(names[: len(labels)])


def test_a_name_turned_round() -> None:
    assert told("From: Ost, Sven (Cellar) <s@example.org>\nSent: 2 March 2026\n\nIt is broken.\n\nSven") == [
        ("Sven Ost", "It is broken.")
    ]


def test_what_names_the_writer_of_a_reply_is_nobody_s_statement() -> None:
    text = "From: Ann Lee\nTo: Bob\n\nNo.\n\nOn 2 Mar 2026 at 09:12, Sven Ost <s@example.org> wrote:\n\n> It leaks."
    assert told(text) == [("Ann Lee", "No."), ("Sven Ost", "It leaks.")]


def test_no_statement_reaches_over_two_turns() -> None:
    text = 'A call\n\nQ: Who said "It is safe for everyone"?\n\nA: Mensah said so.\n\nQ: When did he?\n\nA: In May.'
    spans = [span for turn in find_turns(text) for span in turn.words]
    for one in statements(text):
        parts = [*one.quote, *([one.cue_span] if one.cue_span else [])]
        assert sum(all(low <= start and end <= high for start, end in parts) for low, high in spans) == 1


def test_initials_are_whose_name_the_text_tells() -> None:
    letter = "Captain Ama Mensah,\n\nThe light was lit.\n\nYours,\nB. Owusu\n\nSirs, I saw no light. A. Mensah"
    assert [name for name, _ in told(letter)] == ["B. Owusu", "Ama Mensah"]


def test_what_the_writer_of_a_mail_marks_with_initials_is_theirs() -> None:
    text = "From: Jo Ann\nTo: Al\n\n> It is paid yearly.\n\nJA: That is unlawful. My mother thinks it is mad."
    assert {name for name, _ in told(text)} == {"Jo Ann"}


def test_a_label_s_title_is_the_role() -> None:
    text = "Alderman Ama Mensah: It leaks.\n\nMr Boateng: Does it?\n\nAlderman Ama Mensah (Green): I say so."
    roles = {one.speaker.name: one.speaker.role for one in statements(text) if one.speaker}
    assert roles == {"Ama Mensah": "Alderman", "Boateng": None}


def test_a_credit_s_role_stands_behind_the_name() -> None:
    text = "“The island cannot live without a boat.”\n\n― Ama Mensah, mayor of Volta, in a letter\n\nIt rained."
    (speaker,) = {one.speaker for one in statements(text)}
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Ama Mensah", "mayor of Volta")
