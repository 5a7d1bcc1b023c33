"""Who may ask, as people meet it: the code, the refusal, the owner's decision."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from telegram import Update

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.access import NO_OWNER, may_see_private
from bot.telegram.admission import ADMITTED, NOT_YOURS, TURNED_AWAY
from bot.telegram.app import _PROMPTS
from bot.telegram.commands import GREETING
from bot.telegram.context import App
from bot.telegram.pairing import EXPIRED, WELCOME
from bot.telegram.sending import Patience
from embeddings.rebuild import Recipe, rebuild
from tests.bot.telegram.serving import serving, settled
from tests.botapi import BotApiServer
from tests.botapi.chats import Chat
from tests.botapi.patience import until
from tests.botapi.records import User
from tests.samples import load_hashing


@asynccontextmanager
async def closed(
    settings: Settings, responder: Responder, **changes: object
) -> AsyncIterator[tuple[BotApiServer, App, User, Chat]]:
    """The bot with access by pairing, and its owner's chat."""
    async with BotApiServer() as server:
        owner = server.user("Olga")
        chat = server.private_chat(owner)
        changed = settings.model_copy(update={"access": "pairing"} | changes)
        async with serving(server, changed, responder) as app:
            app.bot_data.access.pair(owner.id, "Olga", app.bot_data.access.new_code())
            yield server, app, owner, chat
        assert server.refused == []


@pytest.mark.parametrize("form", ["{}", "/start {}", "  {} \n"])
async def test_who_sends_the_printed_code_is_the_owner(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture, form: str
) -> None:
    closed = settings.model_copy(update={"access": "pairing"})
    async with BotApiServer() as server:
        with caplog.at_level(logging.INFO, logger="bot"):
            async with serving(server, closed, responder) as app:
                printed = re.search(r"Send it ([\w-]+) in a private chat, or open (\S+):", caplog.text)
                assert printed is not None
                assert printed[2] == f"https://t.me/test_bot?start={printed[1]}"
                olga, sam = server.user("Olga"), server.user("Sam")
                hers, his = server.private_chat(olga), server.private_chat(sam)
                group = server.group("Friends", [olga])
                group.send(olga, f"@test_bot {printed[1]}")
                await settled(server, app)
                assert app.bot_data.access.owner is None
                hers.send(olga, form.format(printed[1]))
                assert (await hers.wait_for_reply()).text == WELCOME
                assert app.bot_data.access.owner == olga.id
                hers.send(olga, "/start")
                assert (await hers.wait_for_reply()).text == GREETING
                his.send(sam, printed[1])
                assert "I may not answer here yet" in (await his.wait_for_reply()).text
                assert app.bot_data.access.owner == olga.id
        assert "Olga" in caplog.text
        assert server.refused == []


