"""What every update passes: each handler of the wiring is reached by its owner, and by no stranger."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import pytest
from hypothesis import find
from hypothesis.strategies import from_regex
from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, InlineQueryHandler

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.app import KINDS, wiring
from bot.telegram.context import App, Handler
from bot.telegram.updates.intake import Intake
from tests.bot.telegram.serving import serving
from tests.botapi import BotApiServer
from tests.botapi.chats import Chat

GROUP = -1_001
BOT = {"id": 123456, "is_bot": True, "first_name": "Test bot", "username": "test_bot"}
FILE = {"file_id": "F1", "file_unique_id": "u1", "file_size": 3}
Json = dict[str, Any]


def message(user: int, text: str | None = "Who denied it?", *, group: bool = False, **more: object) -> Json:
    chat = {"id": GROUP, "type": "supergroup", "title": "Group"} if group else {"id": user, "type": "private"}
    body = {"message_id": 5, "date": 1_700_000_000, "chat": chat, "from": person(user)} | more
    if text is None:
        return body
    words = [(word, text.index(word)) for word in text.split() if word.startswith(("/", "@"))]
    kinds = {"/": "bot_command", "@": "mention"}
    found = [{"type": kinds[word[0]], "offset": at, "length": len(word)} for word, at in words]
    return body | {"text": text, "entities": found}


def person(user: int) -> Json:
    return {"id": user, "is_bot": False, "first_name": f"Person {user}"}


def samples(user: int, handler: Handler) -> Iterator[Json]:
    """Updates of every kind that a person can cause; those that fit the handler's own words come first."""
    if isinstance(handler, CommandHandler):
        for command in sorted(handler.commands):
            yield {"message": message(user, f"/{command}")}
            yield {"message": message(user, f"/{command}", group=True)}
    data, query = pattern_of(handler, CallbackQueryHandler), pattern_of(handler, InlineQueryHandler)
    yield {"callback_query": {"id": "1", "from": person(user), "chat_instance": "1", "data": data} | pressed(user)}
    yield {"inline_query": {"id": "1", "from": person(user), "query": query, "offset": ""}}
    for group in (False, True):
        reply = message(user, "Not on record.", group=group) | {"from": BOT}
        for kind in ("message", "edited_message", "guest_message"):
            yield {kind: message(user, group=group)}
            yield {kind: message(user, "Hello @test_bot, who denied it?", group=group)}
            yield {kind: message(user, group=group, reply_to_message=reply)}
            yield {kind: message(user, "Who?", group=group, guest_query_id="1")}
            yield {kind: message(user, "/unheard_of", group=group)}
            for words in ("help", "What documents do you have?"):
                yield {kind: message(user, f"{words} @test_bot" if group else words, group=group)}
            origin = {"type": "hidden_user", "date": 1700000000, "sender_user_name": "Somebody"}
            yield {kind: message(user, "She never said that.", group=group, forward_origin=origin)}
        for name, content in attachments().items():
            yield {"message": message(user, None, group=group) | {name: content, "caption": "/add"}}
            yield {"message": message(user, None, group=group) | {name: content}}
        for status in ("member", "left"):
            yield {"my_chat_member": member(user, status, group=group)}
    yield {"chosen_inline_result": {"result_id": "1", "from": person(user), "query": "who"}}


def pattern_of(handler: Handler, kind: type) -> str:
    pattern = getattr(handler, "pattern", None) if isinstance(handler, kind) else None
    return fitting(pattern) if isinstance(pattern, re.Pattern) else "anything"


@cache
def fitting(pattern: re.Pattern[str]) -> str:
    return find(from_regex(pattern, fullmatch=True), lambda _: True).strip()


def pressed(user: int) -> Json:
    return {"message": message(user, "Mina (12) wants to ask me.") | {"from": BOT}}


def attachments() -> dict[str, Any]:
    size = {"width": 1, "height": 1}
    sticker = {"type": "regular", "is_animated": False, "is_video": False}
    return {
        "photo": [FILE | size],
        "document": FILE | {"file_name": "a.txt", "mime_type": "text/plain"},
        "voice": FILE | {"duration": 1},
        "audio": FILE | {"duration": 1},
        "video": FILE | size | {"duration": 1},
        "sticker": FILE | size | sticker,
        "location": {"latitude": 1.0, "longitude": 2.0},
    }


def member(user: int, status: str, *, group: bool) -> Json:
    chat = message(user, group=group)["chat"]
    states = [{"user": BOT, "status": state} for state in ("left", status)]
    return {"chat": chat, "from": person(user), "date": 1_700_000_000} | {
        "old_chat_member": states[0],
        "new_chat_member": states[1],
    }


@asynccontextmanager
async def guarded(settings: Settings, responder: Responder) -> AsyncIterator[tuple[BotApiServer, App, int, int]]:
    """The bot, with an owner, and a stranger whom nobody let in; also both as members of a group."""
    async with BotApiServer() as server:
        closed = settings.model_copy(update={"access": "pairing"})
        async with serving(server, closed, responder) as app:
            owner, stranger = (server.user(name) for name in ("Olga", "Sam"))
            for user in (owner, stranger):
                server.private_chat(user)
            server.world.chats[GROUP] = Chat(server.world, GROUP, "Group", {server.bot.id: "member"}, forum=False)
            access = app.bot_data.access
            assert access.pair(owner.id, "Olga", access.new_code())
            yield server, app, owner.id, stranger.id
        others = [call for call in server.refused if "query is too old" not in str(call.error)]
        assert others == []


@pytest.mark.parametrize("number", range(len(wiring())))
async def test_a_handler_is_reached_by_the_owner_and_by_no_stranger(
    number: int, settings: Settings, responder: Responder
) -> None:
    async with guarded(settings, responder) as (_, app, owner, stranger):
        handler, reached = app.handlers[0][number], []

        async def spy(update: Update, _: object) -> None:
            user = update.effective_user
            reached.append(user.id if user is not None else None)

        handler.callback = spy
        intake = Intake(app)
        theirs = wanted_by(handler, stranger, app)
        assert theirs, f"no sample reaches {handler}: add one to samples()"
        for update in theirs:
            await intake._handle(update)
        assert reached == []
        own = [update for update in wanted_by(handler, owner, app) if not taken_before(handler, update, app)]
        assert own, f"every sample of {handler} is taken by a handler before it"
        for update in own:
            await intake._handle(update)
        assert reached == [owner] * len(own)


def wanted_by(handler: Handler, user: int, app: App) -> list[Update]:
    updates = [Update.de_json({"update_id": 1, **sample}, app.bot) for sample in samples(user, handler)]
    return [update for update in updates if is_wanted(handler, update)]


def is_wanted(handler: Handler, update: Update) -> bool:
    return handler.check_update(update) not in (None, False)


def taken_before(handler: Handler, update: Update, app: App) -> bool:
    before = app.handlers[0][: app.handlers[0].index(handler)]
    return any(is_wanted(other, update) for other in before)


async def test_all_handlers_stand_in_the_wiring(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as app:
        assert list(app.handlers) == [0]
        assert len(app.handlers[0]) == len(wiring())


async def test_telegram_is_asked_for_what_the_handlers_react_to(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder) as app:
        kinds: set[str] = set()
        for handler in wiring():
            for sample in samples(1, handler):
                if is_wanted(handler, Update.de_json({"update_id": 1, **sample}, app.bot)):
                    kinds |= sample.keys()
        assert kinds == set(KINDS)
