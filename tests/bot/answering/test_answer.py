from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from bot.answering.answer import answer
from bot.answering.proof import prove
from bot.types import Answer, NotOnRecord
from embeddings.encoding.hashing import HashingEncoder
from embeddings.errors import SnapshotError
from embeddings.library.snapshot import open_current
from embeddings.retrieve import Finder
from embeddings.search.query import make_query
from tests.embeddings.text.test_sentences import TEXT
from tests.samples import QUESTIONS, make_document, make_hit, make_material, material_of

BRIDGE = make_document(
    "It was a wet spring.\n\nThe bridge was closed on Monday. Ines Falk denied it.", id="bridge", title="News"
)
ROOF = make_document("The roof of the school fell in. The bridge stayed.", id="roof", title="School")


def answered(question: str, *documents: str) -> Answer:
    hits = [make_hit(make_document(text, id=text[:9]), rank=rank, dense=0.9) for rank, text in enumerate(documents, 1)]
    outcome = answer(make_material(question, *hits))
    assert isinstance(outcome, Answer)
    return outcome


def test_answer_quotes_and_cites() -> None:
    found = make_material("Who denied that the bridge was closed?", make_hit(BRIDGE, dense=0.9))
    outcome = answer(found)
    assert isinstance(outcome, Answer)
    assert outcome.question == "Who denied that the bridge was closed?"
    (quote,) = outcome.quotes
    assert quote.text == "The bridge was closed on Monday. Ines Falk denied it."
    assert (quote.start, quote.end, quote.statement) == (22, len(BRIDGE.text), None)
    (citation,) = outcome.citations
    assert (citation.number, quote.citation) == (1, 1)
    assert (citation.document, citation.paragraph, citation.also_in) == (BRIDGE, 2, ())
    assert citation.passage.text == BRIDGE.text
    assert citation.scores == found.hits[0].scores


def test_citations_are_numbered_by_worth_and_quotes_name_theirs() -> None:
    outcome = answered("bridge closed", "The bridge is old.", "The bridge closed early.", "The bridge closed.")
    assert [citation.number for citation in outcome.citations] == [*range(1, len(outcome.citations) + 1)]
    texts = {citation.number: citation.document.text for citation in outcome.citations}
    assert all(quote.text == texts[quote.citation] for quote in outcome.quotes)
    assert outcome.quotes[0].text.startswith("The bridge closed")


def test_two_paragraphs_of_a_passage_are_cited_apart() -> None:
    text = "The bridge closed on Monday.\n\nThe bridge closed on Friday."
    outcome = answered("When was the bridge closed: bridge closed?", text)
    assert [(citation.number, citation.paragraph) for citation in outcome.citations] == [(1, 1), (2, 2)]
    assert outcome.citations[0].passage == outcome.citations[1].passage
    for quote in outcome.quotes:
        assert text.split("\n\n")[quote.citation - 1] == quote.text


def test_two_quotes_of_a_paragraph_share_a_citation() -> None:
    filler = "Nobody came to see the harbour that day, as it rained from early morning until late."
    text = f"The bridge closed on Monday. {filler} {filler} {filler} The bridge closed on Friday."
    outcome = answered("When was the bridge closed: bridge closed?", text)
    assert [quote.citation for quote in outcome.quotes] == [1, 1]
    assert len(outcome.citations) == 1


def test_at_most_three_quotes() -> None:
    outcome = answered("bridge", *(f"{word} bridge is old." for word in ("One", "Two", "Three", "Four", "Five")))
    assert len(outcome.quotes) == 3


def test_empty_index_is_not_on_record() -> None:
    assert answer(make_material("Who?")) == NotOnRecord("Who?", 0.0, "empty_index", ())


def test_nothing_relevant_offers_the_three_nearest() -> None:
    hits = [
        make_hit(make_document(f"Text {number}.", id=str(number)), rank=number, dense=0.0) for number in range(1, 6)
    ]
    outcome = answer(make_material("capital France", *hits))
    assert isinstance(outcome, NotOnRecord)
    assert outcome.reason == "nothing_relevant"
    assert [(near.number, near.document.id, near.paragraph) for near in outcome.nearest] == [
        (1, "1", 1),
        (2, "2", 1),
        (3, "3", 1),
    ]


@pytest.mark.parametrize("question", ["bridge", "capital France"])
def test_proof_lets_what_is_exact_pass(question: str) -> None:
    outcome = answer(make_material(question, make_hit(ROOF, dense=0.2)))
    assert prove(outcome) is outcome


@pytest.mark.parametrize("change", [{"text": "The roof fell."}, {"text": ""}, {"start": 1}, {"end": 3}, {"start": 900}])
def test_proof_refuses_a_quote_that_is_not_exact(change: dict[str, str | int]) -> None:
    outcome = answered("bridge", ROOF.text)
    quote = replace(outcome.quotes[0], **change)  # type: ignore[arg-type]  # text and numbers, each in its place
    with pytest.raises(SnapshotError) as caught:
        prove(replace(outcome, quotes=(quote,)))
    assert str(caught.value) == (
        f"A quote does not stand in 'The roof ' at {quote.start}-{quote.end}, so nothing is shown. "
        "Build the index anew: onrecord rebuild --full"
    )


@pytest.mark.parametrize("question", ["bridge", "capital France"])
def test_proof_refuses_a_passage_that_is_not_exact(question: str) -> None:
    hit = make_hit(ROOF, dense=0.2)
    wrong = replace(hit, passage=replace(hit.passage, start=1, end=len(ROOF.text)))
    with pytest.raises(SnapshotError, match="so nothing is shown"):
        prove(answer(make_material(question, wrong)))


@given(TEXT.filter(lambda text: bool(text.strip())), QUESTIONS)
def test_any_text_gives_exact_quotes(text: str, question: str) -> None:
    outcome = answer(make_material(question, make_hit(make_document(text), dense=1.0)))
    assert prove(outcome) is outcome
    if isinstance(outcome, Answer):
        assert outcome.quotes
        assert all(len(quote.text) <= 320 for quote in outcome.quotes)


def test_over_the_samples_library(library: Path, encoder: HashingEncoder) -> None:
    snapshot = open_current(library)
    try:
        question = "Who denied that the bridge would be pulled down?"
        outcome = answer(material_of(Finder(snapshot, encoder).find(make_query(question))))
    finally:
        snapshot.close()
    assert isinstance(outcome, Answer)
    assert "Mayor Ines Falk denied that it would be pulled down." in outcome.quotes[0].text
    assert outcome.citations[0].document.publisher == "Alder Gazette"
