"""Rendered in a language of which every word is known, nothing is left in English that no document says."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from bot.locale import speaking
from bot.lookups.holdings import holdings
from bot.lookups.who import who
from bot.render import listing_text, source_messages, to_message, to_text
from bot.render.checks import check_text
from bot.render.markdown import to_markdown
from bot.responder import Responder
from bot.telegram.keyboards import answer_keyboard, with_reasons
from tests.botapi import format_html

FIELD = re.compile(r"(\{[^}]*\})")
WORD = re.compile(r"[A-Za-z]{2,}")
QUESTIONS = (
    "Who denied that the dam would flood the valley?",
    "What did Ama Mensah say about the school?",
    'from:"Esi Owusu" What about the opera of Vienna?',
    "Who sings in the opera of Vienna?",
    "after:2030 Who denied that the dam would flood the valley?",
    "What did Kofi Boateng say about the opera of Vienna?",
)
PASTED = (
    "We measured the river twice",
    "We never measured the river ten times",
    "Esi Owusu: We measured the river twice",
    "the survey was too short",
    "The roof is new. We measured the river twice",
    "Nobody ever wrote these words",
)


class Pseudo(NullTranslations):
    """Each letter of a sentence becomes one that is in no document; what goes in for names stays."""

    def gettext(self, message: str) -> str:
        return "".join(one if FIELD.fullmatch(one) else re.sub("[A-Za-z]", "ж", one) for one in FIELD.split(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture(autouse=True)
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys.modules["bot.locale.speaking"], "catalogue", lambda _spoken: Pseudo())
    with speaking("ru"):  # its dates have none of our letters
        yield


def english(shown: str, responder: Responder, *given: str) -> set[str]:
    """Return the words that neither a document nor the question has."""
    with responder.reading() as snapshot:
        documents = snapshot.store.documents(private=True).values()
    known = [
        one for document in documents for one in (document.text, document.title, document.publisher, document.path)
    ]
    return set(WORD.findall(shown)) - set(WORD.findall(" ".join(filter(None, [*known, *given]))))


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_and_refusals(spoken: Responder, question: str) -> None:
    outcome = spoken.respond(question).outcome
    sources = [page for citation in outcome.citations for page in source_messages(citation, [])]
    messages = [format_html(one).text for one in (to_message(outcome, "about it").html, *sources)]
    keyboard = with_reasons(answer_keyboard("k", outcome, more=True), "k")
    labels = [button.text for row in keyboard.inline_keyboard for button in row]
    for shown in (*messages, *labels, to_text(outcome), to_markdown(outcome, "about it")):
        assert english(shown, spoken, question, "about it", "from after https jsonl md") == set()


@pytest.mark.parametrize("pasted", PASTED)
def test_verdicts(spoken: Responder, pasted: str) -> None:
    assert english(check_text(spoken.check(pasted).checked), spoken, pasted) == set()


@pytest.mark.parametrize("name", ["", "Owusu", "Mensah", "Nobody Known"])
def test_lookups(spoken: Responder, name: str) -> None:
    with spoken.reading() as snapshot:
        lists = [who(snapshot.store, name), holdings(snapshot)]
    for listing in lists:
        assert english(listing_text(listing.head, listing.lines), spoken, name, "UTC") == set()
