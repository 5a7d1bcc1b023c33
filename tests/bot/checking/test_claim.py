"""What was pasted, and who is claimed to have said it."""

from __future__ import annotations

import pytest

from bot.checking.claim import LONGEST, read_claim
from embeddings.errors import QuestionError


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Yang Sem: “They were not driven out.”", "They were not driven out.", "Yang Sem"),
        ("Yang Sem: They were not driven out", "They were not driven out", "Yang Sem"),
        ("“They were not driven out.” — Yang Sem", "They were not driven out.", "Yang Sem"),
        ("They were not driven out.\n— Yang Sem, senator", "They were not driven out.", "Yang Sem"),
        ("“They were not driven out,” said Yang Sem.", "They were not driven out,", "Yang Sem"),
        ("They were not driven out, said Yang Sem.", "They were not driven out", "Yang Sem"),
        ("Yang Sem said that they were not driven out", "they were not driven out", "Yang Sem"),
        ('Did Yang Sem really say "they were not driven out"?', "they were not driven out", "Yang Sem"),
        ("According to Yang Sem, they left", "they left", "Yang Sem"),
        ("« Ils sont partis hier » a dit Yang Sem", "Ils sont partis hier", "Yang Sem"),
        ("Many scholars: “They were not driven out.”", "They were not driven out.", "Many scholars"),
        ("Yang Sem said: “They were not driven out.”", "They were not driven out.", "Yang Sem"),
        ("“We left,” Yang Sem said, “and came back.”", "We left, … and came back.", "Yang Sem"),
        ("Ян Сем сказал: «Их не выгнали вовсе»", "Их не выгнали вовсе", "Ян Сем"),
    ],
)
def test_a_claimed_speaker_is_read(text: str, words: str, speaker: str) -> None:
    readings = read_claim(text).readings
    assert readings[0].words == text
    assert readings[0].speaker is None
    assert (words, speaker) in [(one.words, one.speaker) for one in readings]


@pytest.mark.parametrize("text", ["They were not driven out.", "He said: no.", "Breaking: the bridge is closed"])
def test_nobody_is_claimed(text: str) -> None:
    assert {one.speaker for one in read_claim(text).readings} == {None}


def test_who_is_named_beside_it_is_claimed() -> None:
    assert {one.speaker for one in read_claim("Yang Sem: They left.", "Ann Lee").readings} == {"Ann Lee"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" … ", "There are no words to check."),
        ("a" * (LONGEST + 1), "The quote has 2,001 characters, and at most 2,000 are compared."),
        ("half \ud800", "The quote holds half a character"),
    ],
)
def test_what_can_not_be_checked_is_said(text: str, told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        read_claim(text)
