from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wanted import Kind, holds, wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who denied it?", "person"),
        ("Whose house is it?", "person"),
        ("Which Norwegian singer left?", "person"),
        ("When did it burn?", "time"),
        ("What year was it?", "time"),
        ("Where is it?", "place"),
        ("In which harbour city was it held?", "place"),
        ("HOW MANY left?", "number"),
        ("What percentage of it?", "number"),
        ("How old is the person who left?", "number"),
        ("What did he say?", None),
        ("Whole wheat?", None),
        ("Nowhere", None),
        ("", None),
    ],
)
def test_what_is_asked_for(question: str, kind: Kind | None) -> None:
    assert wanted(question) == kind


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        ("person", "Ines Falk left.", True),
        ("person", "Ines J. Falk left.", True),
        ("person", "The mayor left.", False),
        ("time", "It was in 1987.", True),
        ("time", "On Tuesday.", True),
        ("time", "a year ago", True),
        ("time", "It may march.", False),
        ("place", "He went to Oster.", True),
        ("place", "near the River Tarn", True),
        ("place", "to the point", False),
        ("number", "About 40 boats.", True),
        ("number", "Half of them.", True),
        ("number", "two-thirds", True),
        ("number", "It was in 1987.", False),
        ("number", "None of it, often", True),
        ("number", "No more", False),
        (None, "", True),
    ],
)
def test_what_is_held(kind: Kind | None, text: str, held: bool) -> None:
    assert holds(kind, text) is held


@given(st.text(), st.sampled_from(["person", "time", "place", "number"]))
def test_any_text_has_an_answer(text: str, kind: Kind) -> None:
    assert wanted(text) in {"person", "time", "place", "number", None}
    assert isinstance(holds(kind, text), bool)
