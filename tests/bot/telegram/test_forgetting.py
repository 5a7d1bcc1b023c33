"""``/forget``: asked twice, answered once, and nothing is left of who asked."""

from __future__ import annotations

from pathlib import Path

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.forgetting import DONE, IN_PRIVATE, KEPT, LETS_IN, SURE
from tests.bot.telegram.serving import serving, settled
from tests.botapi import BotApiServer

QUESTION = "Who denied that the bridge had been closed, quillfeather?"


def bytes_of(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in data.glob("state.sqlite*"))


async def test_what_is_kept_of_somebody_is_deleted(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as application:
        mina = server.user("Mina")
        chat, group = server.private_chat(mina), server.group("Desk", [mina])
        for place, text in ((chat, QUESTION), (group, f"/ask {QUESTION}"), (chat, f"/watch {QUESTION}")):
            place.send(mina, text)
            await place.wait_for_reply()
        await settled(server, application)
        assert b"quillfeather" in bytes_of(settings.data)
        chat.send(mina, "/forget")
        asked = await chat.wait_for_reply()
        while SURE not in asked.text:
            asked = await chat.wait_for_reply()
        assert asked.text == SURE  # everybody may ask here, so nobody has to be let in again
        await chat.press(asked, "Keep it").wait_for_answer()
        assert (await chat.wait_for_edit(asked)).text == KEPT
        chat.send(mina, "/forget")
        again = await chat.wait_for_reply()
        await chat.press(again, "Delete it").wait_for_answer()
        assert (await chat.wait_for_edit(again)).text == DONE
        await settled(server, application)
        assert b"quillfeather" not in bytes_of(settings.data)
        assert application.bot_data.conversations.of(mina.id) is None
        assert server.refused == []


async def test_who_was_let_in_is_told_that_they_are_not_any_more(settings: Settings, responder: Responder) -> None:
    closed = settings.model_copy(update={"access": "pairing"})
    async with BotApiServer() as server, serving(server, closed, responder) as application:
        mina, olga = server.user("Mina"), server.user("Olga")
        access = application.bot_data.access
        access.pair(olga.id, "Olga", access.new_code())
        access.allow(mina.id, "Mina")
        for user, told in ((mina, f"{SURE} {LETS_IN}"), (olga, SURE)):
            chat = server.private_chat(user)
            chat.send(user, "/forget")
            asked = await chat.wait_for_reply()
            assert asked.text == told
            await chat.press(asked, "Delete it").wait_for_answer()
            await chat.wait_for_edit(asked)
        assert (access.standing(mina.id), access.standing(olga.id)) == (None, "owner")


async def test_in_a_group_it_points_to_the_private_chat(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        mina = server.user("Mina")
        group = server.group("Desk", [mina])
        group.send(mina, "/forget")
        assert (await group.wait_for_reply()).text == IN_PRIVATE
