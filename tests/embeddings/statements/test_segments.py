from __future__ import annotations

import pytest

from embeddings.statements.quotemarks import blocks, find_quotations
from embeddings.statements.segments import Segment, segments


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
