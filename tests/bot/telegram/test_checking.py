"""A quote that goes round, on Telegram."""

from __future__ import annotations

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.checking import USAGE
from tests.bot.telegram.serving import serving
from tests.botapi import BotApiServer
from tests.botapi.records import Content

CLAIM = "Rithy Sok said that the bridge had been closed"
CHANGED = "On record, but changed: a negation left out, “denied”."


async def test_words_behind_the_command_are_checked(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, f"/check {CLAIM}")
        reply = await chat.wait_for_reply()
        assert reply.text.startswith(CHANGED)
        assert "The <bridge> & its keepers" in reply.text
        chat.send(alice, "/check\nRithy Sok, a senator, denied that the bridge had been closed.")
        assert (await chat.wait_for_reply()).text.startswith("On record, word for word: Rithy Sok, senator.")
        chat.send(alice, "/check …")
        assert (await chat.wait_for_reply()).text.startswith("There are no words to check.")
        chat.send(alice, "/check")
        assert (await chat.wait_for_reply()).text == USAGE
        assert server.refused == []


async def test_in_a_group_the_message_that_is_replied_to_is_checked(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice, bob = server.user("Alice"), server.user("Bob")
        group = server.group("Friends", [alice, bob])
        said = group.send(alice, CLAIM)
        asked = group.send(bob, "/check@test_bot", reply_to=said)
        reply = await group.wait_for_reply()
        assert reply.text.startswith(CHANGED)
        assert reply.reply_to == asked
        assert server.refused == []


async def test_what_is_forwarded_is_checked(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        message = chat.add(alice, Content(CLAIM, ()))
        origin = {"type": "hidden_user", "sender_user_name": "Bob", "date": server.world.now()}
        server.world.updates.add("message", message.as_json() | {"forward_origin": origin})
        assert (await chat.wait_for_reply()).text.startswith(CHANGED)
        assert server.refused == []


async def test_a_verdict_can_be_pasted_into_any_chat(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        query = server.inline_query(server.user("Alice"), f"check {CLAIM}")
        await query.wait_for_answer()
        (result,) = query.results
        assert result["title"] == CHANGED
        empty = server.inline_query(server.user("Alice"), "check …")
        await empty.wait_for_answer()
        assert empty.results == []
        assert server.refused == []
