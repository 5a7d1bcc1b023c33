from __future__ import annotations

import pytest

from embeddings.text.identifiers import are_held, forms_of, identifiers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call 01632 960 500 or (01632) 960-501.", {"01632960500", "01632960501"}),
        ("Call +44 1632 960500", {"441632960500"}),
        ("See https://www.Velm.example/plans/a, please.", {"velm.example/plans/a"}),
        ("Write to Ida.Berg@velm.example.", {"ida.berg@velm.example"}),
        ("On 2024-05-03 and 03/05/2024 it cost 1 200 000 crowns, or 1.200.000, in 2019-2020.", set()),
        ("Sold 12,345,678 of 3.5 on 2024-05-03 21:40", set()),
        ("At www.velm.example or http://velm.example/", {"velm.example"}),
    ],
)
def test_what_is_one_thing(text: str, found: set[str]) -> None:
    assert identifiers(text) == found


@pytest.mark.parametrize(
    ("asked", "text", "held"),
    [
        ("01632 960 500", "Dial +44 1632 960 500.", True),
        ("+44 1632 960 500", "Dial 01632/960500.", True),
        ("960 500", "Dial 01632 960 500.", True),
        ("01632 960 501", "Dial +44 1632 960 500.", False),
        ("velm.example/plans", "See https://velm.example/plans/a.pdf", True),
        ("velm.example/plan", "See https://velm.example/plans/a.pdf", False),
        ("ida@velm.example", "Write to Ida@velm.example.", True),
        ("ida@velm.example", "Write to ada@velm.example.", False),
    ],
)
def test_an_identifier_is_held_however_it_is_written(asked: str, text: str, held: bool) -> None:
    assert are_held(identifiers(asked), text) is held


def test_each_way_of_dialling_has_one_keyword() -> None:
    assert forms_of("+44 1632 960 500") == forms_of("(01632) 960-500") == ["2960500"]
    assert forms_of("Ida.Berg@velm.example, www.velm.example/a") == ["idabergvelmexample", "velmexamplea"]
