"""No update stops the bot: what can't be read, or has ended the process, is set aside, and the others are answered."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any

import pytest

from bot.responder import Responder
from bot.settings import Settings
from bot.state.inbox import TRIES, Inbox
from bot.state.sqlite import SqliteDatabase
from bot.telegram.errors import TROUBLE
from bot.telegram.updates.intake import ENDED
from tests.bot.telegram.conftest import DENIAL
from tests.bot.telegram.serving import serving, settled
from tests.bot.telegram.updates.test_running import QUESTION, people
from tests.botapi import BotApiServer
from tests.botapi.chats import Chat
from tests.botapi.patience import PATIENCE
from tests.botapi.records import User

PRIVATE = "a private matter"
POLL = {"id": "1", "question": PRIVATE, "options": [{"text": PRIVATE, "voter_count": 0}]}  # the library wants more


def message(user: User, chat: Chat, **more: object) -> dict[str, Any]:
    return {"message_id": 1, "date": 1, "chat": chat.as_json(), "from": user.as_json(), **more}


def queue(server: BotApiServer, **update: object) -> None:
    """Queue an update as Telegram would never send it."""
    updates = server.world.updates
    updates.pending.append({"update_id": updates.next_id, **update})
    updates.next_id += 1


def answers(chat: Chat) -> int:
    return sum(DENIAL in reply.text for reply in chat.replies)


BAD = {
    "a poll without a field": {"poll": POLL},
    "a chat without a type": {"chat": {"id": 5}},
    "a chat that can't be told from others": {"chat": {"id": [PRIVATE], "type": "private"}},
    "a date that is none": {"date": PRIVATE},
    "no message at all": None,
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
async def test_what_can_not_be_read_keeps_no_other_from_being_answered(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture, bad: dict[str, object] | None
) -> None:
    async with BotApiServer() as server:
        (sam, his), (olga, hers) = people(server, 2)
        async with serving(server, settings, responder) as app:
            app.bot_data.access.pair(olga.id, "Olga", app.bot_data.access.new_code())
            with caplog.at_level(logging.INFO):
                for _ in range(2):
                    queue(server, message=PRIVATE if bad is None else message(sam, his, text="?") | bad)
                    his.send(sam, QUESTION)
                await server.wait_for(lambda: answers(his) == 2)
                await settled(server, app)
            told = (await hers.wait_for_reply()).text
            assert "I could not handle what somebody sent, and set it aside (update 700000001). It can't be" in told
            assert caplog.text.count("is set aside. It can't be read: ") == 2
            assert app.bot_data.state.execute("SELECT count(*) FROM inbox WHERE reason IS NOT NULL") == [(2,)]
        assert PRIVATE not in caplog.text
        assert PRIVATE not in "".join(reply.text for reply in hers.replies)


async def test_what_fails_only_when_it_is_looked_at_is_told_calmly(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        [(sam, his)] = people(server, 1)
        for odd in ({"text": {PRIVATE: PRIVATE}}, {"text": "?", "entities": [{"type": 5, "offset": "a", "length": 1}]}):
            queue(server, message=message(sam, his, **odd))
        his.send(sam, QUESTION)
        await server.wait_for(lambda: answers(his) == 1)
        assert TROUBLE in [reply.text for reply in his.replies]


async def test_a_damaged_row_of_the_inbox_is_set_aside(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    async with BotApiServer() as server:
        (sam, his), (olga, hers) = people(server, 2)
        database = SqliteDatabase(settings.data)
        inbox = Inbox(database, server.bot.id)
        inbox.record([{"update_id": number, "message": message(sam, his, text=QUESTION)} for number in (1, 2, 3)])
        database.execute("UPDATE inbox SET payload = substr(payload, 1, 40) WHERE update_id = 1")
        database.execute("UPDATE inbox SET payload = NULL WHERE update_id = 2")
        database.close()
        async with serving(server, settings, responder) as app:
            app.bot_data.access.pair(olga.id, "Olga", app.bot_data.access.new_code())
            await server.wait_for(lambda: answers(his) == 1)
            await settled(server, app)
        assert "update 1 is set aside. It can't be read" in caplog.text
        assert "update 2 is set aside. It can't be read" in caplog.text
        assert caplog.text.count("is set aside") == 2
        assert len(hers.replies) <= 1


@pytest.mark.parametrize(("tries", "answered"), [(TRIES - 1, True), (TRIES, False)])
async def test_what_has_ended_the_process_is_tried_alone_and_then_set_aside(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture, tries: int, answered: bool
) -> None:
    async with BotApiServer() as server:
        (sam, his), (olga, hers) = people(server, 2)
        database = SqliteDatabase(settings.data)
        inbox = Inbox(database, server.bot.id)
        for number, (user, chat) in enumerate(((sam, his), (olga, hers))):
            inbox.record([{"update_id": number, "message": message(user, chat, text=QUESTION)}])
        for _ in range(tries):
            inbox.begun(0)
        database.close()
        async with serving(server, settings, responder) as app:
            await settled(server, app)
            await server.wait_for(lambda: answers(hers) == 1)
        assert answers(his) == answered
        assert (TROUBLE in [reply.text for reply in his.replies]) is not answered
        assert (ENDED in caplog.text) is not answered


async def test_a_restart_that_was_meant_blames_nothing(
    settings: Settings, responder: Responder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.updates.running.GRACE", 0.2)
    begun, go_on = threading.Event(), threading.Event()

    def stuck(*_: object, **__: object) -> None:
        begun.set()
        go_on.wait(PATIENCE)

    monkeypatch.setattr(responder, "respond", stuck)
    async with BotApiServer() as server:
        [(sam, his)] = people(server, 1)
        async with serving(server, settings, responder) as app:
            his.send(sam, QUESTION)
            assert await asyncio.to_thread(begun.wait, 30)
            assert [left.tries for left in app.bot_data.inbox.unanswered()] == [1]
        go_on.set()
        database = SqliteDatabase(settings.data)
        assert [left.tries for left in Inbox(database, server.bot.id).unanswered()] == [0]
        database.close()
