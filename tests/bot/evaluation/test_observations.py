from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.quotes import MOST
from bot.evaluation.cases import Case
from bot.evaluation.observations import DEPTH, observe
from bot.questions.followup import Turn
from bot.respond import Response
from bot.responder import Responder
from bot.types import Answer, Citation, NotOnRecord, Quote
from embeddings.retrieve import Found
from embeddings.search.query import make_query
from embeddings.types import Document, Hit, Passage, Scores

NAMES = ("a", "b", "a", "c", "d")
DOCUMENTS = {name: Document(name, f"Text {name}.", f"{name}.txt", title=name.upper()) for name in "abcdx"}


def make_hit(rank: int, name: str, text: str) -> Hit:
    passage = Passage(f"p{rank}", name, text, 0, len(text), paragraph=rank)
    return Hit(passage, DOCUMENTS[name], Scores(1 / rank, None, 2 / rank), rank)


class FakeResponder(Responder):
    """Finds five passages of four documents; shows the second and the third, or refuses."""

    def __init__(self, *, answers: bool = True) -> None:
        self.answers = answers
        texts = ("Nobody.", "Some.", "The mayor is Roe.", "Roe again.", "It was Roe.")
        self.hits = tuple(
            make_hit(rank, name, text) for rank, (name, text) in enumerate(zip(NAMES, texts, strict=True), 1)
        )
        copied = replace(self.hits[2], copies=(make_hit(3, "x", self.hits[2].passage.text),))
        self.hits = (*self.hits[:2], copied, *self.hits[3:])

    def find(self, question: str, *, limit: int = 10, private: bool = False) -> Found:
        assert limit == DEPTH
        assert private
        return Found(make_query(question), {}, self.hits, 5)

    def respond(
        self, question: str, previous: Turn | None = None, *, private: bool = False, quotes: int = MOST
    ) -> Response:
        assert (previous, quotes) == (None, MOST)
        assert private
        cited = [
            Citation(number, hit.document, hit.passage, 7, hit.scores, (DOCUMENTS["x"],) if number == 2 else ())
            for number, hit in enumerate(self.hits[1:3], start=1)
        ]
        if not self.answers:
            return Response(NotOnRecord(question, 0.1, "nothing_relevant", tuple(cited)), "s", 3.0)
        shown = (Quote(2, "The mayor is Roe.", 0, 17, None), Quote(1, "Some.", 0, 5, None))
        return Response(Answer(question, 0.9, shown, tuple(cited)), "s", 3.0)


def test_what_was_shown_and_what_was_found() -> None:
    seen = observe(FakeResponder(), Case("1", "Who?", answers=("Roe",), relevant={"c": None, "d": None}))
    assert (seen.answered, seen.confidence, seen.milliseconds) == (True, 0.9, 3.0)
    assert seen.quotes == ((2, "The mayor is Roe."), (1, "Some."))
    assert [(shown.rank, shown.paragraph, shown.holds, shown.relevant) for shown in seen.shown] == [
        (2, 7, False, False),
        (3, 7, True, False),
    ]
    assert seen.shown[0].scores == {"dense": 0.5, "keyword": None, "fused": 1.0}
    assert seen.shown[1].document_ids == ("a", "x")
    assert seen.document_rank == 3  # a, b, a again, then c
    assert not seen.passage_holds
    assert seen.quote_holds
    assert seen.any_quote_holds
    assert seen.judged


def test_the_best_right_passage_that_was_not_shown() -> None:
    def overlooked(**facts: object) -> int | None:
        case = Case("1", "Who?", **facts)  # type: ignore[arg-type]  # the keywords are the test's own
        seen = observe(FakeResponder(), case).overlooked
        return seen.rank if seen else None

    assert overlooked(answers=("Roe",), relevant={"a": None, "d": None}) == 5  # rank 1 is relevant and holds nothing
    assert overlooked(answers=("Falk",), relevant={"a": None, "d": None}) == 1
    assert overlooked(answers=("Roe",)) == 4
    assert overlooked(answers=("Falk",)) is None
    assert overlooked(relevant={"b": None}) is None
    assert overlooked(answerable=False) is None


def test_a_copy_of_a_relevant_document_is_relevant() -> None:
    seen = observe(FakeResponder(), Case("1", "Who?", relevant={"x": None}))
    assert [shown.relevant for shown in seen.shown] == [False, True]
    assert seen.document_rank == 3
    assert not seen.judged


def test_a_refusal_quotes_nothing() -> None:
    seen = observe(FakeResponder(answers=False), Case("1", "Who?", answers=("Roe",)))
    assert (seen.answered, seen.quotes, seen.quote_holds, seen.document_rank) == (False, (), False, None)
    assert [shown.rank for shown in seen.shown] == [2, 3]


def test_the_real_responder(responder: Responder) -> None:
    seen = observe(
        responder, Case("1", "When did the mill at Lower Farrow burn down?", True, ("March",), {"mill": None})
    )
    assert seen.answered
    assert seen.document_rank == 1
    assert seen.quote_holds
    assert seen.shown[0].source == "Title of mill <b>, Farrow Echo, 2021-04-01"


@pytest.mark.parametrize("limit", [1, 3])
def test_the_responder_retrieves_as_many_as_it_is_asked_for(responder: Responder, limit: int) -> None:
    assert [hit.rank for hit in responder.find("the bees of the council", limit=limit).hits] == [*range(1, limit + 1)]
