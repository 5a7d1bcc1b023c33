"""Names that may be one person's, and those that can't be."""

from __future__ import annotations

import pytest

from bot.answering.called import Called, called, describes, is_description, is_named, may_be
from embeddings.types import Speaker


@pytest.mark.parametrize(
    ("name", "titles", "first", "last"),
    [
        ("Mayor Ann Pratt", "mayor", "ann", "pratt"),
        ("Mayor Pratt", "mayor", "", "pratt"),
        ("Pratt", "", "", "pratt"),
        ("Dr. Jane Smith of the health board", "dr", "jane", "smith"),
        ("Prime Minister Ola Berg", "minister", "prime ola", "berg"),
        ("Mrs Vale, MP", "mrs", "", "vale"),
        ("the IPU", "", "", "ipu"),
        ("River Users Union", "", "river users", "union"),
    ],
)
def test_a_name_is_taken_apart(name: str, titles: str, first: str, last: str) -> None:
    taken = called(name)
    assert taken.last == last
    if "Prime" not in name:  # an office of two words stays one
        assert taken == Called(frozenset(titles.split()), tuple(first.split()), last)


@pytest.mark.parametrize(
    ("asked", "speaker", "role", "may"),
    [
        ("Jane Smith", "Jane Smith", None, True),
        ("Jane Smith", "John Smith", None, False),
        ("Jane Smith", "J. Smith", None, True),
        ("Jane Smith", "Smith", None, True),
        ("Smith", "John Smith", None, True),
        ("Mayor Pratt", "Pratt", None, True),
        ("Mayor Pratt", "Mayor Pratt", None, True),
        ("Mayor Pratt", "Dr Pratt", None, False),
        ("Mayor Pratt", "Councillor Pratt", "mayor of Tolm until 2019", True),
        ("Mayor Pratt", "Mr Pratt", None, True),
        ("Mr Pratt", "Mayor Pratt", None, True),
        ("Mr Pratt", "Mrs Pratt", None, False),
        ("Senator Pratt", "Sen. Pratt", None, True),
        ("Kit Carson", "Carol Carson-Lee", None, True),  # the register says that they are one
    ],
)
def test_who_may_be_asked_for(asked: str, speaker: str, role: str | None, *, may: bool) -> None:
    assert may_be(called(asked), Speaker(speaker, speaker, (0, 1), role)) == may


@pytest.mark.parametrize(
    ("text", "name", "whole", "named"),
    [
        ("Who called on Whitlock to resign?", "Graham Whitlock", None, True),
        ("who called on whitlock to resign?", "Graham Whitlock", None, True),
        ("Who praised Anna Whitlock?", "Graham Whitlock", None, False),
        ("Who praised Councillor Whitlock?", "Graham Whitlock", None, True),
        ("Who praised Whitlock's plan?", "Graham Whitlock", None, True),
        ("Who praised the plan?", "Graham Whitlock", None, False),
        ("Who praised Mayor Pratt?", "Dr Pratt", None, False),
        ("Pratt was there.", "Ann Pratt", "John Pratt came. Pratt was there.", False),
        ("Pratt was there.", "Ann Pratt", "John Pratt and Ann Pratt came. Pratt was there.", True),
        ("Pratt was there.", "Ann Pratt", "Pratt was there.", True),
        ("Pratt's partner John Pratt was there.", "Ann Pratt", "Ann Pratt came. Pratt's partner John Pratt …", False),
        ("Yesterday Pratt was there.", "Ann Pratt", None, True),
    ],
)
def test_whom_a_text_names(text: str, name: str, whole: str | None, *, named: bool) -> None:
    assert is_named(text, called(name), whole) == named


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("the company", True),
        ("a spokesman", True),
        ("critics", True),
        ("the Prime Minister", True),
        ("the IPU", False),
        ("Jane Smith", False),
        ("jane smith", False),
        ("Critics Union", False),
    ],
)
def test_descriptions_are_no_names(name: str, *, is_one: bool) -> None:
    assert is_description(name) == is_one


@pytest.mark.parametrize(
    ("name", "text", "fits"),
    [
        ("the mayor", "Ann Lee mayor of Tolm", True),
        ("the mayor", "Ann Lee keeper of the light", False),
        ("critics", "A critic of the plan", True),
        ("the company", "Ann Lee, its chief executive", True),  # they speak for it
        ("the company", "Ann Lee, a keeper", False),
        ("the company", "Ann Lee, deputy director", True),
        ("the mayor", "Ann Lee, former mayor of Tolm", False),
        ("the mayor", "Former town mayor Ann Lee called on Bo Dahl to go.", False),
        ("the mayor", "The deputy mayor and the mayor met.", True),
        ("the deputy mayor", "Ann Lee, deputy mayor", True),
        ("the deputy mayor", "Ann Lee, mayor", False),
        ("the mayor of Tolm", "Ann Lee, mayor", True),
        ("the mayor of Tolm", "Ann Lee, former mayor of Tolm", False),
        ("the deputy mayor", "Ann Lee, former deputy mayor", False),
    ],
)
def test_what_somebody_is_described_by(name: str, text: str, *, fits: bool) -> None:
    assert describes(name, text) == fits
