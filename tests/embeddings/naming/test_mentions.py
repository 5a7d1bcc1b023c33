from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.naming.mentions import NameParts, brackets_behind, read_mention, with_affiliation, without_nickname


@pytest.mark.parametrize(
    ("written", "name", "role"),
    [
        ("Ama Mensah", "Ama Mensah", None),
        ("Ama Mensah of the health board", "Ama Mensah", "of the health board"),
        ("Ama Mensah from Northern University", "Ama Mensah", "from Northern University"),
        ("Ama Mensah at the Harbour Institute", "Ama Mensah", "at the Harbour Institute"),
        ("Ama Mensah for the council", "Ama Mensah", "for the council"),
        ("Ama Mensah MP", "Ama Mensah", "MP"),
        ("Ama Mensah KC MP", "Ama Mensah", "KC MP"),
        ("Ama Mensah, PhD", "Ama Mensah", "PhD"),
        ("Ama Mensah (Labour)", "Ama Mensah", "Labour"),
        ("Ama Mensah (@amam)", "Ama Mensah", "@amam"),
        ("Ama Mensah @amam", "Ama Mensah", "@amam"),
        ("Ama Mensah, D-Accra", "Ama Mensah", "D-Accra"),
        ("Professor Ama Mensah of Accra University", "Ama Mensah", "Professor of Accra University"),
        ("Engineer Ama Mensah, of the city works", "Ama Mensah", "Engineer of the city works"),
        ("Rt Rev. Ama Mensah", "Ama Mensah", "Rt Rev."),
        ("Lt Col Ama Mensah DSO", "Ama Mensah", "Lt Col, DSO"),
        ("Pte Kofi Boateng, of the Volta Rifles", "Kofi Boateng", "Pte of the Volta Rifles"),
        ("Sgt Maj Ama Mensah", "Ama Mensah", "Sgt Maj"),
        ("Sergeant First Class Ama Mensah", "Ama Mensah", "Sergeant First Class"),
        ("Professor Emerita Ama Mensah, OBE", "Ama Mensah", "Professor Emerita, OBE"),
        ("Chief Constable Kofi Boateng QPM", "Kofi Boateng", "Chief Constable, QPM"),
        ("Kofi Boateng MS", "Kofi Boateng", "MS"),
        ("Drummer Kofi Boateng", "Kofi Boateng", "Drummer"),
        ("Jean-Luc d'Aubigny of the canal", "Jean-Luc d'Aubigny", "of the canal"),
        ("Juror Kofi Boateng", "Kofi Boateng", "Juror"),
        ("Owner Ama Mensah", "Ama Mensah", "Owner"),
        ("Kofi Boateng SJ", "Kofi Boateng", "SJ"),
        ("Rosa del Carmen", "Rosa del Carmen", None),
        ("Kofi Boateng III", "Kofi Boateng III", None),  # his father is another
        ("Kofi Boateng Jr.", "Kofi Boateng Jr.", None),
        ("Noor van der Wijk of the Greens", "Noor van der Wijk", "of the Greens"),
        ("Ruiz-Hatcher of Velm", "Ruiz-Hatcher of Velm", None),  # one name: the place tells whose it is
        ("Bank of Ghana", "Bank of Ghana", None),
        ("Ghana Teachers Union of Accra", "Ghana Teachers Union of Accra", None),
        ("Prime Minister of Ghana", "Prime Minister of Ghana", None),
        ("Room for Ours", "Room for Ours", None),
        ("", "", None),
    ],
)
def test_a_mention_is_a_name_and_what_stands_beside_it(written: str, name: str, role: str | None) -> None:
    assert read_mention(written) == NameParts(name, role)


@given(st.text(alphabet="Aab .,()-–@ofrMP'’", max_size=40))
def test_any_text_can_be_read_and_a_name_is_a_piece_of_it(written: str) -> None:
    name = read_mention(written).name
    assert name in written or name in " ".join(written.split())


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ama Mensah (Labour) said", "Labour"),
        ("Ama Mensah (@amam) wrote", "@amam"),
        ("Ama Mensah said (quietly)", None),
        ("Ama Mensah (who had been asked to come to the hearing on Monday) said", None),
    ],
)
def test_a_party_or_a_handle_stands_in_brackets(text: str, role: str | None) -> None:
    assert brackets_behind(text, len("Ama Mensah")) == role


@pytest.mark.parametrize(
    ("name", "role"), [("The River Users Union", None), ("Union", "RUU"), ("River Users Club", "RUU")]
)
def test_the_initials_of_a_name_are_no_role(name: str, role: str | None) -> None:
    assert brackets_behind(f"{name} (RUU) called", len(name)) == role


def test_an_office_and_an_affiliation_are_one_role() -> None:
    assert with_affiliation("minister", None) == "minister"
    assert with_affiliation(None, "Labour") == "Labour"
    assert with_affiliation("minister", "Labour") == "minister, Labour"
    assert with_affiliation("Professor", "of Accra") == "Professor of Accra"
    assert with_affiliation("", "") is None


@pytest.mark.parametrize(
    ("name", "written", "left"),
    [
        ("Ama Bee Mensah", "Ama “Bee” Mensah", "Ama Mensah"),
        ("Ama Bee Mensah", 'Dr Ama "Bee" Mensah, a pilot', "Ama Mensah"),
        ("Ama (Bee) Mensah", "Ama (Bee) Mensah", "Ama Mensah"),
        ("Ama Mensah", "Ama Mensah (Labour)", "Ama Mensah"),
        ("Ama Bee Mensah", "Ama Bee Mensah", "Ama Bee Mensah"),
    ],
)
def test_a_nickname_between_two_names_is_none_of_them(name: str, written: str, left: str) -> None:
    assert without_nickname(name, written) == left
