"""What somebody calls a thing is for it or against it."""

from __future__ import annotations

import pytest

from bot.questions.tones import tone_of


@pytest.mark.parametrize(
    ("lemma", "said", "tone"),
    [
        ("call", "the plan a fairy tale", "criticize"),
        ("describe", "it as a disgrace", "criticize"),
        ("call", "the vote a triumph", "praise"),
        ("call", "it not a disgrace", ""),
        ("call", "it right, and a waste", ""),
        ("call", "her daughter Ama", ""),
        ("say", "it was a disgrace", ""),
    ],
)
def test_what_something_is_called(lemma: str, said: str, tone: str) -> None:
    assert tone_of(lemma, said) == tone
