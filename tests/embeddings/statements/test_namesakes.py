"""A surname that two people bear is whoever's the text tells, else nobody's."""

from __future__ import annotations

import pytest

from embeddings.statements.namesakes import find_namesakes

A, K = "Ama Mensah", "Ruth Mensah"
BOTH = (A, K)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"{A} built the boat. {K} sailed it. Mensah said that it leaked.", None),
        (f"{A} came. {A} spoke. {A} left. {K} did not. {A} came back. Mensah said that it leaked.", A),
        (f"{A} came. {A} spoke. {A} left. {K} stayed. Mensah said that it leaked.", None),
        (f"{A} came with {K}. Mensah spoke. Mensah laughed. Mensah said that it leaked.", "Mensah"),
    ],
)
def test_one_who_is_named_far_more_often_and_last(text: str, who: str | None) -> None:
    assert find_namesakes(text, "Mensah", BOTH).meant("Mensah", text.rindex("Mensah")) == who


def test_a_title_tells_a_woman_from_a_man() -> None:
    text = "Ruth Mensah and Peter Mensah own the land. Mr Mensah said it was cheap."
    namesakes = find_namesakes(text, "Mensah", ("Ruth Mensah", "Peter Mensah"))
    assert namesakes.meant("Mr Mensah", text.index("Mr")) == "Peter Mensah"
    assert namesakes.meant("Mrs Mensah", text.index("Mr")) == "Ruth Mensah"
    assert namesakes.meant("Dr Mensah", text.index("Mr")) is None


def test_two_women_have_one_title() -> None:
    text = f"{A} and {K} own the land. Mrs Mensah said it was cheap."
    assert find_namesakes(text, "Mensah", BOTH).meant("Mrs Mensah", text.index("Mrs")) is None
