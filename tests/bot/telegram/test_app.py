"""The real application over HTTP, against a server that is as strict as Telegram."""

from __future__ import annotations

import asyncio
import logging
import os

import pytest
from pydantic import SecretStr

from bot.questions.followup import Turn
from bot.responder import Responder
from bot.settings import Settings
from bot.state.holder import only_bot
from bot.telegram.app import run_telegram
from bot.telegram.commands import FORGOTTEN, GREETING
from bot.telegram.errors import TROUBLE
from bot.telegram.questions import EMPTY, UNKNOWN
from embeddings.errors import StateError, TelegramError
from tests.bot.telegram.conftest import DENIAL
from tests.bot.telegram.serving import serving
from tests.botapi import BotApiServer
from tests.botapi.patience import PATIENCE

DENIED = "Rithy Sok, senator, denied:\n"


async def test_a_question_is_answered_with_quote_source_and_passage(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, "Who denied that the bridge had been closed?")
        reply = await chat.wait_for_reply()
        assert reply.text.startswith(f"{DENIED}{DENIAL} [1]\n")
        assert "\nThe <bridge> & its keepers, River Post, May 1, 2020, ¶\xa01\n[1] " in reply.text
        assert "Boats & barges <waited> below it." in reply.text
        kinds = [entity.type for entity in reply.entities]
        assert kinds == ["bold", "blockquote", "text_link", "date_time", "expandable_blockquote", "bold"]
        assert reply.entities[2].url == (
            "https://example.org/bridge?a=1&b=2#:~:text=Rithy%20Sok%2C%20a%20senator%2C,bridge%20had%20been%20closed."
        )
        assert reply.content.link_preview == {"url": "https://example.org/bridge?a=1&b=2", "prefer_small_media": True}
        assert server.refused == []


async def test_what_is_not_on_record_lists_the_nearest_as_that(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, "What is the capital of France?")
        reply = await chat.wait_for_reply()
        assert reply.text.startswith("Not on record: no document here answers that.\n\nClosest, not an answer:\n[1]")
        assert reply.content.link_preview == {"is_disabled": True}
        assert server.refused == []


async def test_a_follow_up_says_what_it_was_taken_to_be_about(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        for text in ("Who denied that the bridge had been closed?", "And who is he?"):
            chat.send(alice, text)
            reply = await chat.wait_for_reply()
        assert reply.text.startswith(f"about: Rithy Sok, bridge closed\n{DENIED}{DENIAL} [1]")
        assert [entity.type for entity in reply.entities][:2] == ["italic", "bold"]
        assert server.refused == []


async def test_new_forgets(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, "Who denied that the bridge had been closed?")
        await chat.wait_for_reply()
        chat.send(alice, "/new")
        assert (await chat.wait_for_reply()).text == FORGOTTEN
        chat.send(alice, "And who is he?")
        assert "about:" not in (await chat.wait_for_reply()).text


async def test_chats_do_not_share_a_memory(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice, bob = server.user("Alice"), server.user("Bob")
        hers, his = server.private_chat(alice), server.private_chat(bob)
        hers.send(alice, "Who denied that the bridge had been closed?")
        await hers.wait_for_reply()
        his.send(bob, "And who is he?")
        assert "about:" not in (await his.wait_for_reply()).text


async def test_a_question_sent_at_once_leans_on_the_one_before(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, "Who denied that the bridge had been closed?")
        chat.send(alice, "And who is he?")
        assert (await chat.wait_for_reply()).text.startswith(f"{DENIED}{DENIAL}")
        assert (await chat.wait_for_reply()).text.startswith("about: Rithy Sok, bridge closed\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", GREETING),
        ("/sources", "1 document, index as of "),
        ("/why", "Nothing was asked yet."),
        ("/unheard_of", UNKNOWN),
        ("/ask", EMPTY),
        ("/ask Who denied that the bridge had been closed?", DENIED),
        ("/start q_V2hvIGRlbmllZCB0aGF0IHRoZSBicmlkZ2UgaGFkIGJlZW4gY2xvc2VkPw", DENIED),
        ("/start q_%%%", GREETING),
        ("/start q_é", GREETING),
        ("/start q_gICA", GREETING),
        ("x" * 2001, "The question has 2,001 characters, and at most 2,000 are read. Shorten it."),
        ('AND OR NEAR("x" *) -- \'', 'Not on record: nothing is left by "x".'),
        ("😀 من أنكر؟", "Not on record: no document here answers that."),
    ],
)
async def test_other_messages(settings: Settings, responder: Responder, text: str, expected: str) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, text)
        assert (await chat.wait_for_reply()).text.startswith(expected)
        assert server.refused == []


async def test_an_error_is_told_calmly_and_logged_without_the_token(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    responder.snapshot.close()
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        with caplog.at_level(logging.DEBUG, logger="bot"):
            chat.send(alice, "Who denied it?")
            assert (await chat.wait_for_reply()).text == TROUBLE
        assert "an update could not be handled" in caplog.text
        assert server.refused == []


async def test_the_loop_goes_on_while_a_question_is_answered(
    settings: Settings, responder: Responder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    respond = responder.respond

    def slow(question: str, previous: Turn | None, *, private: bool) -> object:
        loop.call_soon_threadsafe(asked.set)
        response = respond(question, previous, private=private)
        return response if done.wait(PATIENCE) else None

    import threading

    done = threading.Event()
    monkeypatch.setattr(responder, "respond", slow)
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, "Who denied that the bridge had been closed?")
        await asyncio.wait_for(asked.wait(), PATIENCE)
        bob = server.user("Bob")
        his = server.private_chat(bob)
        his.send(bob, "/start")
        assert (await his.wait_for_reply()).text.startswith(GREETING)
        done.set()
        assert (await chat.wait_for_reply()).text.startswith(f"{DENIED}{DENIAL}")


def test_what_can_not_be_a_token_is_said_before_anything_is_asked(settings: Settings) -> None:
    wrong = settings.model_copy(update={"telegram_token": SecretStr("123456 ABC")})
    with pytest.raises(TelegramError, match=r"ONRECORD_TELEGRAM_TOKEN can't be a bot token: digits, a colon") as told:
        run_telegram(wrong)
    assert "ABC" not in str(told.value)


def test_a_second_bot_is_told_who_holds_the_folder(settings: Settings) -> None:
    token = settings.model_copy(update={"telegram_token": SecretStr("1:x")})
    held = rf"Another bot answers from .* already \(process {os.getpid()} on .*\)\. Stop it, or name another folder"
    with only_bot(settings.data), pytest.raises(StateError, match=held):
        run_telegram(token)
    with only_bot(settings.data):  # free again
        pass


def test_no_token_says_where_to_get_one(settings: Settings) -> None:
    with pytest.raises(TelegramError, match=r"There is no bot token\. Get one from @BotFather on Telegram"):
        run_telegram(settings)
