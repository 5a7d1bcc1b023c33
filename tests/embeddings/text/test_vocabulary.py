from __future__ import annotations

import pytest

from embeddings.text.vocabulary import english_words


@pytest.mark.parametrize("word", ["management", "known", "term", "remarkable"])
def test_common_words_are_known(word: str) -> None:
    assert word in english_words()


@pytest.mark.parametrize("word", ["agement", "longterm", "##ment", "[UNK]", "a"])
def test_parts_of_words_and_signs_are_none(word: str) -> None:
    assert word not in english_words()


def test_a_missing_package_leaves_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert english_words.__wrapped__() == frozenset()
