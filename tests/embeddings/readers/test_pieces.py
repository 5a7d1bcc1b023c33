from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from embeddings.readers.pieces import Piece, compose, folded
from embeddings.text.sentences import paragraph_starts
from embeddings.types import Part, PartKind


def test_pieces_stand_apart_and_parts_know_their_places() -> None:
    text, parts = compose(
        [
            Piece(" Prices\t now ", "heading", 1),
            Piece(""),
            Piece("One\x0b\x0btwo\x07."),
            Piece("A | B\nc | d", "row", opens=True),
            Piece("A | B\ne | f", "row"),
            Piece("if a:\n\n    b\n", "code"),
        ]
    )
    assert text == "Prices now\n\nOne\ntwo .\n\nA | B\nc | d\n\nA | B\ne | f\n\nif a:\n\n    b"
    assert [(text[part.start : part.end], part.kind, part.group) for part in parts] == [
        ("Prices now", "heading", 0), ("A | B\nc | d", "row", 1), ("A | B\ne | f", "row", 1),
        ("if a:\n\n    b", "code", 0),
    ]  # fmt: skip
    assert parts[0].level == 1


def test_what_stands_in_a_list_does_not_end_it() -> None:
    kinds: list[tuple[PartKind, bool]] = [
        ("item", True),
        ("row", True),
        ("row", False),
        ("code", False),
        ("item", False),
        ("item", True),
    ]
    pieces = [Piece("a", kind, opens=opens) for kind, opens in kinds]
    assert [part.group for part in compose(pieces)[1]] == [1, 2, 2, 0, 1, 3]


KINDS = st.sampled_from(["paragraph", "heading", "item", "row", "code"])


@given(st.lists(st.builds(Piece, st.text(), KINDS, opens=st.booleans()), max_size=8))
def test_every_piece_is_a_paragraph(pieces: list[Piece]) -> None:
    text, parts = compose(pieces)
    assert text == text.strip("\n")
    assert all(text[part.start : part.end].strip() for part in parts)
    assert {part.start for part in parts} <= {*paragraph_starts(text, parts)}
    assert not any(part.start < start < part.end for part in parts for start in paragraph_starts(text, parts))
    assert text.encode().decode() == text


@given(st.text())
def test_folding_is_done_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert "\n\n" not in folded(text)


def test_what_follows_a_part_begins_a_paragraph() -> None:
    text = "# Gates\nThe gate is locked.\n\nIt is green."
    assert paragraph_starts(text, [Part("heading", 0, 7, 1)]) == (0, 8, 29)
