"""The persons that a piece of text names, or may name."""

from __future__ import annotations

import pytest

from embeddings.statements.named import named_in
from embeddings.statements.people import People

A = "Ama Mensah"
PEOPLE = People({"Mensah": {A}}, {"Ama": {A}}, holders={"minister": "Mensah"}, things=frozenset({"Volta"}))


@pytest.mark.parametrize(
    ("window", "named"),
    [
        ("Mensah left", ["Mensah"]),
        ("Ama Mensah left", ["Mensah"]),
        ("Ama left", ["Mensah"]),
        ("The minister left", ["Mensah"]),
        ("It was Tagoe who left", ["Tagoe"]),  # perhaps somebody
        ("Volta closed it in May", []),
        ("Nothing was closed in Accra", []),
    ],
)
def test_who_is_named(window: str, named: list[str]) -> None:
    assert [name for name, _ in named_in(PEOPLE, window)] == named


def test_whether_they_may_act_is_told_by_what_stands_before() -> None:
    assert list(named_in(PEOPLE, "a letter to Mensah")) == [("Mensah", False)]
