"""What settles a question that yes or no answers: hits and windows made by hand."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.settled import settled
from bot.answering.windows import Window
from bot.answering.wish import Wish
from bot.questions.yes_or_no import read_yes_or_no
from embeddings.retrieve import Found
from embeddings.search.query import make_query
from embeddings.types import Hit, Scores
from tests.samples import make_document, whole_passage

RULES = "Charcoal barbecues are forbidden. Guests may sing. Recordings are allowed. The council meets in June."


def wish(question: str, text: str = RULES) -> tuple[Wish, Hit]:
    document = make_document(text, title="The yard")
    hit = Hit(whole_passage(document), document, Scores(0.0, None, 0.0), 1)
    asked, query = read_yes_or_no(question), make_query(question)
    assert asked is not None
    return settled(asked, Found(query, dict.fromkeys(query.terms, 1.0), (hit,), 1)), hit


def window(hit: Hit, sentence: str, read_words: float = -5.0) -> Window:
    start = hit.document.text.index(sentence)
    return Window(hit, start, start + len(sentence), {"read_words": read_words})


def test_where_only_a_neighbours_rule_is_told_nothing_answers_but_what_is_read_as_an_answer() -> None:
    of_gas, hit = wish("Are gas barbecues allowed?")
    rule = window(hit, "Charcoal barbecues are forbidden.")
    assert not of_gas.fits(rule)
    assert of_gas.fits(replace(rule, features={"read_words": 1.0}))
    of_any, hit = wish("Are gas barbecues allowed?", f"{RULES} Barbecues end at ten.")
    assert of_any.fits(window(hit, "Charcoal barbecues are forbidden."))


def test_what_is_allowed_to_be_done_comes_before_what_has_other_words_of_the_question() -> None:
    recording, hit = wish("Can I record a council meeting?")
    rule, other = window(hit, "Recordings are allowed."), window(hit, "The council meets in June.")
    assert recording.prefers(rule) > recording.prefers(other)
