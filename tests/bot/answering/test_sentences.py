"""What is known of each sentence of a passage, beside a question."""

from __future__ import annotations

from bot.answering.sentences import Sentence, neighbours, read_passage
from bot.questions.question import question_of
from embeddings.search.query import make_query
from embeddings.text.notes import LONGEST
from tests.samples import make_document, make_hit


def read(question: str, text: str) -> list[list[Sentence]]:
    hit = make_hit(make_document(text, title="The Bridge"))
    return [[*sentences] for sentences in read_passage(hit, question_of(make_query(question))).paragraphs]


def test_a_sentence_knows_what_the_question_does_not_name() -> None:
    ((falk, she),) = read("Who left the bridge?", "On Monday Ines Falk left the bridge. She took 40 boats.")
    assert falk.new == {"monday", "ines", "falk"}
    assert falk.things == {"monday", "ines", "falk"}
    assert (falk.asked_for, falk.full_name) == (True, True)
    assert she.before == falk.terms  # "She" leans on the sentence before
    assert falk.before == frozenset()


def test_two_in_a_row_know_what_both_do() -> None:
    ((one, other),) = read("bridge", "Ines came. Then 40 boats came.")
    both = one.joined(other)
    assert both.span == (one.start, other.end)
    assert both.terms == one.terms | other.terms
    assert both.before == one.before


def test_a_reply_is_found_by_the_question_before_it() -> None:
    ((put,), (reply, more)) = read("bridge", "Is the bridge safe?\n\nIt is. We tested it.")
    assert put.reply_to == ""
    assert {reply.reply_to, more.reply_to} == {"Is the bridge safe?"}
    assert "bridg" in reply.terms
    assert "bridg" in more.before - more.terms


def test_neighbours_are_short_enough_to_be_shown_together() -> None:
    assert [*neighbours([(0, 9), (10, 20), (21, LONGEST + 11)])] == [(0, 20)]
    assert [*neighbours([(10, 20), (21, LONGEST + 10)])] == [(10, LONGEST + 10)]
    assert [*neighbours([(0, 9)])] == []
