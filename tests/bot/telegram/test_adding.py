"""/add: documents and addresses from the owner."""

from __future__ import annotations

import pytest

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.adding import USAGE
from bot.telegram.admin import NOT_YOURS, REBUILDING
from tests.bot.telegram.serving import serving
from tests.bot.telegram.test_admin import owned, say
from tests.bot.telegram.test_rebuilds import ended
from tests.botapi import Attachment, BotApiServer

PAGE = b"# The new ferry\n\nThe ferry Lotus sails at noon on Mondays.\n"


async def test_a_document_is_added_and_answers(settings: Settings, responder: Responder) -> None:
    async with owned(settings, responder) as (_, _, olga, chat):
        sent = chat.send(olga, attachment=Attachment("document", PAGE, name="../ferry.md"))
        await chat.wait_for_reply()  # that text is what is read
        chat.send(olga, "/add", reply_to=sent)
        assert (await chat.wait_for_reply()).text.startswith("Added “The new ferry” as added/ferry.md.")
        report = await chat.wait_for_reply()
        assert report.text.startswith((REBUILDING, "Published"))
        assert "2 documents" in await ended(chat, report)
        assert "sails at noon" in await say(chat, olga, "When does the ferry Lotus sail?")
        chat.send(olga, "/add", attachment=Attachment("document", PAGE, name="ferry.md"))
        assert (await chat.wait_for_reply()).text == "“The new ferry” is there already, as added/ferry.md."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/add", USAGE),
        ("/add one two", USAGE),
        ("/add http://127.0.0.1:1/secret", "127.0.0.1"),
        ("/add ftp://example.org/a", "ftp"),
    ],
)
async def test_what_cannot_be_added_is_said(settings: Settings, responder: Responder, text: str, told: str) -> None:
    async with owned(settings, responder) as (_, _, olga, chat):
        assert told in await say(chat, olga, text)
        assert not (settings.seeds / "added").exists()


async def test_what_cannot_be_read_is_not_kept(settings: Settings, responder: Responder) -> None:
    async with owned(settings, responder) as (_, _, olga, chat):
        chat.send(olga, "/add", attachment=Attachment("document", b"%PDF-1.7 broken", name="a.pdf"))
        assert "a.pdf" in (await chat.wait_for_reply()).text
        assert not list((settings.seeds / "added").glob("*"))


async def test_nobody_else_may_add(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        bob = server.user("Bob")
        chat = server.private_chat(bob)
        chat.send(bob, "/add", attachment=Attachment("document", PAGE, name="ferry.md"))
        assert (await chat.wait_for_reply()).text == NOT_YOURS
        assert not (settings.seeds / "added").exists()
