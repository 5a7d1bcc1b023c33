from __future__ import annotations

import sqlite3

import pytest

from embeddings.library.term_ranges import TermRanges


def ranges_of(*terms: str) -> TermRanges:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE terms (term TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT INTO terms VALUES (?)", [(term,) for term in terms])
    return TermRanges(connection)


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("l", ["lee", "lund"]),
        ("ml", ["lee", "lund", "mensah"]),
        ("м", ["мост"]),
        ("é", ["été"]),
        ("😀", ["😀 a"]),
        ("x", []),
        ("", []),
    ],
)
def test_terms_begin_with_one_of_the_letters(letters: str, found: list[str]) -> None:
    assert ranges_of("", "lee", "lund", "mensah", "été", "мост", "\ud7ff", "😀 a").between(letters, 1, 9) == found


def test_terms_have_so_many_letters() -> None:
    assert ranges_of("lee", "lund", "lunds").between("l", 4, 4) == ["lund"]


def test_there_may_be_no_terms() -> None:
    assert ranges_of().between("abc", 1, 9) == []


def test_letters_that_no_term_begins_with_are_not_looked_up() -> None:
    ranges = ranges_of("lee", "мост")
    ranges.between("l", 1, 9)
    asked: list[str] = []
    ranges._connection.set_trace_callback(asked.append)
    assert ranges.between("lабвгд", 1, 9) == ["lee"]
    assert len(asked) == 1
