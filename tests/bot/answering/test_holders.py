"""Who holds an office, in so many words."""

from __future__ import annotations

import pytest

from bot.answering.holders import is_former, names_holder, successors


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Present: Ann Lee (treasurer), Bo Dahl.", True),
        ("Treasurer: Ann Lee", True),
        ("The treasurer is Ann Lee.", True),
        ("The treasurer of the club was Ann Lee.", True),
        ("Ann Lee is the treasurer of the club.", True),
        ("Ann Lee, treasurer, spoke first.", True),
        ("Ann Lee, treasurer", True),
        ("Present: Treasurer Ann Lee, Bo Dahl.", True),
        ("The Treasurer thanked Ann Lee.", False),
        ("Name | Role\nAnn Lee | Treasurer", True),
        ("The treasurer reported a balance.", False),
        ("Ann Lee (deputy treasurer)", False),
        ("The former treasurer is Ann Lee.", False),
        ("Ann Lee (chair) thanked the treasurer.", False),
    ],
)
def test_who_holds_an_office_is_named(text: str, named: bool) -> None:
    assert names_holder(text, {"treasurer"}) == named


def test_another_office_is_named_where_that_is_asked_for() -> None:
    assert names_holder("Ann Lee (deputy treasurer)", {"treasurer"}, {"deputy"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee has succeeded Bo Dahl as treasurer of the club.", ["Ann Lee"]),
        ("The club has a new treasurer. Ann Lee took over from Bo Dahl.", ["Ann Lee"]),
        ("Bo Dahl resigned as treasurer. The club named Ann Lee, a judge, to follow him.", ["Ann Lee"]),
        ("Ann Lee, who was elected treasurer on Sunday, spoke.", ["Ann Lee"]),
        ("Bo Dahl is no longer treasurer. Ann Lee was chosen.", ["Ann Lee"]),
        ("Ann Lee was elected deputy treasurer.", []),
        ("Ann Lee was elected to the board. The treasurer was absent.", []),
        ("Ann Lee took over the bakery.", []),
        ("Bo Dahl resigned as treasurer.", []),
    ],
)
def test_who_takes_up_an_office(text: str, names: list[str]) -> None:
    assert list(successors(text, {"treasurer"})) == names
    assert names_holder(text, {"treasurer"}) or not names


def test_whose_role_is_over() -> None:
    assert is_former("the former mayor")
    assert is_former("deputy mayor")
    assert not is_former("mayor of Velm")
