from __future__ import annotations

import pytest

from embeddings.text.identifiers import identifiers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call 01632 960 500 or (01632) 960-501.", {"01632960500", "01632960501"}),
        ("Call +44 1632 960500", {"441632960500"}),
        ("See https://www.Velm.example/plans/a, please.", {"velm.example/plans/a"}),
        ("Write to Ida.Berg@velm.example.", {"ida.berg@velm.example"}),
        ("On 2024-05-03 and 03/05/2024 it cost 1 200 000 crowns, or 1.200.000, in 2019-2020.", set()),
        ("Sold 12,345,678 of 3.5", set()),
    ],
)
def test_what_is_one_thing(text: str, found: set[str]) -> None:
    assert identifiers(text) == found
