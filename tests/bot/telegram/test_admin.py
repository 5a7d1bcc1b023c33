"""The owner's commands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.admin import ALLOW_USAGE, DENY_USAGE, NOT_YOURS
from bot.telegram.admission import ADMITTED, TURNED_AWAY
from bot.telegram.context import App
from tests.bot.telegram.serving import serving
from tests.botapi import BotApiServer
from tests.botapi.chats import Chat
from tests.botapi.records import User

PNG = b"\x89PNG\r\n"


@asynccontextmanager
async def owned(settings: Settings, responder: Responder) -> AsyncIterator[tuple[BotApiServer, App, User, Chat]]:
    async with BotApiServer() as server, serving(server, settings, responder) as app:
        olga = server.user("Olga")
        chat = server.private_chat(olga)
        assert app.bot_data.access.pair(olga.id, "Olga", app.bot_data.access.new_code())
        yield server, app, olga, chat
        assert server.refused == []


async def say(chat: Chat, user: User, text: str) -> str:
    chat.send(user, text)
    return (await chat.wait_for_reply()).text


async def test_the_owner_lets_people_ask_and_stops_them(settings: Settings, responder: Responder) -> None:
    closed = settings.model_copy(update={"access": "pairing"})
    async with owned(closed, responder) as (server, _, olga, chat):
        sam = server.user("Sam")
        his = server.private_chat(sam)
        his.send(sam, "Who denied it?")
        assert "I may not answer here yet" in (await his.wait_for_reply()).text
        await chat.wait_for_reply()  # the owner is asked
        assert await say(chat, olga, f"/allow {sam.id}") == f"{sam.id} may ask."
        assert (await his.wait_for_reply()).text == ADMITTED
        assert "denied" in (await his.wait_for_reply()).text  # what he had asked before
        assert "denied" in await say(his, sam, "Who denied that the bridge had been closed?")
        assert await say(chat, olga, f"/deny {sam.id}") == f"{sam.id} may not ask."
        his.send(sam, "Who denied it?")
        assert await say(chat, olga, "/deny") == DENY_USAGE
        assert [reply.text for reply in his.replies[4:]] == [TURNED_AWAY]


async def test_who_never_wrote_to_the_bot_is_allowed_in_advance(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server:
        async with serving(server, settings, responder) as app:
            olga = server.user("Olga")
            chat = server.private_chat(olga)
            assert app.bot_data.access.pair(olga.id, "Olga", app.bot_data.access.new_code())
            assert await say(chat, olga, "/allow 4711") == "4711 may ask."
            await server.wait_for(lambda: server.refused)
            assert app.bot_data.access.standing(4711) == "allowed"
        assert [str(call.error) for call in server.refused] == ["Bad Request: chat not found"]
        assert len(chat.replies) == 1  # and no report of an error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/allow", ALLOW_USAGE),
        ("/allow me", ALLOW_USAGE),
        ("/allow 9223372036854775808", ALLOW_USAGE),
        ("/deny -99999999999999999", DENY_USAGE),
        ("/allow " + "9" * 4000, ALLOW_USAGE),
        ("/allow 1_0", ALLOW_USAGE),
        ("/add http://xn--/", "'http://xn--/': is none that can be read: Malformed A-label, no Punycode eligible"),
        ("/rollback ../..", "There is no snapshot '../..'."),
    ],
)
async def test_a_command_that_names_nobody_says_how(
    settings: Settings, responder: Responder, text: str, expected: str
) -> None:
    async with owned(settings, responder) as (_, _, olga, chat):
        assert (await say(chat, olga, text)).startswith(expected)


@pytest.mark.parametrize("text", ["/allow 5", "/deny 5", "/stats", "/status", "/rebuild", "/rollback"])
async def test_nobody_else_may(settings: Settings, responder: Responder, text: str) -> None:
    async with owned(settings, responder) as (server, app, _, _):
        bob = server.user("Bob")
        assert await say(server.private_chat(bob), bob, text) == NOT_YOURS
        assert app.bot_data.access.standing(5) is None


async def test_stats_are_a_picture(settings: Settings, responder: Responder) -> None:
    async with owned(settings, responder) as (_, _, olga, chat):
        await say(chat, olga, "Who denied that the bridge had been closed?")
        await say(chat, olga, "What is the capital of France?")
        chat.send(olga, "/stats")
        reply = await chat.wait_for_reply()
        assert reply.content.text == "2 questions in the last 30 days: 1 answered, 1 not on record."
        assert reply.content.attachment is not None
        assert reply.content.attachment.data.startswith(PNG)


async def test_commands_are_offered_by_scope(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as app:
        olga = server.user("Olga")
        server.private_chat(olga)
        app.bot_data.access.pair(olga.id, "Olga", app.bot_data.access.new_code())
        first = {scope for scope, _ in server.world.commands}
        assert first == {"all_private_chats", "all_group_chats"}
        names = [command["command"] for command in server.world.commands["all_group_chats", ""]]
        assert "ask" in names
        assert "rebuild" not in names
