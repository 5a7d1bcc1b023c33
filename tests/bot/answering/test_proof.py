"""What is compared once more before it is shown: each way to be wrong, made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.proof import prove
from bot.types import Answer, Citation, NotOnRecord, Quote
from embeddings.errors import SnapshotError
from embeddings.types import Scores, Speaker, Statement
from tests.samples import make_document, whole_passage

TEXT = "Ama said the dam was safe."
DOCUMENT = make_document(TEXT)
CITATION = Citation(1, DOCUMENT, whole_passage(DOCUMENT), 1, Scores(0.5, None, 0.5))
SAID = Statement("d", ((9, 25),), Speaker("Ama", "Ama", (0, 3), None), "said", (4, 8), "indirect")
QUOTE = Quote(1, TEXT, 0, len(TEXT), SAID)


def told(quote: Quote = QUOTE, citation: Citation = CITATION) -> Answer:
    return Answer("?", 0.9, (quote,), (citation,))


def test_what_stands_there_is_shown_as_it_is() -> None:
    for outcome in (told(), told(replace(QUOTE, statement=None)), NotOnRecord("?", 0.1, "nothing_relevant", ())):
        assert prove(outcome) is outcome


@pytest.mark.parametrize(
    "quote",
    [
        replace(QUOTE, text="Ama said the dam was sane."),
        replace(QUOTE, start=1),
        replace(QUOTE, text="", start=3, end=3),  # nothing is no quote
        replace(QUOTE, statement=replace(SAID, cue="denied")),
        replace(QUOTE, statement=replace(SAID, speaker=Speaker("Esi", "Esi", (0, 3), None))),
    ],
)
def test_what_does_not_stand_there_is_not_shown(quote: Quote) -> None:
    with pytest.raises(SnapshotError, match=r"A quote does not stand in 'd' at \d+-\d+, .* onrecord rebuild --full"):
        prove(told(quote))


@pytest.mark.parametrize("refused", [False, True])
def test_passages_are_compared_too(*, refused: bool) -> None:
    citation = replace(CITATION, passage=replace(CITATION.passage, text="Something else."))
    outcome = NotOnRecord("?", 0.1, "nothing_relevant", (citation,)) if refused else told(citation=citation)
    with pytest.raises(SnapshotError, match="does not stand in 'd'"):
        prove(outcome)


def test_private_documents_are_shown_to_those_alone_who_may_see_them() -> None:
    hidden = make_document(TEXT, visibility="private")
    for citation in (replace(CITATION, document=hidden), replace(CITATION, also_in=(hidden,))):
        assert prove(told(citation=citation), private=True) == told(citation=citation)
        with pytest.raises(SnapshotError, match="A private document was found for somebody who may not see it"):
            prove(told(citation=citation))
