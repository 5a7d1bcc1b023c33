from __future__ import annotations

import pytest

from embeddings.text.terms import question_terms, terms, terms_in
from embeddings.text.tongue import question_language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who denied it?", "en"),
        ("¿Quién lo negó?", "es"),
        ("Wer hat das bestritten?", "de"),
        ("Wie viele Besucher kamen in der zweiten Hälfte 2024?", "de"),
        ("Hoeveel bezoekers waren er in 2024?", "nl"),
        ("Qui l'a nié hier ?", "fr"),
        ("Кто это отрицал?", "ru"),
        ("Хто це заперечив?", "uk"),
        ("តើនរណាបានបដិសេធ?", "km"),
        ("谁否认了？", "zh"),
        ("誰がそれを否定した？", "ja"),
        ("ใครปฏิเสธ San Diego?", "th"),
        ("Kem Sokha", None),
        ("1984?", None),
    ],
)
def test_language_of_a_question(question: str, language: str | None) -> None:
    assert question_language(question) == language


def test_words_are_stemmed_by_the_rules_of_their_language() -> None:
    assert terms("las canciones", "es")[1] == terms("canción", "es")[0]
    assert terms("выборах", "ru") == terms("выборы", "ru")
    assert question_terms("¿Quién ganó las elecciones?", "es") == tuple(terms("ganó elecciones", "es"))


def test_a_word_is_looked_up_in_the_form_it_has_in_each_language() -> None:
    assert terms_in("obama", ["en", "es"]) >= {*terms("Obama", "en"), *terms("Obama", "es")}
