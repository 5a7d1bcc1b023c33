"""Nothing lost, nothing twice: storms, outages, restarts."""

from __future__ import annotations

import asyncio
import logging
import time

import httpx
import pytest
from pydantic import SecretStr

from bot.questions.followup import Turn
from bot.responder import Responder
from bot.settings import Settings
from bot.state.inbox import Inbox
from bot.state.sqlite import SqliteDatabase
from bot.telegram.commands import GREETING
from bot.telegram.sending import Patience
from bot.telegram.updates.intake import SORRY
from embeddings.errors import StateError, TelegramError
from tests.bot.telegram.conftest import DENIAL
from tests.bot.telegram.serving import serving, settled
from tests.botapi import BotApiServer, FloodLimits
from tests.botapi.chats import Chat
from tests.botapi.patience import PATIENCE, until
from tests.botapi.records import User

QUESTION = "Who denied that the bridge had been closed?"


def people(server: BotApiServer, count: int) -> list[tuple[User, Chat]]:
    users = [server.user(f"Person {number}") for number in range(count)]
    return [(user, server.private_chat(user)) for user in users]


async def test_a_storm_of_429_loses_and_doubles_nothing(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as app:
        server.fail(0.3, 429, retry_after=1, methods=["sendMessage"], seed=3)
        chats = people(server, 10)
        for _ in range(3):
            for user, chat in chats:
                chat.send(user, QUESTION)
        for _, chat in chats:
            for _ in range(3):
                assert DENIAL in (await chat.wait_for_reply(60)).text
        await settled(server, app)
        assert [len(chat.replies) for _, chat in chats] == [3] * 10
        assert any(call.injected for call in server.calls("sendMessage"))
        assert server.refused == []


@pytest.mark.parametrize("fault", ["502", "hang up"])
async def test_an_answer_is_sent_until_it_arrives(settings: Settings, responder: Responder, fault: str) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as app:
        if fault == "502":
            server.fail_next("sendMessage", 502, times=3)
        else:
            server.drop_next("sendMessage", times=2)
        server.fail_next("sendChatAction", 429, retry_after=600)
        [(user, chat)] = people(server, 1)
        chat.send(user, QUESTION)
        assert DENIAL in (await chat.wait_for_reply(30)).text
        await settled(server, app)
        assert len(chat.replies) == 1


async def test_of_many_answers_that_wait_the_log_speaks_once(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    async with BotApiServer() as server:
        with caplog.at_level(logging.INFO, logger="bot"):
            async with serving(server, settings, responder):
                server.fail_next("sendMessage", 502, times=3)
                server.fail_next("sendMessage", 429, retry_after=1)
                chats = people(server, 4)
                for user, chat in chats:
                    chat.send(user, QUESTION)
                for _, chat in chats:
                    assert DENIAL in (await chat.wait_for_reply(30)).text
        assert caplog.text.count("sendMessage did not get through") == 1
        assert caplog.text.count("messages get through again, after ") == 1


async def test_telegrams_own_limits_are_kept(settings: Settings, responder: Responder) -> None:
    async with BotApiServer(flood=FloodLimits()) as server, serving(server, settings, responder, pace=Patience()):
        chats = people(server, 4)
        for user, chat in chats:
            chat.send(user, QUESTION)
            chat.send(user, "/start")
        for _, chat in chats:
            assert DENIAL in (await chat.wait_for_reply(20)).text
            assert (await chat.wait_for_reply(20)).text.startswith(GREETING)
        assert server.refused == []


async def test_the_network_goes_and_comes_back(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    async with BotApiServer() as server:
        with caplog.at_level(logging.INFO, logger="bot"):
            async with serving(server, settings, responder):
                [(user, chat)] = people(server, 1)
                await server.wait_for_poll()
                await server.go_offline()
                chat.send(user, QUESTION)
                await until(lambda: "Telegram can't be reached" in caplog.text)
                await server.go_online()
                assert DENIAL in (await chat.wait_for_reply(30)).text
        assert caplog.text.count("Telegram can't be reached") == 1
        assert "Telegram answers again, after " in caplog.text


async def test_another_poller_is_named_and_outlived(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        [(user, chat)] = people(server, 1)
        await server.wait_for_poll()
        async with httpx.AsyncClient(base_url=server.url, trust_env=False) as other:
            await other.get(f"/bot{server.world.token}/getUpdates")
        chat.send(user, QUESTION)
        assert DENIAL in (await chat.wait_for_reply(30)).text
        assert "Another program asks for this bot's updates" in caplog.text
        assert "only one may run, stop the other. Trying again in" in caplog.text


async def test_a_webhook_of_an_earlier_run_does_not_keep_polling_out(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server:
        async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
            await client.get(f"/bot{server.world.token}/setWebhook?url=http://127.0.0.1:9/nobody")
        async with serving(server, settings, responder):
            [(user, chat)] = people(server, 1)
            chat.send(user, "/start")
            assert (await chat.wait_for_reply()).text.startswith(GREETING)
        assert server.refused == []


async def test_a_token_that_is_revoked_ends_it_in_a_sentence(settings: Settings, responder: Responder) -> None:
    async def serve_until_revoked(server: BotApiServer) -> None:
        async with serving(server, settings, responder) as app:
            await server.wait_for_poll()
            server.revoke()
            await asyncio.wait_for(app.bot_data.revoked.wait(), PATIENCE)

    async with BotApiServer() as server:
        with pytest.raises(TelegramError, match="Telegram refuses the bot token"):
            await serve_until_revoked(server)


async def test_a_question_that_a_revoked_token_left_is_answered_with_the_next(
    settings: Settings, responder: Responder
) -> None:
    async def serve_until_refused(server: BotApiServer, user: User, chat: Chat) -> None:
        async with serving(server, settings, responder) as app:
            server.fail(1, 401, methods=["sendMessage"])
            chat.send(user, QUESTION)
            await asyncio.wait_for(app.bot_data.revoked.wait(), PATIENCE)

    async with BotApiServer() as server:
        [(user, chat)] = people(server, 1)
        with pytest.raises(TelegramError, match=r"^Telegram refuses the bot token\. Compare ONRECORD_TELEGRAM_TOKEN"):
            await serve_until_refused(server, user, chat)
        server.fail(0)
        async with serving(server, settings, responder) as app:
            assert DENIAL in (await chat.wait_for_reply()).text
            await settled(server, app)
        assert len(chat.replies) == 1


async def test_what_is_given_again_is_not_answered_again(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server:
        [(user, chat)] = people(server, 1)
        for text in ("/start", QUESTION):
            async with serving(server, settings, responder) as app:
                chat.send(user, text)
                await chat.wait_for_reply()
                await settled(server, app)
                server.world.updates.pending.extend(_as_given(chat))  # as after a crash before the next poll
        assert [reply.text.startswith(GREETING) for reply in chat.replies] == [True, False]
        async with serving(server, settings, responder) as app:
            await settled(server, app)
        assert len(chat.replies) == 2


def _as_given(chat: Chat) -> list[dict[str, object]]:
    sent = [message for message in chat.messages.values() if message.update_id is not None]
    return [{"update_id": message.update_id, "message": message.as_json()} for message in sent]


async def test_what_a_crash_left_is_answered_first_and_with_an_apology_where_it_is_old(
    settings: Settings, responder: Responder
) -> None:
    async with BotApiServer() as server:
        (_, hers), (_, his) = chats = people(server, 2)
        database = SqliteDatabase(settings.data)
        inbox = Inbox(database, server.bot.id)
        for number, (user, chat) in enumerate(chats):
            age = 0 if chat is his else 90
            for text in (QUESTION, "/start"):
                message = {"message_id": 1, "date": int(time.time()) - age, "chat": chat.as_json()}
                entities = [{"type": "bot_command", "offset": 0, "length": 6}] if text == "/start" else []
                body = message | {"from": user.as_json(), "text": text, "entities": entities}
                inbox.record([{"update_id": 10 * number + len(text), "message": body}])
        database.close()
        async with serving(server, settings, responder) as app:
            await settled(server, app)
        texts = [reply.text for reply in hers.replies]
        assert texts[0] == SORRY
        assert [DENIAL in text for text in texts[1:]] == [False, True]
        assert texts[1].startswith(GREETING)
        assert SORRY not in [reply.text for reply in his.replies]
        assert len(his.replies) == 2


async def test_what_was_answered_long_ago_is_forgotten_while_it_runs(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server:
        [(user, chat)] = people(server, 1)
        for _ in range(2):
            async with serving(server, settings, responder) as app:
                app.bot_data.state.execute("UPDATE inbox SET answered = 0")
                chat.send(user, "/start")
                await chat.wait_for_reply()
                await settled(server, app)
                assert len(app.bot_data.state.execute("SELECT * FROM inbox")) == 1


async def test_told_to_stop_it_finishes_what_is_in_hand_and_leaves_the_rest(
    settings: Settings, responder: Responder, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, loop, respond = asyncio.Event(), asyncio.get_running_loop(), responder.respond

    def slow(question: str, previous: Turn | None, *, private: bool) -> object:
        loop.call_soon_threadsafe(begun.set)
        time.sleep(0.2)
        return respond(question, previous, private=private)

    monkeypatch.setattr(responder, "respond", slow)
    async with BotApiServer() as server:
        [(user, chat)] = people(server, 1)
        async with serving(server, settings, responder):
            for _ in range(3):
                chat.send(user, QUESTION)
            await asyncio.wait_for(begun.wait(), PATIENCE)
        assert len(chat.replies) == 1
        async with serving(server, settings, responder) as app:
            await settled(server, app)
        assert len(chat.replies) == 3


async def test_nothing_is_confirmed_that_could_not_be_written_down(
    settings: Settings, responder: Responder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as app:
        record = app.bot_data.inbox.record
        failed = asyncio.Event()
        loop = asyncio.get_running_loop()

        def full(_payloads: object, _lane_of: object) -> list[int]:
            loop.call_soon_threadsafe(failed.set)
            raise StateError("disk full")

        monkeypatch.setattr(app.bot_data.inbox, "record", full)
        [(user, chat)] = people(server, 1)
        chat.send(user, "/start")
        await asyncio.wait_for(failed.wait(), PATIENCE)
        assert len(server.world.updates.pending) == 1
        assert chat.replies == []
        monkeypatch.setattr(app.bot_data.inbox, "record", record)
        assert (await chat.wait_for_reply()).text.startswith(GREETING)
        assert "Updates can't be written down, so none are taken: disk full" in caplog.text


async def test_who_asks_too_much_is_told_once_for_how_long(settings: Settings, responder: Responder) -> None:
    few = settings.model_copy(update={"user_per_minute": 2, "telegram_token": SecretStr("1:x")})
    async with BotApiServer() as server, serving(server, few, responder) as app:
        [(user, chat)] = people(server, 1)
        for _ in range(5):
            chat.send(user, "/start")
        await settled(server, app)
        texts = [reply.text for reply in chat.replies]
        assert all(text.startswith(GREETING) for text in texts[:2])
        assert texts[2].startswith("That was quick. Try again in ")
        assert len(texts) == 3
