"""The dossier as a file on Telegram."""

from __future__ import annotations

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.dossiers import USAGE
from tests.bot.telegram.serving import serving
from tests.botapi import BotApiServer


async def test_a_dossier_is_sent_as_a_file(settings: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, settings, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, "/dossier")
        assert (await chat.wait_for_reply()).text == USAGE
        chat.send(alice, "/dossier Nobody Known")
        assert (await chat.wait_for_reply()).text.startswith("Nobody called 'Nobody Known' has a statement on record.")
        chat.send(alice, "/dossier Rithy Sok about the bridge")
        await chat.wait_for_reply()
        chat.send(alice, "/who Rithy Sok")
        listed = await chat.wait_for_reply()
        assert listed.buttons == ["Dossier"]
        chat.press(listed, "Dossier", alice)
        sent = await chat.wait_for_reply()
        assert sent.content.attachment is not None
        assert b"<mark>that the bridge had been closed</mark>" in sent.content.attachment.data
        assert server.refused == []
