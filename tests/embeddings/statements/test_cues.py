from __future__ import annotations

import pytest

from embeddings.statements.cues import CUES, SPEECH_FORMS, holds_cue, inflections


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("warn", ["warn", "warns", "warned", "warning"]),
        ("argue", ["argue", "argues", "argued", "arguing"]),
        ("deny", ["deny", "denies", "denied", "denying"]),
        ("confess", ["confess", "confesses", "confessed", "confessing"]),
        ("admit", ["admit", "admits", "admitted", "admitting"]),
        ("say", ["say", "says", "said", "saying"]),
    ],
)
def test_inflections(lemma: str, forms: list[str]) -> None:
    assert inflections(lemma) == forms


def test_frames_of_a_verb() -> None:
    assert "for" in CUES["called"].frames
    assert "infinitive" in CUES["vowed"].frames
    assert CUES["said"].speech
    assert not CUES["opposed"].speech


def test_every_speech_form_opens_the_parser() -> None:
    assert all(holds_cue(f"They {form.upper()}, it.") for form in SPEECH_FORMS)
    assert not holds_cue("It rained for days.")
