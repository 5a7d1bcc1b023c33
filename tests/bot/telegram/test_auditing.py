"""The audit trail of Telegram: who asked what, what came of it and what they were shown; only where that is set."""

from __future__ import annotations

import json
import logging

import pytest

from bot.responder import Responder
from bot.settings import Settings
from bot.state.audit import Audit
from bot.telegram.logs import redactor, set_up_logs
from tests.bot.telegram.conftest import DENIAL
from tests.bot.telegram.serving import serving, settled
from tests.botapi import BotApiServer

ASKED = "Who denied that the bridge had been closed?"


@pytest.mark.parametrize("kept", [True, False])
async def test_who_asked_what_is_kept_where_that_is_set(settings: Settings, responder: Responder, kept: bool) -> None:
    audited = settings.model_copy(update={"audit": kept})
    async with BotApiServer() as server, serving(server, audited, responder) as application:
        mina = server.user("Mina")
        chat = server.private_chat(mina)
        for text in (ASKED, "What is the capital of France?", f"/check {DENIAL}", "/dossier Rithy Sok"):
            chat.send(mina, text)
            await chat.wait_for_reply()
        await server.inline_query(mina, ASKED).wait_for_answer()
        await settled(server, application)
        trail = Audit(application.bot_data.state, 30).since(0)
        assert {one.who for one in trail} == ({f"telegram {mina.id}"} if kept else set())
        assert [(one.asked, one.outcome, one.documents) for one in trail] == (
            [
                (ASKED, "answered", ("bridge.md",)),
                ("What is the capital of France?", "nothing_relevant", ("bridge.md",)),
                (DENIAL, "word_for_word", ("bridge.md",)),
                ("Rithy Sok", "dossier", ("bridge.md",)),
                (ASKED, "answered", ("bridge.md",)),
            ]
            if kept
            else []
        )


async def test_a_question_is_a_line_of_json_with_its_update_and_without_its_words(
    settings: Settings, responder: Responder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = logging.getLogger().handlers[:], logging.getLogger().level
    set_up_logs(redactor(settings.telegram_token), as_json=True)
    try:
        async with BotApiServer() as server, serving(server, settings, responder) as application:
            mina = server.user("Mina")
            chat = server.private_chat(mina)
            chat.send(mina, ASKED)
            await chat.wait_for_reply()
            await settled(server, application)
    finally:
        logging.getLogger().handlers[:], level = before
        logging.getLogger().setLevel(level)
    rows = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (answered,) = (row for row in rows if row["logger"] == "bot.telegram.questions")
    assert answered["request"].startswith("update ")
    assert answered["message"].startswith("answered in ")
    assert not any("bridge" in row["message"] for row in rows)
