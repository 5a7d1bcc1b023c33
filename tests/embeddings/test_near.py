from __future__ import annotations

from embeddings.near import Pair, near_duplicates
from tests.samples import make_document

WORDS = [f"word{number}" for number in range(200)]


def text(*changed: int) -> str:
    return " ".join("other" if place in changed else word for place, word in enumerate(WORDS))


def test_the_same_words() -> None:
    pages = [make_document("One two three.", id="a"), make_document("one  two three.", id="b")]
    assert near_duplicates(pages) == [Pair("a", "b", 1.0)]


def test_nearly_the_same() -> None:
    pages = [make_document(text(), id="a"), make_document(text(7), id="b"), make_document("Else.", id="c")]
    (pair,) = near_duplicates(pages)
    assert (pair.first, pair.second) == ("a", "b")
    assert 0.8 <= pair.share < 1


def test_half_of_it_is_not() -> None:
    pages = [make_document(text(), id="a"), make_document(text(*range(100)), id="b")]
    assert near_duplicates(pages) == []


def test_a_common_footer_is_not() -> None:
    pages = [
        make_document(f"page{n} speaks of thing{n} alone. All rights reserved by us.", id=str(n)) for n in range(60)
    ]
    assert near_duplicates(pages) == []


def test_none_and_empty() -> None:
    assert near_duplicates([]) == []
    assert near_duplicates([make_document("", id="a"), make_document("Words.", id="b")]) == []
