"""The model that ships: the words that answer stand in the quote, in JSON and under /why, and it can be left out."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from bot.contract.output import as_json
from bot.lookups.why import why_lines
from bot.responder import Responder
from bot.settings import Settings
from bot.types import Answer
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from tests.samples import write_files

TEXT = (
    "Borrowing\n\nItems borrowed at Harbour Street can be handed in at Mill Lane. Only Harbour Street has a drop box "
    "that works when the building is shut. It is emptied at 7.30 each weekday by the caretaker, Osei Danquah. Adults "
    "pay 15p a day per item, up to a ceiling of £4."
)
QUESTION = "Who empties the drop box?"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("read")
    rebuild(write_files(root / "seeds", {"loans.txt": TEXT}), root / "data", Recipe(NAME, lambda _: HashingEncoder()))
    return root / "data"


def test_the_words_that_answer_stand_in_the_quote(data: Path) -> None:
    with closing(Responder(Settings(data=data, model=NAME, reader="onrecord"))) as responder:
        response, again = responder.respond(QUESTION), responder.respond(QUESTION)
        why = why_lines(responder.explain(response.trail))
    assert isinstance(response.outcome, Answer)
    quote = response.outcome.quotes[0]
    assert quote.answer is not None
    assert "Osei Danquah" in TEXT[slice(*quote.answer)]
    told = json.loads(as_json(response))["quotes"][0]["answer"]
    assert told == {"text": TEXT[slice(*quote.answer)], "start": quote.answer[0], "end": quote.answer[1]}
    assert any(" read " in line for line in why)
    assert as_json(response).split('"timing_ms"')[0] == as_json(again).split('"timing_ms"')[0]


def test_off_reads_nothing(data: Path) -> None:
    with closing(Responder(Settings(data=data, model=NAME, reader="off"))) as responder:
        response = responder.respond(QUESTION)
        why = why_lines(responder.explain(response.trail))
    assert all(quote.answer is None for quote in response.outcome.quotes)
    assert not any(" read " in line for line in why)
