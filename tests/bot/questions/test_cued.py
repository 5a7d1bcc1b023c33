"""Whether words tell of a saying by some cue."""

from __future__ import annotations

import pytest

from bot.questions.asked import OPPOSING, SUPPORTING, alike
from bot.questions.cued import has_cue, means_what_was_told, opposite, own_cue


@pytest.mark.parametrize(
    ("text", "cues", "told"),
    [
        ("Ama Mensah rejected the plan.", alike("oppose"), True),
        ("Ama Mensah backed the plan.", alike("oppose"), False),
        ("Ama Mensah agreed with him.", alike("agree"), True),
        ("Ama Mensah did not agree with him.", alike("agree"), False),
        ("Nobody backed the plan.", SUPPORTING, False),
        ("I am against it.", OPPOSING, True),
        ("She called it a disgrace.", OPPOSING, True),
        ("She is in favour of it.", SUPPORTING, True),
        ("She is in favour of it.", OPPOSING, False),
        ("She called for a vote.", alike("call+for"), True),
        ("She wants a vote.", alike("want"), True),
    ],
)
def test_has_cue(text: str, cues: frozenset[str], *, told: bool) -> None:
    assert has_cue(text, cues) is told


def test_the_other_side() -> None:
    assert opposite(alike("reject")) == SUPPORTING
    assert opposite(alike("agree")) == OPPOSING
    assert opposite(alike("promise")) == opposite(frozenset()) == opposite(OPPOSING | SUPPORTING) == frozenset()


@pytest.mark.parametrize(
    ("words", "lemma"),
    [
        ("I am against the closure.", "oppose"),
        ("Well, I'm against it.", "oppose"),
        ("We propose a vote.", "propose"),
        ("I also agree with that.", "agree"),
        ("I was asked to come.", ""),
        ("The closure is too long.", ""),
        ("You said that I am late.", ""),
    ],
)
def test_own_cue(words: str, lemma: str) -> None:
    assert own_cue(words) == lemma


@pytest.mark.parametrize(("text", "before"), [("He rejected the plan.", True), ("He rejected the tower.", False)])
def test_means_what_was_told(text: str, *, before: bool) -> None:
    assert means_what_was_told(text) is before
