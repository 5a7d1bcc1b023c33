"""What is kept with a passage is what its text says, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text.notes import LONGEST, note, noted_passages, notes_of
from embeddings.text.passages import split_passages
from embeddings.text.terms import terms
from embeddings.text.things import capitals, names, numbers
from embeddings.types import Document, Passage
from tests.samples import make_document

TEXT = "The mayor, Ines Falk, left. She took 40 boats.\n\nNobody knows why: read E-71."


def passage_of(document: Document) -> Passage:
    (passage,) = noted_passages(document)
    return passage


def test_sentences_are_noted_by_paragraph() -> None:
    document = make_document(TEXT)
    (mayor, she), (nobody,) = notes_of(document, passage_of(document)).paragraphs
    assert document.text[mayor.start : mayor.end] == "The mayor, Ines Falk, left."
    assert document.text[she.start : she.end] == "She took 40 boats."
    assert [mayor.names, mayor.capitals, mayor.numbers] == [{"ines", "falk"}, {"the", "ines", "falk"}, frozenset()]
    assert [she.names, she.capitals, she.numbers] == [frozenset(), {"she"}, {"40"}]
    assert {"boat", "40"} < she.terms
    assert {"e", "71", "e71"} < nobody.terms


def test_a_passage_has_terms_that_no_sentence_of_it_has() -> None:
    document = make_document("Call 555-\n\n1234 now.")
    notes = notes_of(document, passage_of(document))
    assert notes.terms == {*terms(document.text)}


def test_what_was_not_noted_is_worked_out() -> None:
    document = make_document(TEXT)
    (bare,) = split_passages(document)
    assert bare.notes == ""
    assert notes_of(document, bare) == notes_of(document, passage_of(document))


@pytest.mark.parametrize("language", ["de", "fr", "en", None])
def test_a_question_in_another_language_has_its_own_terms(language: str | None) -> None:
    document = replace(make_document("Die alten Brücken stehen."), language="de")
    held = notes_of(document, passage_of(document), language)
    assert held.terms == {*terms(document.text, language)} == held.paragraphs[0][0].terms


def test_offsets_are_those_of_the_document() -> None:
    document = make_document("\n\n".join(f"Paragraph {number}. " + "It is long. " * 40 for number in range(4)))
    passages = noted_passages(document)
    assert len(passages) > 1
    for passage in passages:
        spans = [(one.start, one.end) for rows in notes_of(document, passage).paragraphs for one in rows]
        assert all(passage.start <= start < end <= passage.end for start, end in spans)
        assert spans == sorted(spans)


def test_the_same_words_are_noted_alike_wherever_they_stand() -> None:
    one, other = make_document("It is.\n\nIt was."), make_document("A line.\n\nIt is.\n\nIt was.", body_start=9)
    assert passage_of(one).notes == passage_of(other).notes


@given(st.text(), st.sampled_from([None, "en", "de", "km"]))
def test_any_text_is_noted_as_it_is(text: str, language: str | None) -> None:
    document = replace(make_document(text), language=language)
    for passage in noted_passages(document):
        notes = notes_of(document, passage, language)
        assert notes.terms == {*terms(passage.text, language)}
        for one in (one for rows in notes.paragraphs for one in rows):
            words = document.text[one.start : one.end]
            assert 0 < len(words) <= LONGEST
            told = [{*terms(words, language)}, names(words), numbers(words), capitals(words)]
            assert [one.terms, one.names, one.numbers, one.capitals] == told


def test_notes_are_no_part_of_what_a_passage_is() -> None:
    document = make_document(TEXT)
    (bare,) = split_passages(document)
    assert bare == passage_of(document)
    assert note(document, bare) not in repr(passage_of(document))