async def test_who_guesses_at_the_code_does_not_keep_the_owner_out(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    closed = settings.model_copy(update={"access": "pairing"})
    async with BotApiServer() as server, serving(server, closed, responder) as app:
        sam, olga = server.user("Sam"), server.user("Olga")
        chat, hers = server.private_chat(sam), server.private_chat(olga)
        code = app.bot_data.access.new_code()
        for number in range(7):
            chat.send(sam, f"aaaa-bbbb-000{number}")
        chat.send(sam, code)
        await settled(server, app)
        assert caplog.text.count("guessed at the pairing code too often") == 1
        assert [reply.text for reply in chat.replies] == [
            *(f"That is not my pairing code. You may try {left} more times." for left in (4, 3, 2)),
            "That is not my pairing code. You may try 1 more time.",
            "That is not my pairing code. You may try 0 more times.",
            NO_OWNER,  # as to anybody else
        ]
        assert app.bot_data.access.owner is None
        hers.send(olga, code)
        assert (await hers.wait_for_reply()).text == WELCOME


async def test_a_code_that_came_too_late_is_named_in_the_log(
    settings: Settings, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    closed = settings.model_copy(update={"access": "pairing"})
    async with BotApiServer() as server, serving(server, closed, responder) as app:
        olga = server.user("Olga")
        code = app.bot_data.access.new_code()
        app.bot_data.state.execute("UPDATE code SET since = 0")
        chat = server.private_chat(olga)
        chat.send(olga, code)
        chat.send(olga, code)
        await settled(server, app)
        assert [reply.text for reply in chat.replies] == [EXPIRED]
        assert app.bot_data.access.owner is None
        assert "it has expired; start the bot again for a new one" in caplog.text


async def test_the_owners_answer_goes_before_what_a_stranger_with_many_groups_makes_the_bot_ask(
    settings: Settings, responder: Responder
) -> None:
    async with BotApiServer() as server:
        olga, sam = server.user("Olga"), server.user("Sam")
        chat, groups = server.private_chat(olga), [server.group(f"Group {number}", [sam]) for number in range(15)]
        paired = settings.model_copy(update={"access": "pairing"})
        async with serving(server, paired, responder, pace=Patience()) as app:
            app.bot_data.access.pair(olga.id, "Olga", app.bot_data.access.new_code())
            for group in groups:
                group.send(sam, "/ask Who denied it?")
            await chat.wait_for_reply()  # the first question about a group; others wait
            chat.send(olga, "/help")
            answer = await chat.wait_for_reply(20)
            assert "wants to ask me" not in answer.text
            await settled(server, app)
            asked = [reply.text for reply in chat.replies if "wants to ask me" in reply.text]
            assert len(asked) == _PROMPTS
            for group in groups:
                assert "I may not answer here yet" in group.replies[0].text


async def test_a_stranger_gets_one_line_and_is_let_in_by_a_button(settings: Settings, responder: Responder) -> None:
    async with closed(settings, responder) as (server, app, _, owners):
        sam = server.user("Sam", last_name="<b>")
        chat = server.private_chat(sam)
        chat.send(sam, "Who denied it?")
        refusal = await chat.wait_for_reply()
        assert refusal.text == f"I may not answer here yet. Your id is {sam.id}: pass it on to my operator."
        asked = await owners.wait_for_reply()
        assert asked.text == f"Sam <b> ({sam.id}) wants to ask me."
        chat.send(sam, "/start")
        await settled(server, app)
        assert len(chat.replies) == len(owners.replies) == 1

        owners.press(asked, "Approve")
        await owners.wait_for_edit(asked)
        assert asked.text == f"Sam <b> ({sam.id}) may ask."
        assert (await chat.wait_for_reply()).text == ADMITTED
        assert (await chat.wait_for_reply()).text.startswith("Rithy Sok, senator, denied:")  # what he had asked
        chat.send(sam, "/start")
        assert (await chat.wait_for_reply()).text == GREETING


async def test_who_is_refused_is_told_once(settings: Settings, responder: Responder) -> None:
    async with closed(settings, responder) as (server, app, owner, owners):
        sam = server.user("Sam")
        chat = server.private_chat(sam)
        chat.send(sam, "Who denied it?")
        asked = await owners.wait_for_reply()
        owners.press(asked, "Refuse")
        await owners.wait_for_edit(asked)
        assert asked.text == f"Sam ({sam.id}) may not ask."
        await until(lambda: len(chat.replies) > 1)
        assert chat.replies[1].text == TURNED_AWAY
        chat.send(sam, "/start")
        owners.send(owner, f"/deny {sam.id}")
        await settled(server, app)
        assert len(chat.replies) == 2


async def test_what_was_asked_before_is_answered_when_they_are_let_in(settings: Settings, responder: Responder) -> None:
    async with closed(settings, responder) as (server, app, owner, owners):
        sam, mina = server.user("Sam"), server.user("Mina")
        his, group = server.private_chat(sam), server.group("Friends", [mina])
        his.send(sam, "/start")
        question = his.send(sam, "Who denied that the bridge had been closed?")
        group.send(mina, "/ask Who denied that the bridge had been closed?")
        await group.wait_for_reply()
        await his.wait_for_reply()
        await until(lambda: not app.bot_data.inbox.unanswered())
        for chat in (his, group):
            before = len(chat.replies)
            owners.send(owner, f"/allow {chat.id}")
            await told_twice(chat, before)
            assert chat.replies[-2].text == ADMITTED
            assert chat.replies[-1].text.startswith("Rithy Sok, senator, denied:")
        assert his.replies[-1].reply_to == question


async def told_twice(chat: Chat, before: int) -> None:
    await until(lambda: len(chat.replies) == before + 2)


@pytest.mark.parametrize("access", ["pairing", "open"])
async def test_the_operators_first_start_says_how_to_pair(
    settings: Settings, responder: Responder, access: str
) -> None:
    changed = settings.model_copy(update={"access": access})
    async with BotApiServer() as server, serving(server, changed, responder) as app:
        olga = server.user("Olga")
        chat = server.private_chat(olga)
        chat.send(olga, "/start")
        assert (await chat.wait_for_reply()).text.endswith(NO_OWNER)
        app.bot_data.access.pair(olga.id, "Olga", app.bot_data.access.new_code())
        chat.send(olga, "/start")
        await until(lambda: chat.replies[-1].text == GREETING)
        assert server.refused == []


async def test_start_shows_what_the_library_answers(settings: Settings, responder: Responder) -> None:
    recipe = Recipe(settings.model, load_hashing, examples=lambda *_: ("Who <denied> it?", "When was it closed?"))
    rebuild(settings.seeds, settings.data, recipe, full=True)
    with responder.reading():  # it takes up what was built
        pass
    async with closed(settings, responder) as (_, _, owner, chat):
        chat.send(owner, "/start")
        greeting = (await chat.wait_for_reply()).text
        assert greeting == f"{GREETING}\nFor example:\n• Who <denied> it?\n• When was it closed?"


async def test_the_buttons_work_after_a_restart_and_for_the_owner_alone(
    settings: Settings, responder: Responder
) -> None:
    async with BotApiServer() as server:
        olga, mina = server.user("Olga"), server.user("Mina")
        owners, hers = server.private_chat(olga), server.private_chat(mina)
        paired = settings.model_copy(update={"access": "pairing"})
        async with serving(server, paired, responder) as app:
            app.bot_data.access.pair(olga.id, "Olga", app.bot_data.access.new_code())
            hers.send(mina, "/start")
            asked = await owners.wait_for_reply()
        async with serving(server, paired, responder) as app:
            owners.press(asked, "Approve")
            await owners.wait_for_edit(asked)
            assert app.bot_data.access.standing(mina.id) == "allowed"
            forged = owners.press(replace(asked, content=asked.history[0]), "Approve", mina)
            assert (await forged.wait_for_answer())["text"] == NOT_YOURS
            assert app.bot_data.access.owner == olga.id


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ({"access": "listed"}, False),
        ({"access": "listed", "allowed_users": frozenset({1002})}, True),
        ({"access": "open"}, True),
        ({"access": "pairing"}, False),
    ],
)
async def test_the_three_rules(settings: Settings, responder: Responder, changes: dict[str, object], may: bool) -> None:
    async with closed(settings, responder, **changes) as (server, _, _, _):
        sam = server.user("Sam")
        assert sam.id == 1002
        chat = server.private_chat(sam)
        chat.send(sam, "/start")
        assert ((await chat.wait_for_reply()).text == GREETING) is may


