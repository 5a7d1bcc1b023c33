from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.naming.names import forms_of, is_pronoun, normal_form, shorter_forms


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Ama Mensah", "ama mensah"),
        ("Mensah, Ama", "ama mensah"),
        ("MENSAH, Ama", "ama mensah"),
        ("Senator Ama Mensah", "ama mensah"),
        ("Dr. Ama Mensah's", "ama mensah"),
        ("Mr. Mensah", "mensah"),
        ("former Vice President Ama Mensah", "ama mensah"),
        ("President-elect Ama Mensah", "ama mensah"),
        ("Señora Núñez", "senora nunez"),
        ("Łukasz Żak", "lukasz zak"),
        ("Søren Đorđević", "soren dordevic"),
        ("Conan O’Brien", "conan obrien"),
        ("Conan O'Brien's", "conan obrien"),
        ("Bashar al-Assad", "bashar al assad"),
        ("Ama K. Mensah", "ama mensah"),
        ("the RUU", "ruu"),
        ("The R.U.U.", "ruu"),
        ("Inter-River Union", "inter river union"),
        ("General Electric", "general electric"),  # with two words left, a title may be a name
        ("The engineer, the mayor", "engineer the mayor"),
        ("A former clerk of the firm", "former clerk of the firm"),
        ("The leader of the union", "leader of the union"),
        ("Meteorologist Ama Mensah", "ama mensah"),
        ("", ""),
        ("…", ""),
        ("សុខ សាន", "សុខ សាន"),
    ],
)
def test_normal_form(name: str, form: str) -> None:
    assert normal_form(name) == normal_form(form) == form


@given(st.text())
def test_the_normal_form_of_any_text_is_normal(name: str) -> None:
    form = normal_form(name)
    assert form == " ".join(form.split()) == form.casefold()


def test_a_generation_is_no_surname() -> None:
    assert forms_of("Kofi Boateng III", "Kofi Boateng III") >= {"kofi boateng iii", "kofi boateng", "boateng"}


def test_a_surname_with_a_place_is_found_by_the_surname() -> None:
    assert "mensah" in forms_of("Mensah of Accra Hospital", "Dr. Mensah of Accra Hospital")
    assert "president" not in forms_of("President of Ghana", "President of Ghana")


def test_forms_of_a_person() -> None:
    assert forms_of("Ama Mensah", "Mensah") == {"ama mensah", "mensah", "mensah ama"}


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Mohammed bin Salman", {"salman", "bin salman"}),
        ("Bashar al-Assad", {"assad", "al assad"}),
        ("Hans-Jörg von der Heide", {"heide", "von der heide"}),
        ("Khalid bin Rashid al-Mansoori", {"mansoori", "al mansoori", "khalid mansoori"}),
        ("Ngozi Adeyemi-Clarke", {"clarke", "adeyemi clarke"}),
        ("Ursula von der Leyen", {"leyen", "von der leyen", "ursula leyen"}),
    ],
)
def test_small_words_of_a_surname_may_be_left_out(name: str, others: set[str]) -> None:
    assert others < forms_of(name, name)


@given(st.lists(st.sampled_from(["Ama", "Mr.", "Dr.", "The", "J.", "bin", "al-Assad", "”", "’s", "Ⓐ"])).map(" ".join))
def test_any_name_has_its_normal_form(name: str) -> None:
    assert {normal_form(name)} - {""} <= forms_of(name, name)


def test_a_title_and_a_name_are_one_word() -> None:
    assert forms_of("Mr. Mensah", "Mr. Mensah") == {"mensah"}


def test_a_pronoun_is_no_form() -> None:
    assert forms_of("Ama Mensah", "She") == {"ama mensah", "mensah", "mensah ama"}
    assert [is_pronoun(word) for word in ("She", "who", "Mensah")] == [True, True, False]


def test_bodies_and_phrases_have_no_surname() -> None:
    assert forms_of("River Users Union", "The RUU") == {"river users union", "ruu"}
    assert forms_of("people in the valley", "people in the valley") == {"people in the valley"}


def test_titles_are_tried_and_left_out() -> None:
    assert shorter_forms("President Mensah") == ["president mensah", "mensah"]
    assert shorter_forms("Ama Mensah") == ["ama mensah"]
    assert shorter_forms("") == []
