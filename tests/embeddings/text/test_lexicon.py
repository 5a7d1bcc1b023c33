"""What is known of languages: each file can be read, and its words are folded as terms are."""

import pytest

from embeddings.text.lexicon import Lexicon, fold, languages, lexicon


@pytest.mark.parametrize(
    ("text", "folded"),
    [("für", "fur"), ("Kraków", "Krakow"), ("año", "ano"), ("ёлка", "елка"), ("plain", "plain"), ("ភ្នំពេញ", "ភ្នំពេញ")],
)
def test_marks_that_typists_leave_out_are_gone(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("language", languages())
def test_every_file_is_read_and_its_words_are_folded(language: str) -> None:
    words = lexicon(language).stopwords
    assert all(fold(word) == word for word in words)
    assert bool(words) == (language != "km")  # which puts no spaces between words


@pytest.mark.parametrize(
    ("language", "word"), [("de", "fur"), ("es", "que"), ("fr", "pourquoi"), ("ru", "что"), ("uk", "що")]
)
def test_question_words_are_left_out(language: str, word: str) -> None:
    assert word in lexicon(language).stopwords


@pytest.mark.parametrize("language", languages())
def test_patterns_are_of_the_kinds_that_are_known(language: str) -> None:
    known = lexicon(language)
    assert {*known.asks, *known.holds} <= {"person", "time", "place", "country", "state", "number", "percentage"}
    assert bool(known.asks) == (language in ("es", "fr", "de", "ru", "uk", "km", "ja"))


@pytest.mark.parametrize("language", languages())
def test_endings_come_the_longest_first_and_once(language: str) -> None:
    for step in lexicon(language).endings:
        endings = [ending for ending, _ in step]
        assert endings == sorted(set(endings), key=lambda one: (-len(one), endings.index(one)))
        assert not {">", ""} & {*endings, *(letter for _, instead in step for letter in instead)}


def test_patterns_are_whole_words_where_there_are_any() -> None:
    assert lexicon("de").asks["time"].search("Wann war es?")
    assert not lexicon("de").asks["time"].search("Eine Wanne war es.")
    assert lexicon("km").asks["person"].search("តើអ្នកណាបដិសេធ")


def test_of_most_languages_nothing_is_known() -> None:
    assert lexicon("tlh") == lexicon(None) == Lexicon()
