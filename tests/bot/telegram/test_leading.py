"""Of several bots one leads; when it is gone, another does."""

from __future__ import annotations

import logging
from contextlib import closing

import pytest
from pydantic import SecretStr

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.app import share
from bot.telegram.leading import leads
from embeddings.errors import StateGoneError


def test_a_bot_by_itself_leads_and_says_nothing_of_it(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    shared = share(settings, responder)
    with caplog.at_level(logging.INFO, logger="bot"), closing(shared.state):
        assert leads(shared)
    assert caplog.text == ""


@pytest.mark.postgres
def test_one_leads_until_it_is_gone(
    settings: Settings,
    responder: Responder,
    postgres: SecretStr,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    several = settings.model_copy(update={"state": postgres})
    first, second = share(several, responder), share(several, responder)
    with caplog.at_level(logging.INFO, logger="bot"), closing(first.state), closing(second.state):
        for _ in range(2):
            assert (leads(first), leads(second)) == (True, False)
        first.state.close()
        assert leads(second)
        assert caplog.text.count("this bot leads now") == 2
        assert caplog.text.count("another bot leads; this one answers") == 1

        def gone(_: str) -> bool:
            raise StateGoneError("gone")

        monkeypatch.setattr(second.state, "lead", gone)
        assert not leads(second)
