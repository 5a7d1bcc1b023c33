"""What tells that the subject of a sentence need not be who speaks in the next one."""

from __future__ import annotations

import pytest

from embeddings.statements.doubts import (
    comments,
    goes_on_with_one,
    is_doubtful,
    is_no_speaker,
    is_parallel,
    last_told,
    opening_office,
    speaks_of,
    tells_earlier,
)


@pytest.mark.parametrize(
    ("behind", "silent"),
    [
        (" said nothing.", True),
        (" would not confirm this.", True),
        (" declined to comment.", True),
        (" left the chamber.", True),
        (" had told parliament that it was safe.", True),
        (" had called the police.", False),
        (" refused to pay.", False),
        (" said that it was safe.", False),
        (" did not agree.", False),
    ],
)
def test_who_says_nothing_or_had_said_it_before(behind: str, silent: bool) -> None:
    assert is_no_speaker(behind) is silent


@pytest.mark.parametrize(
    ("said", "pronoun", "found"),
    [("“He kept us in it,”", "he", True), ("“I was lucky,”", "he", False), ("“He kept us in it,”", "she", False)],
)
def test_words_about_somebody_of_the_same_pronoun(said: str, pronoun: str, found: bool) -> None:
    assert speaks_of(pronoun, said) is found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Mensah praised Owusu after the match", True),
        ("Mensah publicly thanked Owusu", True),
        ("Mensah told the court that Owusu had lied", True),
        ("Mensah said that Owusu was wrong and he would say so", False),
        ("Mensah met Owusu", False),
        ("Owusu was thanked by Mensah", False),
    ],
)
def test_a_sentence_of_praise_or_blame_tells_of_another(sentence: str, found: bool) -> None:
    assert comments(sentence, "Mensah", "he") is found


@pytest.mark.parametrize(
    ("window", "found"),
    [
        ("The judge said he had lied for years. He will appeal, ", True),
        ("The judge sat down. He will appeal, ", False),
        ("The judge said he had lied for years. The club will appeal, ", False),
        ("He will appeal, ", False),
    ],
)
def test_a_pronoun_that_goes_on_with_one_inside(window: str, found: bool) -> None:
    assert goes_on_with_one(window, "he") is found


@pytest.mark.parametrize(
    ("text", "found"), [("He had told officers", True), ("He told officers", False), ("He had a gun", False)]
)
def test_what_was_told_before(text: str, found: bool) -> None:
    assert tells_earlier(text, 2) is found


def test_the_office_that_opens_a_sentence() -> None:
    assert opening_office("She sang. The vicar had her doubts, ") == "vicar"
    assert opening_office("She sang. Mensah had her doubts, ") == ""


def test_the_sentence_before() -> None:
    assert last_told("Mensah came. Owusu left. “Good,” ") == "Owusu left"
    assert last_told("“Good,” ") == ""


@pytest.mark.parametrize(
    ("before", "behind", "found"),
    [
        ("Mensah said that Owusu owed money. She", " said that it was late.", True),
        ("Mensah said that Owusu had warned her. She", " said that it was late.", False),
        ("Mensah said that Owusu owed money. She", " paid.", False),
        ("Mensah met Owusu. She", " said that it was late.", False),
        ("Mensah said that Owusu owed money. In the end she", " said that it was late.", False),
    ],
)
def test_two_sentences_report_alike(before: str, behind: str, found: bool) -> None:
    window = before.removesuffix("She").removesuffix("she")
    assert is_parallel(window, before + behind, len(before)) is found


@pytest.mark.parametrize(
    ("window", "said", "found"),
    [
        ("Owusu shook his head. ", "“It is safe”", False),
        ("Owusu shook his head. ", "“He is wrong”", True),
        ("Owusu said nothing. ", "“It is safe”", True),
        ("Mensah asked Owusu whether it was safe. Owusu said that it was. ", "“It is safe”", True),
        ("Mensah asked Owusu whether it was safe. Owusu shook his head. ", "“It is safe”", False),
        ("His partner, Kofi Owusu, does the books. ", "“It is safe”", True),
        ("His partner, Kofi Owusu, shook his head. ", "“It is safe”", False),
        ("Owusu read out his letter. ", "“It is safe”", True),
        ("Owusu shook his head. The chair would not go, ", "", True),
    ],
)
def test_the_subject_of_the_sentence_before_is_in_doubt(window: str, said: str, found: bool) -> None:
    assert is_doubtful(window, "he", "Owusu", said, {"chair": "Mensah"}) is found
