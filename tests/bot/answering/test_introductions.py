"""How much a sentence tells of who somebody is."""

from __future__ import annotations

import pytest

from bot.answering.called import called
from bot.answering.introductions import DEFINED, DESCRIBED, TITLED, introduces


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann Lee is the keeper of the light.", DEFINED),
        ("**Ann Lee** - keeper of the light, Unity Party.", DEFINED),
        ("Ann Lee (keeper of the light) came.", DEFINED),
        ("Ann Lee was born in Tolm.", DEFINED),
        ("Lee worked at the plant from 2009.", DEFINED),
        ("Ann Lee, a chemist born in Tolm, is the new keeper of the light.", DEFINED),
        ("Dr. Ann Lee (Tolm Hospital) told the council so.", DESCRIBED),
        ("Ann Lee, who runs the quarry, said no.", DESCRIBED),
        ("Ann Lee, a former chemist, said no.", DESCRIBED),
        ("“No,” said Ann Lee, keeper of the light.", DESCRIBED),
        ("The engineer Ann Lee said no.", DESCRIBED),
        ("Its chief executive, Ann Lee, said no.", DESCRIBED),
        ("Councillor Ann Lee said no.", TITLED),
        ("Ann Lee said no.", 0),
        ("“No,” said Ann Lee, and left.", 0),
        ("He told Ann Lee, however, to go.", 0),
        ("Ann Lee (@annlee) wrote it.", 0),
        ("Ann Lee's house is old.", 0),
        ("Ole Brand is the keeper of the light.", 0),
    ],
)
def test_what_stands_beside_a_name(text: str, told: int) -> None:
    assert introduces(text, called("Ann Lee")) == told


def test_the_best_of_several_places_counts() -> None:
    assert introduces("Ann Lee came. Lee is the keeper of the light.", called("Ann Lee")) == DEFINED


@pytest.mark.parametrize(("numbers", "told"), [(37, DEFINED), (38, 0)])
def test_eighty_characters_beside_a_name_are_read(numbers: int, told: int) -> None:
    assert introduces(f"Ann Lee ({'1 ' * numbers}head)", called("Ann Lee")) == told
