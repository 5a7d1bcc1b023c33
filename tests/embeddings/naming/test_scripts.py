from __future__ import annotations

import pytest

from embeddings.naming.names import normal_form
from embeddings.naming.scripts import sound_of, sounds_like

PAIRS = [
    ("Путин", "Putin"),
    ("Владимир Путин", "Vladimir Putin"),
    ("Володимир Зеленський", "Volodymyr Zelensky"),
    ("Зеленский", "Zelenskyy"),
    ("Горбачёв", "Gorbachev"),
    ("Хрущёв", "Khrushchev"),
    ("Достоевский", "Dostoevsky"),
    ("Ельцин", "Yeltsin"),
    ("Шойгу", "Shoigu"),
    ("Лавров", "Lavrov"),
    ("Лукашенко", "Lukashenko"),
    ("Жуков", "Zhukov"),
    ("Бойко Борисов", "Boyko Borisov"),
    ("Κυριάκος Μητσοτάκης", "Kyriakos Mitsotakis"),
    ("Τσίπρας", "Tsipras"),
    ("Πούτιν", "Putin"),
    ("Ομπάμα", "Obama"),
    ("Κλίντον", "Clinton"),
    ("Παπανδρέου", "Papandreou"),
    ("Ευάγγελος Αγγελόπουλος", "Evangelos Angelopoulos"),
    ("Γκάντι", "Gandhi"),
    ("Клинтон", "Clinton"),
    ("Индира Ганди", "Indira Gandhi"),
    ("Путін", "Putin"),
    ("პუტინი", "Putini"),
    ("पुतिन", "Putin"),
    ("ปูติน", "Putin"),
    ("푸틴", "Putin"),
    ("习近平", "Xi Jinping"),
    ("Эйнштейн", "Einstein"),
    ("Фидель Кастро", "Fidel Castro"),
]


@pytest.mark.parametrize(("theirs", "latin"), PAIRS)
def test_a_name_is_found_from_another_script(theirs: str, latin: str) -> None:
    assert sound_of(normal_form(latin)) in sounds_like(theirs)
    assert sound_of(normal_form(theirs)) in sounds_like(latin)


@pytest.mark.parametrize(("one", "other"), [("Smith", "Smyth"), ("Zelensky", "Zelenskyy"), ("Ann Lee", "Anne Lee")])
def test_two_names_in_latin_letters_stay_two_however_they_sound(one: str, other: str) -> None:
    assert sound_of(normal_form(one)) not in sounds_like(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Путин", "Putnam"), ("Πούτιν", "Poitin"), ("Лавров", "Larrov"), ("习近平", "Li Keqiang")]
)
def test_names_that_sound_otherwise_are_others(one: str, other: str) -> None:
    assert sound_of(normal_form(other)) not in sounds_like(one)


def test_what_has_no_sound_is_found_by_none() -> None:
    assert sound_of("2024") is None
    assert sounds_like("2024") == []


def test_a_title_is_left_out_and_the_fullest_form_comes_first() -> None:
    assert sounds_like("Senator Yang Sem")[0] == "other~iangsem"
