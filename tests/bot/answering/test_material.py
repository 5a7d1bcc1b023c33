"""What an answer is chosen from: the windows of what was found, weighed by what is asked for."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.material import gather
from bot.answering.topics import Topic, about
from bot.questions.question import question_of
from embeddings.library.statement_store import Record
from embeddings.types import Speaker, Statement
from tests.samples import make_document, make_hit, make_retrieval

HIT = make_hit(make_document("Ama said that the dam is old. The roof is new."))
SAID = Statement(HIT.document.id, ((14, 28),), Speaker("Ama", "Ama", (0, 3)), "said", (4, 8), "indirect")
FOUND = replace(make_retrieval("dam roof", HIT), statements={HIT.passage.id: [Record(SAID, "ama")]})
MATERIAL = gather(question_of(FOUND.query), FOUND)


def test_words_know_whose_they_are() -> None:
    assert MATERIAL.statements(HIT) == [SAID]
    assert [MATERIAL.statement(HIT, window.span) for window in MATERIAL.windows] == [SAID, None, SAID]


def test_a_topic_alone_weighs_the_windows() -> None:
    alone = gather(question_of(FOUND.query), about(Topic({"dam": 2.0}, None), FOUND))
    assert (alone.question.query.terms, alone.found.query.terms) == (("dam",), ("dam",))
    assert [window.features["overlap"] for window in MATERIAL.windows] == [0.5, 0.5, 1.0]
    assert [window.features["overlap"] for window in alone.windows] == [1.0, 0.0, 1.0]


def test_what_a_part_of_a_question_found_is_read_for_that_part() -> None:
    part = replace(FOUND, query=replace(FOUND.query, terms=("dam",)), weights={"dam": 1.0})
    assert gather(question_of(FOUND.query), part).question.query.terms == ("dam",)
