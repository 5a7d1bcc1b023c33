from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from embeddings.text.stems import stem, stems


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("en", "bridges", "bridg"),
        ("en", "flooding", "flood"),
        ("de", "brücken", "bruck"),
        ("fr", "barrages", "barrag"),
        ("ru", "мосты", "мост"),
        ("en", "", ""),
    ],
)
def test_a_word_by_the_rules_of_its_language(language: str, word: str, expected: str) -> None:
    assert stem(word, language) == expected


@pytest.mark.parametrize(
    ("language", "forms", "expected"),
    [
        ("uk", "вибори вибір виборів виборами виборах", "вибор"),
        ("uk", "Україна України Україні Україною Україну", "україн"),
        ("uk", "президент президента президентові президентом президенти", "президент"),
        ("uk", "новий нова нового новими новою нові", "нов"),
        ("uk", "незалежність незалежності незалежністю", "незалежн"),
        ("uk", "рік року роки роком роках", "рок"),
        ("uk", "вересень вересня вересні", "вересн"),
        ("uk", "читати читає читав читала читатимуть читають", "чит"),
        ("uk", "зустрілися зустрілись зустрілася", "зустр"),
        ("uk", "Київ Києва Києву", "київ"),
        ("uk", "Зеленський Зеленського Зеленським", "зеленськ"),
        ("fa", "کتاب کتابها", "کتاب"),
    ],
)
def test_forms_of_a_word_are_one(language: str, forms: str, expected: str) -> None:
    assert {stem(form, language) for form in forms.casefold().split()} == {expected}


@pytest.mark.parametrize("word", ["ся", "дні", "і", "їх", "нато", "мгц", "", "a", "ого", "країнськ"])
def test_of_a_short_word_three_letters_and_a_vowel_are_left(word: str) -> None:
    left = stem(word, "uk")
    assert left == word or (len(left) >= 3 and set(left) & set("аеиіоуюяєї"))


@pytest.mark.parametrize(("one", "other"), [("вибори", "вибух"), ("міст", "місяць"), ("сила", "село")])
def test_words_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert stem(one, "uk") != stem(other, "uk")


def test_which_languages_have_rules() -> None:
    assert stems("uk")
    assert stems("en")
    assert not stems("km")
    assert not stems(None)
    assert stem("words", "km") == "words"


def test_threads_wait_for_each_other() -> None:
    words = [f"{letter}bridges" for letter in "abcdefgh"] * 200
    with ThreadPoolExecutor(4) as threads:
        assert [*threads.map(lambda word: stem(word, "en"), words)] == [f"{word[0]}bridg" for word in words]
