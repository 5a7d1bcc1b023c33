from __future__ import annotations

import pytest

from embeddings.statements.pieces import pieces_of
from embeddings.statements.quotemarks import blocks, find_quotations
from embeddings.statements.segments import segments
from tests.embeddings.statements.trees import tree


def pieces(text: str, wanted: str) -> list[str]:
    """Return the pieces of a text for the words of its one sentence whose places, from 0, are wanted."""
    (span,) = blocks(text)
    (segment,) = segments(text, span, 0, find_quotations(text, [span]))
    doc = tree(segment.text)
    return [text[slice(*piece)] for piece in pieces_of(segment, [doc[int(place)] for place in wanted.split()])]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("", []),
        ("0 1 2 3", ["It is old"]),
        ("0 1 2 3 4", ["It is old and safe"]),
        ("4 2 3 1 0", ["It is old and safe"]),  # in any order
        ("0 1 4 5", ["It is", "safe"]),  # two runs; no mark at an end
        ("5 6 7", ["she"]),
        ("3", []),
        ("3 5", []),
        ("5 7", []),
        ("4 5 6", ["safe, she"]),
    ],
)
def test_runs_of_words_without_marks_and_conjunctions_at_their_ends(wanted: str, expected: list[str]) -> None:
    assert pieces("It is old and safe, she -", wanted) == expected


#        0   1     2   3 4    5      6      7  8   9     10  11
ORDER = "She wrote of “a tall order” which “was in sight” for all."


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("0 1 2", ["She wrote of"]),
        ("3 4", ["“a tall order”"]),  # the first words of a quotation bring all of it
        ("4", ["tall"]),  # others of it don't
        ("2 3", ["of “a tall order”"]),
        ("2 3 4 5", ["of “a tall order”"]),
        ("4 5 6", ["“a tall order” which"]),  # from inside it
        ("5 6 7", ["“a tall order” which “was in sight”"]),
        ("6", ["which"]),
        ("9 10", ["“was in sight” for"]),
        ("10 11", ["for all"]),
    ],
)
def test_a_piece_that_enters_a_quotation_has_the_whole_of_it(wanted: str, expected: list[str]) -> None:
    assert pieces(ORDER, wanted) == expected
