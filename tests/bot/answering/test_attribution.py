"""Whose words a quote is: by hand-made statements about a text whose offsets can be counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.attribution import is_named, is_of, is_said, own_part, stands_in, statement_in
from embeddings.types import Span, Speaker, Statement
from tests.samples import make_document

#       0         1         2         3         4         5         6
#       0123456789012345678901234567890123456789012345678901234567890123456789
TEXT = "Ama Mensah said the dam was safe. Esi Owusu denied it. It rained."
AMA = Statement("d", ((16, 32),), Speaker("Ama Mensah", "Ama Mensah", (0, 10), None), "said", (11, 15), "indirect")
ESI = Statement("d", ((51, 53),), Speaker("Esi Owusu", "Esi Owusu", (34, 43), None), "denied", (44, 50), "indirect")
DOCUMENT = make_document(TEXT)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ((0, 33), AMA),
        ((34, 54), ESI),
        ((0, 54), None),  # two speak
        ((16, 32), AMA),  # nothing but her words
        ((16, 54), None),
        ((55, 65), None),
        ((28, 65), None),  # the end of hers
        ((33, 65), ESI),
        ((51, 65), None),
    ],
)
def test_the_statement_that_a_quote_shows(shown: Span, expected: Statement | None) -> None:
    assert statement_in(DOCUMENT, shown, [AMA, ESI]) == expected


@pytest.mark.parametrize(
    ("words", "hers"),
    [
        ((34, 65), True),  # two thirds
        ((44, 65), False),  # a half
        ((51, 53), True),
        ((55, 65), False),
    ],
)
def test_words_that_answer_are_hers_if_they_are_mostly(words: Span, *, hers: bool) -> None:
    assert is_of(ESI, DOCUMENT, words) is hers


def test_nobody_named_is_nobody() -> None:
    for speaker in (None, Speaker("She", "She", (0, 3), None)):
        unnamed = replace(AMA, speaker=speaker)
        assert not is_named(unnamed)
        assert statement_in(DOCUMENT, (0, 33), [unnamed]) is None


def test_a_pronoun_that_is_resolved_is_named() -> None:
    document = make_document("Ama Mensah came. She said the dam was safe.")
    she = Statement("d", ((26, 42),), Speaker("Ama Mensah", "She", (17, 20), None), "said", (21, 25), "indirect")
    assert statement_in(document, (17, 43), [she]) == she


@pytest.mark.parametrize(
    "wrong",
    [
        replace(AMA, document_id="other"),
        replace(AMA, speaker=Speaker("Ama Mensah", "Ama Mensah", (1, 11), None)),
        replace(AMA, speaker=Speaker("Kofi Mensah", "Ama Mensah", (0, 10), None)),
        replace(AMA, cue="denied"),
        replace(AMA, cue_span=(12, 16)),
        replace(AMA, quote=((55, 65),)),
        replace(AMA, speaker=None),
    ],
)
def test_what_the_text_does_not_say_is_not_shown(wrong: Statement) -> None:
    assert stands_in(DOCUMENT, (0, 33), AMA)
    assert not stands_in(DOCUMENT, (0, 33), wrong)
    assert statement_in(DOCUMENT, (0, 33), [wrong]) is None


@pytest.mark.parametrize(
    ("text", "as_written", "name", "called"),
    [
        ("Carson said no.", "Carson", "Carson", True),
        ("Dr. Carson said no.", "Dr. Carson", "Carson", True),
        ("CARSON said no.", "CARSON", "Carson", True),
        ("Carson said no.", "Carson", "Carol Carson", False),  # her first name stands nowhere
        ("Carson said no. Carol Carson left.", "Carson", "Carol Carson", True),
        ("Carson said no. Carol “Kit” Carson left.", "Carson", "Carol Kit Carson", True),
        ("Carson said no. CAROL CARSON left.", "Carson", "Carol Carson", True),
        ("Carson said no. Carol left. Then Kit came.", "Carson", "Carol Kit", False),  # two people
        ("Carson said no. Caroll Carson left.", "Carson", "carol carson", False),
        ("He said no.", "He", "…", False),
    ],
)
def test_a_name_stands_in_the_document(text: str, as_written: str, name: str, *, called: bool) -> None:
    end, cue = len(as_written), text.index("said")
    speaker = Speaker(name, as_written, (0, end), None)
    said = Statement("d", ((cue + 5, cue + 7),), speaker, "said", (cue, cue + 4), "indirect")
    assert stands_in(make_document(text), (0, cue + 8), said) == called


def test_a_name_may_stand_in_another_form() -> None:
    named = replace(AMA, speaker=Speaker("AMA MENSAH", "Ama Mensah", (0, 10), None))
    assert stands_in(DOCUMENT, (0, 33), named)


@pytest.mark.parametrize(("cue", "said"), [("said", True), ("believes", True), ("has sought", False), ("wants", False)])
def test_what_somebody_wants_or_does_is_not_what_they_said(cue: str, *, said: bool) -> None:
    assert is_said(replace(AMA, cue=cue)) == said


def test_a_stance_is_nobodys_words_unless_stances_are_asked_for() -> None:
    stance = replace(AMA, kind="stance")
    assert statement_in(DOCUMENT, (0, 33), [stance]) is None
    assert statement_in(DOCUMENT, (0, 33), [stance], stances=True) == stance


def test_wishes_are_nobodys_words() -> None:
    document = make_document("Ama Mensah wants to leave the dam.")
    wish = Statement(
        "d", ((17, 33),), Speaker("Ama Mensah", "Ama Mensah", (0, 10), None), "wants", (11, 16), "indirect"
    )
    assert statement_in(document, (0, 34), [wish]) is None


@pytest.mark.parametrize(
    ("shown", "ama", "esi"),
    [((0, 33), (0, 33), None), ((0, 54), (0, 32), (34, 54)), ((34, 54), None, (34, 54)), ((55, 65), None, None)],
)
def test_each_of_two_speakers_has_a_part(shown: Span, ama: Span | None, esi: Span | None) -> None:
    assert own_part(shown, AMA, [AMA, ESI]) == ama
    assert own_part(shown, ESI, [AMA, ESI]) == esi


def test_words_around_anothers_are_no_part() -> None:
    around = replace(AMA, quote=((16, 32), (55, 65)))
    assert own_part((0, 65), around, [around, ESI]) is None


def test_what_one_speaker_tells_of_another_is_the_first_ones() -> None:
    document = make_document("Ama Mensah said that Esi Owusu denied it.")
    told = Statement("d", ((16, 40),), Speaker("Ama Mensah", "Ama Mensah", (0, 10), None), "said", (11, 15), "indirect")
    inner = Statement(
        "d", ((38, 40),), Speaker("Esi Owusu", "Esi Owusu", (21, 30), None), "denied", (31, 37), "indirect"
    )
    assert statement_in(document, (0, 41), [told, inner]) == told


@pytest.mark.parametrize(("end", "expected"), [(45, AMA), (51, None)])
def test_words_without_their_cue_are_half_of_what_is_shown_at_least(end: int, expected: Statement | None) -> None:
    apart = make_document("Ama Mensah said the dam was safe. " + "x" * 40)  # 13 letters of hers
    letters = sum(map(str.isalnum, apart.text[16:end]))
    assert letters == (24 if expected else 30)
    assert statement_in(apart, (16, end), [AMA]) == expected
