"""The former and the latter are two people whom the sentences before name, and nobody where there are more."""

from __future__ import annotations

import pytest

from embeddings.statements.pairs import of_two
from embeddings.statements.people import People

PEOPLE = People({name.split()[1]: {name} for name in ("Ama Mensah", "Kofi Boateng", "Esi Owusu")}, {})


@pytest.mark.parametrize(
    ("window", "former", "latter"),
    [
        ("Ama Mensah and Kofi Boateng both spoke. ", "Mensah", "Boateng"),
        ("Ama Mensah spoke. Kofi Boateng listened. It rained. ", "Mensah", "Boateng"),
        ("Esi Owusu left. Ama Mensah met Kofi Boateng. The first of them said no; ", "Mensah", "Boateng"),
        ("Ama Mensah met Kofi Boateng and Esi Owusu. ", None, None),
        ("Ama Mensah spoke. ", None, None),
    ],
)
def test_who_is_named_last(window: str, former: str | None, latter: str | None) -> None:
    assert of_two(PEOPLE, "the former", window) == former
    assert of_two(PEOPLE, "the latter", window) == latter
