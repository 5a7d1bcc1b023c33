"""German paragraphs, cut into sentences and clauses."""

from __future__ import annotations

import pytest

from embeddings.statements.german.sentences import MASK, masked, sentences
from embeddings.statements.quotemarks import blocks, find_quotations


def cut(text: str) -> list[str]:
    spans = blocks(text)
    quotations = find_quotations(text, spans)
    return [text[one.start : one.end] for one in sentences(text, masked(text, quotations), spans, quotations)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Das war am 3. Mai bei Dr. Holz.", "Sie ging."],
        ["„Ja. Nein.“", "„Doch.“", "Sie ging."],
        ["„Ja“, sagte sie.", "„Nein.“"],
        ["Das kostet z. B. viel (mehr als gedacht).", "2023 war es weniger!", "Ja?"],
        ["Herr K. Voss kam.", "Gut."],
    ],
)
def test_sentences(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_a_dateline_is_no_part_of_its_sentence() -> None:
    assert cut("HARWICK (NPA) - Die Polizei kam.") == ["Die Polizei kam."]
    assert cut("Burgstadt, 4. September 2023. Die Polizei kam.") == ["Die Polizei kam."]


def test_clauses_end_at_marks_outside_of_quotations_and_brackets() -> None:
    text = "Holz (SPD, neu) sagte: „Ja, 8,5“, und ging."
    spans = blocks(text)
    quotations = find_quotations(text, spans)
    (sentence,) = sentences(text, masked(text, quotations), spans, quotations)
    clauses = [(text[one.start : one.end], one.mark) for one in sentence.clauses]
    assert clauses == [("Holz (SPD, neu) sagte", ":"), ("„Ja, 8,5“", ","), ("und ging", "")]
    assert not sentence.is_bare
    assert masked(text, quotations).count(MASK) == len("„Ja, 8,5“")
