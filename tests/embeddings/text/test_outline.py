from __future__ import annotations

import pytest

from embeddings.readers.pieces import Piece, compose
from embeddings.text.outline import headings_above, outline_at, section_number
from embeddings.text.passages import embedded_text, split_passages, titled_text
from embeddings.types import Document

PIECES = [
    Piece("Manual", "heading", 1),
    Piece("4 Care", "heading", 2),
    Piece("4.3 Cleaning", "heading", 3),
    Piece("Bring:"),
    Piece("salt", "item", 1, opens=True),
    Piece("oil", "item", 1),
    Piece("§ 2 Members", "heading", 2),
    Piece("(3) All may join."),
    Piece("Other", "item", 1, opens=True),
]


def document(pieces: list[Piece]) -> Document:
    text, parts = compose(pieces)
    return Document("a", text, "a", title="Manual", parts=parts)


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("4.3 Cleaning", "4.3"), ("4. Care", "4"), ("§ 2 Members", "§ 2"), ("Article 5", "Article 5"),
        ("ARTICLE IV: Of states", "ARTICLE IV"), ("Art. 12a Fees", "Art. 12a"), ("Chapter 2: Rain", "Chapter 2"),
        ("Cleaning", ""), ("2024-05-03 Walk", ""), ("Part of it", ""), ("3rd of May", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_section_has_a_number(heading: str, number: str) -> None:
    assert section_number(heading) == number


@pytest.mark.parametrize(
    ("words", "headings", "number", "items"),
    [
        ("Bring:", ("Manual", "4 Care", "4.3 Cleaning"), "4.3", []),
        ("oil", ("Manual", "4 Care", "4.3 Cleaning"), "4.3", ["salt", "oil"]),
        ("4.3 Cleaning", ("Manual", "4 Care", "4.3 Cleaning"), "4.3", []),
        ("(3) All", ("Manual", "§ 2 Members"), "§ 2 (3)", []),
        ("Other", ("Manual", "§ 2 Members"), "§ 2", ["Other"]),
    ],
)
def test_a_place_knows_its_headings_and_its_list(
    words: str, headings: tuple[str, ...], number: str, items: list[str]
) -> None:
    one = document(PIECES)
    found = outline_at(one, one.text.index(words))
    assert (found.headings, found.number) == (headings, number)
    assert [one.text[part.start : part.end] for part in found.items] == items


def test_a_text_without_headings_has_no_outline() -> None:
    assert headings_above(Document("a", "One.", "a"), 2) == ()


def test_a_passage_is_found_by_the_headings_above_it() -> None:
    one = document([*PIECES[:3], *[Piece(f"It is clean {number}. " * 20) for number in range(4)]])
    first, second, *_ = split_passages(one, limit=500)
    assert embedded_text(one, first).startswith("Manual\nManual\n\n4 Care")
    assert embedded_text(one, second).startswith("Manual\n4 Care / 4.3 Cleaning\nIt is clean")
    assert titled_text(one, second).title == "Manual 4 Care / 4.3 Cleaning"
