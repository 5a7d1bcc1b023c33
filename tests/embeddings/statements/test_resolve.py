"""Names inside one document: resolved where the text leaves no doubt, else as written."""

from __future__ import annotations

import pytest

from embeddings.statements.pieces import touching
from tests.embeddings.statements.conftest import Read


def names(read: Read, text: str) -> list[tuple[str | None, str | None]]:
    return [(said.written, said.speaker) for said in read(text)]


def test_a_surname_is_given_its_first_name(read: Read) -> None:
    text = "The engineer Ama Mensah said the bridge was safe. It rained. Mensah said she had tested it."
    assert names(read, text) == [("Ama Mensah", "Ama Mensah"), ("Mensah", "Ama Mensah")]


def test_a_surname_of_two_people_is_nobodys(read: Read) -> None:
    text = "The engineer Ama Mensah met her cousin Kofi Mensah in town.\n\nMensah said the bridge was safe."
    assert names(read, text) == [(None, None)]


def test_a_surname_that_was_somebody_elses_before_stays_as_written(read: Read) -> None:
    text = "Governor Mensah came late.\n\nThe engineer Ama Mensah was there.\n\nMensah said the bridge was safe."
    assert names(read, text) == [("Mensah", "Mensah")]


def test_a_list_of_names_is_nobodys_full_name(read: Read) -> None:
    text = "Companies, including Volta, said the bridge was safe.\n\nVolta said it had tested it."
    assert names(read, text)[-1] == ("Volta", "Volta")


def test_a_word_that_begins_a_sentence_is_no_first_name(read: Read) -> None:
    text = "Under Mensah the bridge was safe. Under Mensah it held.\n\nMensah said she had tested it."
    assert names(read, text) == [("Mensah", "Mensah")]


def test_an_honorific_is_no_name(read: Read) -> None:
    text = "The engineer Ama Mensah arrived late.\n\nMs. Mensah said the bridge was safe."
    assert names(read, text) == [("Ms. Mensah", "Ama Mensah")]


def test_an_acronym_is_given_its_name(read: Read) -> None:
    text = "The Ghana Bridge Union (GBU) met in May.\n\nThe GBU said the bridge was safe."
    assert names(read, text) == [("The GBU", "Ghana Bridge Union")]


def test_an_acronym_whose_letters_differ_is_left_alone(read: Read) -> None:
    text = "The Ghana Bridge Union (XYZ) met in May.\n\nThe XYZ said the bridge was safe."
    assert names(read, text) == [("The XYZ", "XYZ")]


def test_a_pronoun_is_the_speaker_before_where_nobody_else_is_named(read: Read) -> None:
    text = "The engineer Ama Mensah said the bridge was safe. She added that she had tested it."
    assert names(read, text)[-1] == ("She", "Ama Mensah")


def test_a_pronoun_after_another_name_stays_a_pronoun(read: Read) -> None:
    text = (
        "The engineer Ama Mensah said the bridge was safe. Her rival Esi Owusu was there. "
        "She added that she had tested it."
    )
    assert names(read, text)[-1] == ("She", "She")


def test_a_pronoun_that_does_not_fit_stays_a_pronoun(read: Read) -> None:
    text = "Mrs. Ama Mensah said the bridge was safe. He added that he had tested it."
    assert names(read, text)[-1] == ("He", "He")


def test_a_pronoun_far_away_stays_a_pronoun(read: Read) -> None:
    text = "The engineer Ama Mensah said the bridge was safe.\n\nIt rained.\n\nIt snowed.\n\nShe said it was tested."
    assert names(read, text)[-1] == ("She", "She")


def test_it_is_a_body_that_spoke_before(read: Read) -> None:
    text = "The Ghana Bridge Union (GBU) said the bridge was safe. “We tested it,” it said."
    assert names(read, text)[-1] == ("it", "Ghana Bridge Union")


