"""The people of one German text."""

from __future__ import annotations

from embeddings.statements.german.people import office_of, people_of

TEXT = (
    "Der Vorsitzende des Vereins, Bo Voss, kam mit Ministerin Dr. Ulrike von der Heide. Frau Klein und Karl Rau (Wirt)"
    " gingen. Die Ministerin blieb. Tilo Ems, Geschäftsführer der Werft, und ein Nachbar schwiegen. Rote Bank."
)


def test_full_names_offices_and_whose_they_are() -> None:
    people = people_of(TEXT, [])
    assert people.full == {
        "Voss": {"Bo Voss"},
        "Heide": {"Ulrike von der Heide"},
        "Rau": {"Karl Rau"},
        "Ems": {"Tilo Ems"},
    }
    assert people.holders("Ministerin") == {"Ulrike von der Heide"}
    assert people.holders("Vorsitzender") == {"Bo Voss"}
    assert people.holders("Führer") == {"Tilo Ems"}
    assert (people.gender("Ulrike von der Heide"), people.gender("Bo Voss")) == ("f", "")


def test_where_they_are_named() -> None:
    people = people_of(TEXT, [])
    start = TEXT.index("Die Ministerin")
    assert [(one.name, one.gender) for one in people.between(start, len(TEXT))] == [
        ("Ulrike von der Heide", "f"),
        ("Tilo Ems", "m"),
        ("Tilo Ems", "m"),
        ("", "m"),
    ]


def test_an_office_in_its_forms() -> None:
    assert {*map(office_of, ("Vorsitzender", "Vorsitzenden", "Vorsitzende"))} == {"vorsitzende"}
