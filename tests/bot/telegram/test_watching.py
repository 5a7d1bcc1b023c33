"""Standing questions on Telegram: kept, told of after a rebuild, muted, stopped; over a restart, too."""

from __future__ import annotations

import asyncio

import pytest

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.admission import TURNED_AWAY
from bot.telegram.watching import GONE, NONE, STANDS, USAGE
from embeddings.rebuild import Recipe, rebuild
from tests.bot.telegram.serving import serving
from tests.bot.telegram.test_admin import owned, say
from tests.botapi import BotApiServer
from tests.botapi.patience import until
from tests.samples import load_hashing

ASKED = "Who denied that the bridge had been closed?"
NEW = "Dara Chan, a minister, denied that the bridge had been closed to boats number {} on day {}."


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.watching._EVERY", 0.05)


async def publish(settings: Settings, name: str, text: str) -> None:
    (settings.seeds / name).write_text(text, encoding="utf-8")
    await asyncio.to_thread(rebuild, settings.seeds, settings.data, Recipe("hashing", load_hashing))


async def test_news_are_told_once_each_and_can_be_muted(settings: Settings, responder: Responder) -> None:
    async with owned(settings, responder) as (server, app, olga, chat):
        assert await say(chat, olga, "/watch") == USAGE
        assert await say(chat, olga, "/watches") == f"{NONE} {USAGE}"
        assert "denied" in await say(chat, olga, f"/watch {ASKED}")
        assert (await chat.wait_for_reply()).text == STANDS
        await publish(settings, "new.txt", NEW.format(1, 2))
        responder.refresh()
        told = await chat.wait_for_reply()
        assert told.text.startswith(f"about: your standing question {ASKED}")
        assert "Dara Chan" in told.text
        assert told.buttons == ["Mute", "Stop"]
        await publish(settings, "copy.txt", NEW.format(1, 2))
        responder.refresh()
        assert "1 standing question" in await say(chat, olga, "/status")
        chat.press(told, "Mute", olga)
        await chat.wait_for_edit(told)
        assert told.buttons == ["Tell again", "Stop"]
        await publish(settings, "muted.txt", NEW.format(3, 4))
        responder.refresh()
        await until(lambda: app.bot_data.standing.looked == responder.snapshot.name)
        listed = await say(chat, olga, "/watches")
        assert f"1. {ASKED} (muted)" in listed
        assert chat.replies[-1].buttons == ["Tell again 1", "Stop 1"]
        chat.press(chat.replies[-1], "Stop 1", olga)
        await until(lambda: app.bot_data.standing.everything() == [])
        query = chat.press(told, "Stop", olga)
        assert (await query.wait_for_answer())["text"] == GONE
        assert server.refused == []


async def test_many_news_come_as_one_list(settings: Settings, responder: Responder) -> None:
    async with owned(settings, responder) as (_, _, olga, chat):
        chat.send(olga, f"/watch {ASKED}")
        await chat.wait_for_reply()
        await chat.wait_for_reply()
        names = "Dara Chan,Sok Lim,Vann Keo,Chea Nou,Mony Ros,Pisey Tan,Ratha Uy".split(",")
        for number, name in enumerate(names):
            line = f"{name}, a minister, denied that the bridge had been closed in {1990 + number} to {name[:3]} boats."
            (settings.seeds / f"{number}.txt").write_text(line, encoding="utf-8")
        await publish(settings, "last.txt", "The ferry sails at noon.")
        responder.refresh()
        told = await chat.wait_for_reply()
        assert "new for your standing question" in told.text
        assert "• Dara Chan: " in told.text
        assert len(chat.replies) == 3


async def test_a_restart_tells_what_was_left(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server:
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        async with serving(server, settings, responder):
            chat.send(alice, f"/watch {ASKED}")
            await chat.wait_for_reply()
            await chat.wait_for_reply()
        await publish(settings, "new.txt", NEW.format(1, 2))
        async with serving(server, settings, responder):
            assert "Dara Chan" in (await chat.wait_for_reply()).text
        async with serving(server, settings, responder) as app:
            await until(lambda: app.bot_data.standing.looked == responder.snapshot.name)
        assert len(chat.replies) == 3
        assert server.refused == []


async def test_a_chat_that_blocks_the_bot_mutes_its_question(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as app:
        sam = server.user("Sam")
        his = server.private_chat(sam)
        his.send(sam, f"/watch {ASKED}")
        await his.wait_for_reply()
        await his.wait_for_reply()
        his.block()
        await publish(settings, "new.txt", NEW.format(1, 2))
        responder.refresh()
        await until(lambda: app.bot_data.standing.everything()[0].muted)
        assert app.bot_data.standing.counts() == (1, 0)
        assert {call.method for call in server.refused} == {"sendMessage"}


async def test_who_was_denied_is_told_nothing(settings: Settings, responder: Responder) -> None:
    async with owned(settings, responder) as (server, app, olga, chat):
        sam = server.user("Sam")
        his = server.private_chat(sam)
        his.send(sam, f"/watch {ASKED}")
        await his.wait_for_reply()
        await his.wait_for_reply()
        await say(chat, olga, f"/deny {sam.id}")
        await publish(settings, "new.txt", NEW.format(1, 2))
        responder.refresh()
        await until(lambda: app.bot_data.standing.looked == responder.snapshot.name)
        assert app.bot_data.standing.counts() == (1, 1)
        assert [reply.text for reply in his.replies[2:]] == [TURNED_AWAY]  # and nothing else
