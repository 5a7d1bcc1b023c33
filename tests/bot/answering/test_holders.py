"""Who holds an office, in so many words."""

from __future__ import annotations

import pytest

from bot.answering.holders import names_holder


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