def test_a_relative_pronoun_is_the_noun_before_it(read: Read) -> None:
    text = "The vote was delayed by Ama Mensah, who said the bridge was safe."
    assert names(read, text) == [("who", "Ama Mensah")]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Senator Ama Mensah said it was safe.", "Ama Mensah", "Senator"),
        ("Kofi Boateng, a retired teacher, said it was safe.", "Kofi Boateng", "retired teacher"),
        ("The ministry spokesman Kofi Boateng said it was safe.", "Kofi Boateng", "ministry spokesman"),
        ("Her deputy, Esi Ann Owusu, said it was safe.", "Esi Ann Owusu", "deputy"),
        ("Mr. Boateng said it was safe.", "Boateng", None),
        ("Kofi Boateng, the day before, said it was safe.", "Kofi Boateng", None),
        ("Kofi Boateng, Tuesday, said it was safe.", "Kofi Boateng", None),
        ("Kofi Boateng, The Daily Post, said it was safe.", "Kofi Boateng", None),
        ("Kofi Boateng, D-Accra, said it was safe.", "Kofi Boateng", None),
        ("Residents said it was safe.", "Residents", None),
        ("The Accra Mayor's Office said it was safe.", "Accra Mayor's Office", None),
    ],
)
def test_names_and_roles(read: Read, text: str, name: str, role: str | None) -> None:
    (said,) = read(text)
    assert (said.speaker, said.role) == (name, role)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The minister Łukasz Żak spoke. “It will pass,” Żak said.", "Łukasz Żak"),
        ("The prince, Mohammed bin Salman, spoke. “It will pass,” bin Salman said.", "Mohammed bin Salman"),
        ("The comic Conan O’Brien spoke. “It will pass,” O’Brien said.", "Conan O’Brien"),
        ("We met Bashar al-Assad there. “It will pass,” Assad said.", "Bashar al-Assad"),
        ("We met Ursula von der Leyen there. “It will pass,” von der Leyen said.", "Ursula von der Leyen"),
    ],
)
def test_surnames_of_all_kinds(read: Read, text: str, name: str) -> None:
    assert read(text)[-1].speaker == name


def test_a_role_is_remembered(read: Read) -> None:
    first, second = read("Kofi Boateng, a retired teacher, said it was safe. Boateng said he had seen it.")
    assert first.role == second.role == "retired teacher"


def test_touching_spans() -> None:
    spans = [(0, 2), (4, 6), (8, 9)]
    assert touching(spans, 2, 4) == []
    assert touching(spans, 1, 5) == [(0, 2), (4, 6)]
    assert touching(spans, 5, 50) == [(4, 6), (8, 9)]


def test_a_first_name_is_given_its_surname(read: Read) -> None:
    text = "The engineer Ama Mensah was there in May.\n\n“It is safe now,” says Ama."
    assert names(read, text) == [("Ama", "Ama Mensah")]


def test_a_first_name_of_two_people_is_nobodys(read: Read) -> None:
    text = "The engineer Ama Mensah met the driver Ama Owusu in May.\n\n“It is safe now,” says Ama."
    assert names(read, text) == [(None, None)]


def test_an_office_is_whoever_holds_it(read: Read) -> None:
    text = "The transport minister, Ama Mensah, said that it was safe. It rained.\n\nThe minister said it was tested."
    assert names(read, text)[-1] == ("The minister", "Ama Mensah")


def test_an_office_that_two_people_hold_stays_as_written(read: Read) -> None:
    text = (
        "The transport minister, Ama Mensah, said that it was safe. The finance minister, Esi Owusu, said that it was "
        "not. It rained.\n\nThe minister said it was tested."
    )
    assert names(read, text)[-1] == ("The minister", "The minister")


def test_a_surname_with_another_affiliation_is_another_person(read: Read) -> None:
    text = (
        "Dr. Smith of Northmoor Hospital said it was safe.\n\nDr. Jane Smith of the health board said it was not.\n\n"
        "“I was there,” replied Smith of Northmoor.\n\nSmith of the board said it had rained."
    )
    assert [speaker for _, speaker in names(read, text)] == [
        "Smith of Northmoor Hospital",
        "Jane Smith",
        "Smith of Northmoor",
        "Jane Smith",
    ]


def test_a_trade_before_a_name_is_no_first_name(read: Read) -> None:
    text = "The thatcher came in May.\n\nThatcher Ama Mensah said that it was safe. Ama Mensah left."
    assert names(read, text) == [("Thatcher Ama Mensah", "Ama Mensah")]


def test_it_is_the_body_that_the_sentence_before_is_about(read: Read) -> None:
    found = names(read, "The bridge gang contradicted her. Of the twelve, it said, three were trainees.")
    assert found == [("it", "it")]
    found = names(read, "The bridge union contradicted her. Of the twelve, it said, three were trainees.")
    assert found == [("it", "The bridge union")]


def test_a_description_that_begins_with_a_trade_keeps_it(read: Read) -> None:
    text = "The lawyers met. Lawyers for nine families in Accra, who are not part of it, said the bridge was safe."
    assert names(read, text)[-1][1] == "Lawyers for nine families in Accra"


def test_small_words_are_part_of_a_surname(read: Read) -> None:
    assert names(read, "The mayor, Ama Mensah i Puig, said that it was safe.") == [("Ama Mensah i Puig",) * 2]