async def test_private_documents_are_for_private_chats_of_those_let_in_by_name(
    settings: Settings, responder: Responder
) -> None:
    async with closed(settings, responder) as (server, app, owner, _):
        mina, sam = server.user("Mina"), server.user("Sam")
        app.bot_data.access.allow(mina.id, "Mina")

        def may(user: User, rule: str = "pairing", *, group: bool = False) -> bool:
            chat = {"id": -5, "type": "supergroup"} if group else {"id": user.id, "type": "private"}
            body = {"message_id": 1, "date": 1, "chat": chat, "from": user.as_json(), "text": "Who?"}
            shared = app.bot_data
            shared.settings = shared.settings.model_copy(update={"access": rule})
            return may_see_private(Update.de_json({"update_id": 1, "message": body}, app.bot), shared)

        assert [may(user) for user in (owner, mina, sam)] == [True, True, False]
        assert [may(user, group=True) for user in (owner, mina, sam)] == [False, False, False]
        assert [may(user, "open") for user in (owner, mina, sam)] == [True, True, False]
        assert [may(user, "listed") for user in (owner, mina, sam)] == [True, False, False]
        app.bot_data.access.deny(mina.id, "Mina")
        assert [may(user, "open") for user in (owner, mina, sam)] == [True, False, False]
        query = {"id": "1", "from": owner.as_json(), "query": "who", "offset": ""}
        inline = Update.de_json({"update_id": 1, "inline_query": query}, app.bot)
        assert not may_see_private(inline, app.bot_data)
