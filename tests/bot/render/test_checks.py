"""Verdicts as people read them; hostile ones are in fuzz.py."""

from __future__ import annotations

import pytest

from bot.render.checks import check_html, check_text, verdict_line
from bot.responder import Responder
from tests.botapi import format_html

TWICE = "We measured the river twice"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (TWICE, "On record, word for word: Ama Mensah, Senator."),
        ("We never measured the river twice", "On record, but changed: a negation put in, “never”."),
        ("the dam would flood the valley", "On record, but changed: a negation left out, “denied”."),
        ("We measured the river ten times", "On record, but changed: a number changed, “ten times” for “twice”."),
        (f"Esi Owusu: {TWICE}", "On record, but said by somebody else: Ama Mensah, Senator, not Esi Owusu."),
        (
            "Esi Owusu: We never measured the river twice",
            "On record, but changed: a negation put in, “never”. Said by Ama Mensah, Senator, not Esi Owusu.",
        ),
        (
            "the survey was too short",
            "Only reported, not quoted, as said by: Kofi Boateng, retired engineer.",
        ),
        (f"The roof is new. {TWICE}", "Not on record like this: 2 passages were put together."),
        ("Nobody ever wrote these words", "Not on record here: these words stand in no document."),
    ],
)
def test_the_verdict_is_the_first_line(spoken: Responder, text: str, line: str) -> None:
    checked = spoken.check(text).checked
    assert verdict_line(checked) == line
    assert check_text(checked).splitlines()[0] == line
    assert format_html(check_html(checked)).text.splitlines()[0] == line


def test_the_differences_are_marked(spoken: Responder) -> None:
    checked = spoken.check("We never measured the river twice").checked
    assert "<blockquote>We <b>never</b> measured the river twice</blockquote>" in check_html(checked)
    assert check_text(checked).splitlines()[1:] == [
        "",
        "Pasted:",
        "We *never* measured the river twice",
        "",
        "Ama Mensah, Senator, said:",
        '"*We measured the river twice*," Mensah said.',
        "[1] The dam at Volta Bend, Volta Herald, May 3, 2021, ¶ 1",
    ]


def test_other_places_are_told_on_a_line_each(responder: Responder) -> None:
    text = check_text(responder.check("The ferry to Oster sails at noon").checked)
    assert "[1] Ferry, Harbour Post, ¶ 1" in text
    assert "also: [2] Ferry, Island Herald, ¶ 1" in text
