"""What is told of an error, and to whom."""

from __future__ import annotations

import logging

import pytest

from bot.live import UNREACHABLE
from bot.locale import _, speaking
from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.errors import TROUBLE, describe
from bot.telegram.logs import redactor
from embeddings.errors import IndexGoneError
from tests.bot.telegram.serving import serving, settled
from tests.botapi import BotApiServer

SECRET = "AAE-this-is-the-secret-part-of-a-token"


async def test_the_owner_gets_a_report_a_minute_without_the_token_and_the_user_a_calm_sentence(
    settings: Settings, responder: Responder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"no answer from https://api.example.org/bot123:{SECRET}/x")

    monkeypatch.setattr(responder, "respond", fail)
    async with BotApiServer(token=f"123:{SECRET}") as server, serving(server, settings, responder) as app:
        olga, sam = server.user("Olga"), server.user("Sam")
        owners, his = server.private_chat(olga), server.private_chat(sam)
        shared = app.bot_data
        shared.access.pair(olga.id, "Olga", shared.access.new_code())
        with caplog.at_level(logging.ERROR):
            for _ in range(3):
                his.send(sam, "a private matter")
                assert (await his.wait_for_reply()).text == TROUBLE
            await settled(server, app)
        report = (await owners.wait_for_reply()).text
        assert report.startswith(
            "An update could not be handled.\nRuntimeError: no answer from https://api.example.org/bot<token>/x\n(test_"
        )
        assert SECRET not in report
        assert "a private matter" not in report
        assert len(owners.replies) == 1
        assert "an update could not be handled" in caplog.text
        shared.state.execute("UPDATE notices SET at = at - 60 WHERE kind = 'error'")
        his.send(sam, "again")
        assert (await owners.wait_for_reply()).text.endswith(
            "\n\nSince the last report, 2 more were held back; the log has them."
        )
        assert server.refused == []


async def test_who_blocked_the_bot_is_no_trouble(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as app:
        olga, sam = server.user("Olga"), server.user("Sam")
        owners, his = server.private_chat(olga), server.private_chat(sam)
        app.bot_data.access.pair(olga.id, "Olga", app.bot_data.access.new_code())
        his.send(sam, "/start")
        his.block()
        await settled(server, app)
        assert owners.replies == []
        assert "ERROR" not in [record.levelname for record in caplog.records]


async def test_a_button_that_nobody_waits_for_any_more_is_no_trouble(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as app:
        olga, sam = server.user("Olga"), server.user("Sam")
        owners, his = server.private_chat(olga), server.private_chat(sam)
        app.bot_data.access.pair(olga.id, "Olga", app.bot_data.access.new_code())
        app.bot_data.access.deny(sam.id, "Sam")
        his.send(sam, "/start")
        asked = await app.bot.send_message(sam.id, "?", reply_markup=None)
        assert asked is not None
        query = server.world.ask("callback_query", sam, "id", {"chat_instance": "1", "data": f"access:yes:{sam.id}"})
        query.expired = True
        await settled(server, app)
        assert app.bot_data.access.standing(sam.id) == "denied"
        assert owners.replies == []
        assert [call.error.description for call in server.refused if call.error] == [
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        ]


def test_a_report_says_what_and_where() -> None:
    try:
        redactor(None)("x").encode("ascii").index(b"y")
    except ValueError as error:
        found = describe(error)
    what, kind, where = found.splitlines()
    assert what == "An update could not be handled."
    assert kind == "ValueError: subsection not found"
    assert where.startswith("(test_errors.py:")


def test_secrets_are_hidden_however_they_are_written() -> None:
    from pydantic import SecretStr

    redact = redactor(SecretStr(f"123:{SECRET}"), None, SecretStr("hook"))
    text = f"/bot123:{SECRET}/x /bot123%3A{SECRET}/x {SECRET} {SECRET.lower()} hook"
    assert redact(text) == "/bot<token>/x /bot<token>/x <token> <token> <token>"


async def test_an_index_that_is_gone_is_told_as_that_and_the_next_question_is_answered(
    settings: Settings, responder: Responder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise IndexGoneError("The index at {place} can't be reached. Start Milvus.", place="milvus://db:19530")

    async with BotApiServer() as server, serving(server, settings, responder) as app:
        olga, sam = server.user("Olga"), server.user("Sam", language_code="de")
        owners, his = server.private_chat(olga), server.private_chat(sam)
        shared = app.bot_data
        shared.access.pair(olga.id, "Olga", shared.access.new_code())
        with monkeypatch.context() as gone:
            gone.setattr(responder, "respond", fail)
            his.send(sam, "Who wrote about the dam?")
            with speaking("de"):
                assert (await his.wait_for_reply()).text == _(UNREACHABLE) != UNREACHABLE
            await settled(server, app)
        report = (await owners.wait_for_reply()).text
        assert "IndexGoneError: The index at milvus://db:19530 can't be reached. Start Milvus." in report
        assert "Traceback" not in caplog.text
        his.send(sam, "Who wrote about the dam?")
        assert (await his.wait_for_reply()).text not in (UNREACHABLE, TROUBLE)
