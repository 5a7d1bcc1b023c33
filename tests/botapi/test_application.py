"""A real python-telegram-bot application talks to the server over HTTP."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from . import BotApiServer

Context = ContextTypes.DEFAULT_TYPE


async def greet(update: Update, context: Context) -> None:
    assert update.effective_message
    button = InlineKeyboardButton("More", callback_data="more")
    await update.effective_message.reply_html("<b>Hello</b> there", reply_markup=InlineKeyboardMarkup([[button]]))


async def echo(update: Update, context: Context) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(f"You said {update.effective_message.text}")


async def more(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Coming")
    await update.callback_query.edit_message_text("Hello again")


@asynccontextmanager
async def running(server: BotApiServer) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    builder = Application.builder().token(server.world.token)
    application = builder.base_url(f"{server.url}/bot").base_file_url(f"{server.url}/file/bot").build()
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(more))
    async with application:
        await application.start()
        assert application.updater
        try:
            yield application
        finally:
            await application.updater.stop()
            await application.stop()


@asynccontextmanager
async def polling(server: BotApiServer) -> AsyncIterator[None]:
    async with running(server) as application:
        assert application.updater
        await application.updater.start_polling()
        yield


async def test_a_conversation() -> None:
    async with BotApiServer() as server, polling(server):
        alice = server.user("Alice")
        chat = server.private_chat(alice)

        chat.send(alice, "/start")
        hello = await chat.wait_for_reply()
        assert hello.text == "Hello there"
        assert [(entity.type, entity.offset, entity.length) for entity in hello.entities] == [("bold", 0, 5)]
        assert hello.buttons == ["More"]

        query = chat.press(hello, "More")
        await chat.wait_for_edit(hello)
        assert hello.text == "Hello again"
        assert (await query.wait_for_answer())["text"] == "Coming"

        chat.send(alice, "anything else?")
        assert (await chat.wait_for_reply()).text == "You said anything else?"
        assert server.refused == []


async def test_ten_chats_at_once() -> None:
    async with BotApiServer() as server, polling(server):
        people = [server.user(f"Person {number}") for number in range(10)]
        chats = [server.private_chat(person) for person in people]
        for person, chat in zip(people, chats, strict=True):
            for number in range(5):
                chat.send(person, f"question {number}")
        for chat in chats:
            texts = [(await chat.wait_for_reply()).text for _ in range(5)]
            assert texts == [f"You said question {number}" for number in range(5)]
        assert server.refused == []


async def test_updates_by_webhook() -> None:
    pytest.importorskip("tornado", reason="python-telegram-bot serves webhooks with tornado")
    async with BotApiServer() as server:
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, "/start")
        async with running(server) as application:
            assert application.updater
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            await application.updater.start_webhook(
                "127.0.0.1", port, "hook", secret_token="s3cret", webhook_url=f"http://127.0.0.1:{port}/hook"
            )
            assert (await chat.wait_for_reply()).text == "Hello there"
        assert server.refused == []


async def test_trouble_passes() -> None:
    async with BotApiServer() as server, polling(server):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        server.fail_next("getUpdates", 502)
        server.drop_next("getUpdates")
        for number in range(3):
            chat.send(alice, f"question {number}")
        assert [(await chat.wait_for_reply(20)).text for _ in range(3)] == [
            f"You said question {number}" for number in range(3)
        ]
        assert server.refused == []


async def test_a_second_poller_ends_the_first() -> None:
    async with BotApiServer() as server, polling(server):
        await server.wait_for_poll()
        async with Bot(server.world.token, f"{server.url}/bot") as other:
            assert await other.get_updates(timeout=0) == ()
        (first,) = server.refused
        assert first.method == "getUpdates"
        assert str(first.error).startswith("Conflict: terminated by other getUpdates request; make sure that")
