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


def test_which_languages_have_rules() -> None:
    assert stems("en")
    assert not stems("km")
    assert not stems(None)
    with pytest.raises(KeyError):
        stem("word", "km")


def test_threads_wait_for_each_other() -> None:
    words = [f"{letter}bridges" for letter in "abcdefgh"] * 200
    with ThreadPoolExecutor(4) as threads:
        assert [*threads.map(lambda word: stem(word, "en"), words)] == [f"{word[0]}bridg" for word in words]
