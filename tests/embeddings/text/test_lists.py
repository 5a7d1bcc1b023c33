"""Lists as documents have them; each is found whole, from whatever part of it."""

from __future__ import annotations

import pytest

from embeddings.readers.pieces import Piece, compose
from embeddings.text.lists import Enumeration, lists_near
from embeddings.types import Document


def words(document: Document, found: list[Enumeration]) -> list[tuple[str, list[str]]]:
    """Return what each list begins with, and its items."""
    text = document.text
    return [
        (text[one.start : one.items[0][0]].strip(), [" ".join(text[slice(*span)].split()) for span in one.items])
        for one in found
    ]


def plain(text: str) -> Document:
    return Document("a", text, "a")


def near(document: Document, part: str) -> list[tuple[str, list[str]]]:
    start = document.text.index(part)
    return words(document, lists_near(document, start, start + len(part)))


@pytest.mark.parametrize("part", ["We want:", "tea", "milk"])
@pytest.mark.parametrize(
    "text",
    [
        "Hello.\n\nWe want:\n\n- tea\n- coffee,\n  black\n- milk\n\nGoodbye.",
        "Hello.\nWe want:\n• tea\n• coffee,\n  black\n• milk\nGoodbye.",
        "Hello. We want:\n\n1. tea\n\n2. coffee,\nblack\n\n3. milk\n\nGoodbye.",
        "We want:\n\na) tea\nb) coffee, black\nc) milk",
        "We want:\n– tea\n– coffee, black\n– milk\n\n• beer\n• wine",
        "We want:\n\n(i) tea\n(ii) coffee, black\n(iii) milk",
    ],
)
def test_lines_with_marks_are_a_list(text: str, part: str) -> None:
    ((lead, items), *_) = near(plain(text), part)
    assert lead == "We want:"
    assert [item.split(maxsplit=1)[-1] for item in items] == ["tea", "coffee, black", "milk"]


PIECES = [
    Piece("Board", "heading", 1),
    Piece("Anna", "item", 1, opens=True),
    Piece("of the port", "item", 2),
    Piece("Bo", "item", 1),
    Piece("Others are not listed."),
    Piece("Ship: Alma; built: 1901", "row", opens=True),
    Piece("Ship: Bris; built: 1902", "row"),
]


def test_items_and_rows_are_lists_with_what_stands_below_each() -> None:
    text, parts = compose(PIECES)
    document = Document("a", text, "a", parts=parts)
    assert words(document, lists_near(document, 0, len(text))) == [
        ("Board", ["Anna of the port", "Bo"]),
        ("", ["Ship: Alma; built: 1901", "Ship: Bris; built: 1902"]),
    ]
    assert near(document, "Bris") == [("", ["Ship: Alma; built: 1901", "Ship: Bris; built: 1902"])]
    assert near(document, "Others") == []


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Boat Alma: red.\n\nBoat Bris: blue.\n\nBoat Cora: grey.", 3),
        ("Alma: red.\n\nBris: blue.\n\nCora: grey.\n\nThey float.", 3),
        ("Anna Berg - chair.\n\nBo Dahl - treasurer.\n\nCarl Ek - clerk.", 3),
        ("Boat Alma: red.\n\nBoat Bris: blue.", 0),
        ("The boat is red.\n\nThe crew is here.\n\nThe sea is calm.", 0),
        ("Prices rose. Nobody knew.\n\nWages fell.\n\nBread was dear.", 0),
    ],
)
def test_short_paragraphs_of_one_form_are_a_list(text: str, items: int) -> None:
    assert sum(len(found) for _, found in near(plain(text), text[:5])) == items


@pytest.mark.parametrize(
    ("text", "lead", "count"),
    [
        ("Strikers' demands\nHigher wages for the night.\nA second oven.\nA day off.", "Strikers' demands", 3),
        ("What to bring:\nblack shoes\na blue folder", "What to bring:", 2),
        ("Members of the crew\nAnna Berg\nBo Dahl", "", 3),  # nothing tells that the first line leads
        ("The members\nAnna Berg\nBo Dahl\nCarl Ek", "The members", 3),
        ("How to join\n1. Fill in the form.\n2. Come.", "How to join", 2),
        ("Boat Alma: red.\nBoat Bris: blue.\nBoat Cora: grey.", "", 3),
    ],
)
def test_lines_of_one_paragraph_are_a_list(text: str, lead: str, count: int) -> None:
    ((found, items),) = near(plain(f"It rained.\n\n{text}\n\nIt snowed."), text)
    assert (found, len(items)) == (lead, count)


@pytest.mark.parametrize(
    "text",
    [
        "The old mill was seen by\nmany people who came from\nVelm and who never left.",
        "Anna Berg\nBo Dahl",
        "Dear Ida,\nthe boat is here.\nSee you, Jon",
    ],
)
def test_lines_of_broken_prose_are_none(text: str) -> None:
    assert near(plain(text), text) == []


def test_what_leads_to_items_is_near_to_them() -> None:
    text, parts = compose([Piece("They bring:"), Piece("shoes", "item", 1, opens=True), Piece("water", "item", 1)])
    assert near(Document("a", text, "a", parts=parts), "They bring:") == [("They bring:", ["shoes", "water"])]


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("The members are Anna Berg, Bo Dahl, Carl Ek and Dina Falk.", 4),
        ("It offers: tea, coffee, and milk.", 3),
        ("The board was elected, paid, and thanked.", 0),  # nothing opens a list
        ("Its members are Anna and Bo.", 0),
        ("There were rumours, which nobody in the whole of the town could have believed then, and talk, and tears.", 0),
    ],
)
def test_a_sentence_tells_three_things_or_more(sentence: str, items: int) -> None:
    document = plain(f"It rained. {sentence} It rained.")
    found = lists_near(document, 0, len(document.text))
    assert sum(len(one.items) for one in found if one.within) == items
    assert all(document.text[one.start : one.end] == sentence for one in found)


def test_a_list_is_followed_however_long_and_wherever_one_looks() -> None:
    text = "Ships:\n" + "".join(f"- ship {number}\n" for number in range(500))
    (found,) = lists_near(plain(text), 3000, 3010)
    assert len(found.items) == 500
    assert text[found.start : found.end] == text.strip()


def test_a_talk_is_no_list() -> None:
    assert near(plain("1. Boats\n\nBoats float.\n\n2. Trains\n\nTrains don't."), "Boats") == []
