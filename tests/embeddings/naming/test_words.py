from __future__ import annotations

import pytest

from embeddings.naming import words as lists
from embeddings.naming.words import BODIES, HONORIFICS, NOT_NAMES, PARTICLES, TIMES, TITLES, words


def test_a_list_is_running_text() -> None:
    assert words(" a b\n\n b  c ") == {"a", "b", "c"}
    assert words("") == frozenset()


@pytest.mark.parametrize("name", [name for name in vars(lists) if name.isupper() and name not in ("DAYS", "MONTHS")])
def test_words_are_compared_in_small_letters(name: str) -> None:
    assert {word for word in getattr(lists, name) if word != word.lower()} == set()


def test_what_says_mr_is_a_title_and_no_first_name() -> None:
    assert HONORIFICS < TITLES
    assert {"mr", "mrs", "ms"} < NOT_NAMES
    assert "minister" in TITLES
    assert "minister" not in HONORIFICS


@pytest.mark.parametrize("word", ["monday", "yesterday", "afternoon"])
def test_days_are_times_and_no_names(word: str) -> None:
    assert word in TIMES
    assert word not in TITLES | PARTICLES | BODIES


def test_months_are_no_first_names() -> None:
    assert {"march", "april", "may", "june"} <= NOT_NAMES


def test_no_body_is_a_title() -> None:
    assert BODIES.isdisjoint(TITLES)
