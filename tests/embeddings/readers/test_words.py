"""Words of a page that are told as one: made by hand."""

from __future__ import annotations

import pytest

from embeddings.readers.words import Word, together


def line(*words: str, space: float = 4.0, size: float = 10.0) -> list[Word]:
    """Return words of 5 points a letter, all as far apart."""
    found: list[Word] = []
    for text in words:
        left = found[-1].right + space if found else 50.0
        found.append(Word(text, left, left + 5 * len(text), 700.0, size))
    return found


def told(words: list[Word]) -> list[str]:
    return [word.text for word in together(words)]


def test_words_no_more_than_a_space_apart_are_one() -> None:
    assert list(together(line("The", "old", "ferry"))) == [Word("The old ferry", 50, 113, 700, 10)]
    assert told(line("The", "old", "ferry", space=5)) == ["The", "old", "ferry"]
    assert told([]) == []


@pytest.mark.parametrize("other", [{"base": 688.0}, {"size": 8.0}, {"left": 40.0}])
def test_what_is_set_otherwise_stands_apart(other: dict[str, float]) -> None:
    one, two = line("old", "ferry")
    assert told([one, two._replace(**other)]) == ["old", "ferry"]  # type: ignore[arg-type]


def test_figures_and_leaders_stay_alone() -> None:
    assert told(line("in", "10", "2", "m", "of", "rope", "....", "12")) == ["in", "10", "2", "m of rope", "....", "12"]


def test_words_are_bold_where_all_of_them_are() -> None:
    bold = [word._replace(bold=True) for word in line("Fees", "and", "fares")]
    assert [word.bold for word in together(bold)] == [True]
    assert [word.bold for word in together([*bold[:2], bold[2]._replace(bold=False)])] == [False]
