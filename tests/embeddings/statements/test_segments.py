from __future__ import annotations

import pytest

from embeddings.statements.quotemarks import blocks, find_quotations
from embeddings.statements.segments import Segment, is_whole, segments


def cut(text: str) -> list[Segment]:
    (span,) = blocks(text)
    return segments(text, span, 0, find_quotations(text, [span]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr. Adu met Dr. Owusu. They spoke.", ["Mr. Adu met Dr. Owusu.", "They spoke."]),
        ("J. K. Adu left at 9 a.m. Monday.", ["J. K. Adu left at 9 a.m. Monday."]),
        ("“We are going,” said Adu. He left.", ["Yes, said Adu.", "He left."]),
        ("Adu said: “We are going.” He left.", ["Adu said: Yes.", "He left."]),
        ("“Is it far?” she asked.", ["Yes, she asked."]),
        ("Adu called it a “real mess” then.", ["Adu called it a real mess then."]),
    ],
)
def test_sentences_with_stand_ins(text: str, expected: object) -> None:
    assert [segment.text for segment in cut(text)] == expected


def test_a_sentence_of_quotation_alone_is_bare() -> None:
    first, second = cut("“We are going,” said Adu. “It is not far.”")
    assert not first.is_bare
    assert second.is_bare


def test_places_lead_back_to_the_document() -> None:
    text = "“We are going,” said Adu, who called it a “real mess” then."
    (segment,) = cut(text)
    for word in ("said", "Adu", "real mess", "then"):
        start = segment.text.index(word)
        assert text[slice(*segment.span(start, start + len(word)))] == word


def test_fragments_are_kept_with_their_sentence() -> None:
    first, second = cut("Adu saw a “real mess” there. Owusu saw a “fine day” here.")
    assert [quotation.start for quotation in first.fragments] == [10]
    assert [quotation.start for quotation in second.fragments] == [41]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        # it opens a sentence
        ("“It is safe,” she said.", True),
        ("“Gone,” she said.", True),
        ("“It burned”. It was old.", True),
        ("“Gone”. It was old.", False),  # a title
        ("“It is safe for all” Ama Mensah said.", True),
        ("“it is safe for all” Ama Mensah said.", False),
        ("“It is safe” Ama Mensah said.", False),
        ("“It is safe for all” Ama Mensah left.", False),
        ("It rained. “It is safe,” she said.", True),
        ("It rained! “It is safe,” she said.", True),
        # behind a comma or a colon
        ("She said, “It is safe.”", True),
        ("She said: “It is safe.”", True),
        ("She said, “It is safe for all”", True),
        ("She said, “It is safe”", False),
        ("A tall, “odd” man left.", False),
        ("A tall, “odd,” old man left.", False),
        ("“It will,” she said, “in the end,” and left.", True),
        ("She said, “in the end” it will.", False),
        # behind a dash
        ("Then – “We are going!” – a cry.", True),
        ("Then – “We go!” – a cry.", False),
        ("Then – “we are going!” – a cry.", False),
        ("Then – “We are going” – a cry.", False),
        # behind a word
        ("She said “it is safe” twice.", True),
        ("She said “no” to them.", False),
        ("She said “it is” to them.", False),
        ("She said “No,” to them.", True),
        ("She said “No” to them.", False),
        ("She saw “it is safe” there.", False),
        ("She said – “...” to them.", False),
        ("She said, “…[they] are safe.”", True),
    ],
)
def test_an_utterance_is_whole_and_a_term_is_none(text: str, whole: bool) -> None:
    (span,) = blocks(text)
    assert is_whole(text, find_quotations(text, [span])[-1], span) == whole


def test_what_runs_over_paragraphs_is_whole() -> None:
    text = "A tall, “odd\n\n“man” left."
    first, _ = blocks(text)
    (quotation,) = find_quotations(text, blocks(text))
    assert is_whole(text, quotation, first)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is safe”, she said.", ["Yes, she said."]),
        ("“It is safe,”– she said.", ["Yes, – she said."]),
        ("She said: “It is safe.” He left.", ["She said: Yes.", "He left."]),
        ("She said: “It is safe.” and left.", ["She said: Yes, and left."]),
        ("“Is it safe?” she asked.", ["Yes, she asked."]),
        ("“Is it safe?” Ama Mensah asked.", ["Yes, Ama Mensah asked."]),
        ("“It is safe…” Ama Mensah began.", ["Yes, Ama Mensah began."]),
        ("“It is safe...” Ama Mensah began.", ["Yes, Ama Mensah began."]),
        ("“It is safe.” Ama Mensah asked.", ["Yes.", "Ama Mensah asked."]),
        ("“Is it safe?” Ama Mensah left.", ["Yes?", "Ama Mensah left."]),
        ("“It is safe for all” Ama Mensah said.", ["Yes, Ama Mensah said."]),
        ("She said “it is safe” ", ["She said Yes"]),
    ],
)
def test_a_stand_in_ends_as_the_sentence_around_it_needs(text: str, expected: list[str]) -> None:
    assert [segment.text for segment in cut(text)] == expected
