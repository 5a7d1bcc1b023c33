"""The words of a text, as they are compared."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embeddings.text.verbatim import words_said


def forms(text: str) -> list[str]:
    return [word.form for word in words_said(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We never  left”,", "we NEVER\nleft"),
        ("it’s", "it's"),
        ("re-elected", "re elected"),
        ("caf\u00e9", "cafe\u0301"),
        ("soft\u00adly", "softly"),
        ("40\u202f000", "40000"),
        ("A — b … c!", "a b c"),
        ("\u200bភ្នំ\u200bពេញ", "ភ្នំ ពេញ"),
    ],
)
def test_these_say_the_same(one: str, other: str) -> None:
    assert forms(one) == forms(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5", "-5"),
        ("5 %", "5"),
        ("$5", "€5"),
        ("1.5", "15"),
        ("notable", "not able"),
        ("won't", "wont"),
        ("2,5", "2.5"),
        ("本不是", "本是"),
    ],
)
def test_these_do_not(one: str, other: str) -> None:
    assert forms(one) != forms(other)


@given(st.text())
@example("-0")
def test_each_word_stands_where_it_says(text: str) -> None:
    words = words_said(text)
    assert all(0 <= word.start < word.end <= len(text) and word.form for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))
    apart = [word for word in words if word.form not in ("-", "+")]  # a sign is a word before its number alone
    again = [form for word in apart for form in forms(unicodedata.normalize("NFC", text[word.start : word.end]))]
    assert len(again) >= len(apart)
