"""What was shown once is shown again only where the library still says so."""

from __future__ import annotations

import json

import pytest

from bot.contract.output import as_json
from bot.contract.recall import recall
from bot.render import to_html
from bot.responder import Responder
from bot.types import Answer, NotOnRecord
from embeddings.errors import ExpiredError

QUESTIONS = [
    "Who denied that the dam would flood the valley?",
    "What did Kofi Boateng say?",
    "Who said that nobody had asked or that the parents had paid for it?",
    "What is the capital of France?",
    "from:Zeus",
    "hello",
    "What documents do you have?",
    "Compare who denied that the dam would flood the valley",
    "Translate the capital of France",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_comes_back_as_it_was(spoken: Responder, question: str) -> None:
    response = spoken.respond(question)
    by_speaker = isinstance(response.outcome, Answer) and response.outcome.by_speaker
    again = recall(as_json(response), spoken.snapshot.store, by_speaker=by_speaker)
    assert to_html(again) == to_html(response.outcome)
    assert again.aside == response.outcome.aside
    if isinstance(again, Answer) and isinstance(response.outcome, Answer):
        assert again.quotes == response.outcome.quotes


def test_a_refusal_comes_back_with_what_was_nearest(responder: Responder) -> None:
    response = responder.respond("What is the capital of France?")
    again = recall(as_json(response), responder.snapshot.store)
    assert isinstance(again, NotOnRecord)
    assert again.nearest


def change(responder: Responder, **passage: object) -> str:
    row = json.loads(as_json(responder.respond("Who closed the bridge at Alder Creek?")))
    row["citations"][0]["passage"] |= passage
    return json.dumps(row)


def test_words_that_no_longer_stand_there_have_expired(responder: Responder) -> None:
    with pytest.raises(ExpiredError, match="documents have changed since"):
        recall(change(responder, text="Never written."), responder.snapshot.store)
    with pytest.raises(ExpiredError, match="documents have changed since"):
        recall(change(responder, start=1), responder.snapshot.store)


def test_a_document_that_is_gone_has_expired(responder: Responder, spoken: Responder) -> None:
    answer = as_json(responder.respond("Who closed the bridge at Alder Creek?"))
    with pytest.raises(ExpiredError, match="no longer in the library"):
        recall(answer, spoken.snapshot.store)


def test_a_speaker_whom_the_library_no_longer_names_is_not_shown(spoken: Responder) -> None:
    row = json.loads(as_json(spoken.respond("Who denied that the dam would flood the valley?")))
    row["quotes"][0]["speaker"]["name"] = "Somebody Else"
    again = recall(json.dumps(row), spoken.snapshot.store)
    assert isinstance(again, Answer)
    assert again.quotes[0].statement is None
