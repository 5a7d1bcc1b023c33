"""Updates by webhook: over a port and a unix socket, with the secret, through the same intake."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.app import KINDS, build
from bot.telegram.commands import GREETING
from bot.telegram.sending import Patience
from bot.telegram.updates.running import serve
from bot.telegram.updates.webhook import secret_of
from embeddings.errors import StateError, TelegramError
from tests.bot.telegram.conftest import DENIAL
from tests.bot.telegram.serving import serving
from tests.botapi import BotApiServer
from tests.botapi.patience import PATIENCE, until

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def hooked(settings: Settings) -> Settings:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return settings.model_copy(
        update={"webhook_url": f"http://127.0.0.1:{port}/hook", "webhook_port": port, "telegram_token": None}
    )


async def test_a_question_comes_by_webhook(hooked: Settings, responder: Responder) -> None:
    async with BotApiServer() as server, serving(server, hooked, responder):
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, "Who denied that the bridge had been closed?")
        assert DENIAL in (await chat.wait_for_reply()).text
        assert server.calls("getUpdates") == []
        assert server.refused == []
        assert server.world.webhook is not None
        assert len(server.world.webhook.secret) == 64
        assert server.world.token.partition(":")[2] not in server.world.webhook.secret


async def test_who_does_not_know_the_secret_is_sent_away(hooked: Settings, responder: Responder) -> None:
    known = hooked.model_copy(update={"webhook_secret": SecretStr("s3cret")})
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}}
    client = httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=5))  # it may not listen yet
    async with BotApiServer() as server, serving(server, known, responder) as app, client:
        url = str(known.webhook_url)
        for headers in ({}, {SECRET_HEADER: "guessed"}):
            assert (await client.post(url, json=update, headers=headers)).status_code == 403
        assert app.bot_data.state.execute("SELECT * FROM inbox") == []
        assert (await client.post(url, json=update, headers={SECRET_HEADER: "s3cret"})).status_code == 200
        assert app.bot_data.state.execute("SELECT update_id FROM inbox") == [(1,)]


async def test_what_can_not_be_read_is_taken_and_set_aside(
    hooked: Settings, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    known = hooked.model_copy(update={"webhook_secret": SecretStr("s3cret")})
    chat = {"id": 5, "type": "private"}
    poll = {"id": "1", "question": "a private matter", "options": []}
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": chat, "poll": poll}}
    async with BotApiServer() as server, serving(server, known, responder) as app:
        async with httpx.AsyncClient(headers={SECRET_HEADER: "s3cret"}, trust_env=False) as telegram:
            assert (await telegram.post(str(known.webhook_url), json=update)).status_code == 200
            for odd in (b"{", b"[1]", b'{"update_id": "1"}', b"[" * 100_000):
                assert (await telegram.post(str(known.webhook_url), content=odd)).status_code == 400
        aside = "SELECT update_id FROM inbox WHERE reason IS NOT NULL"
        await until(lambda: app.bot_data.state.execute(aside) == [(1,)])
    assert "a private matter" not in caplog.text


async def test_what_could_not_be_written_down_is_given_again(
    hooked: Settings, responder: Responder, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with BotApiServer() as server, serving(server, hooked, responder) as app:
        record, tries = app.bot_data.inbox.record, []

        def full_at_first(payloads: object, lane_of: object) -> list[int]:
            tries.append(payloads)
            if len(tries) == 1:
                raise StateError("disk full")
            return record(payloads, lane_of)  # type: ignore[arg-type]

        monkeypatch.setattr(app.bot_data.inbox, "record", full_at_first)
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, "/start")
        assert (await chat.wait_for_reply()).text.startswith(GREETING)
        assert len(tries) == 2


async def test_who_can_not_write_an_update_down_ends_the_connection_so_that_a_proxy_comes_to_another(
    hooked: Settings, responder: Responder, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = hooked.model_copy(update={"webhook_secret": SecretStr("s3cret")})
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}}
    client = httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=5), headers={SECRET_HEADER: "s3cret"})
    async with BotApiServer() as server, serving(server, known, responder) as app, client:
        await until(lambda: bool(server.calls("setWebhook")))

        def gone(payloads: object, lane_of: object) -> list[int]:
            raise StateError("the server is gone")

        with monkeypatch.context() as patched:
            patched.setattr(app.bot_data.inbox, "record", gone)
            refused = await client.post(str(known.webhook_url), json=update)
        taken = await client.post(str(known.webhook_url), json=update)
        assert (refused.status_code, refused.headers["Connection"]) == (503, "close")
        assert (taken.status_code, taken.headers.get("Connection")) == (200, None)


async def test_a_unix_socket_behind_a_proxy(hooked: Settings, responder: Responder, tmp_path: Path) -> None:
    path = tmp_path / "bot.sock"
    behind = hooked.model_copy(update={"webhook_socket": path, "webhook_url": "https://example.org/hook"})
    async with BotApiServer() as server, serving(server, behind, responder) as app:
        server.world.webhook = None  # whose deliveries would go to example.org
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        chat.send(alice, "/start")
        headers = {SECRET_HEADER: secret_of(app.bot_data.settings)}
        transport = httpx.AsyncHTTPTransport(uds=str(path), retries=5)
        async with httpx.AsyncClient(transport=transport, headers=headers) as proxy:
            await proxy.post("http://bot/hook", json=server.world.updates.pending[0])
        assert (await chat.wait_for_reply()).text.startswith(GREETING)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"webhook_url": "http://example.org/hook"}, "Telegram refuses ONRECORD_WEBHOOK_URL 'http://example.org/hook'"),
        ({"webhook_socket": Path("/nowhere/bot.sock")}, "can't wait for updates on /nowhere/bot.sock"),
    ],
)
async def test_a_webhook_that_can_not_be_is_said(
    hooked: Settings, responder: Responder, change: dict[str, object], words: str
) -> None:
    async with BotApiServer() as server:
        pointed = {"telegram_api": server.url, "telegram_token": SecretStr(server.world.token)}
        application = build(hooked.model_copy(update=pointed | change), responder, Patience(None))
        with pytest.raises(TelegramError, match=words):
            await asyncio.wait_for(serve(application, KINDS, asyncio.Event()), PATIENCE)
        application.bot_data.state.close()


async def test_telegram_is_away_when_the_webhook_is_set(hooked: Settings, responder: Responder) -> None:
    async with BotApiServer() as server:
        server.fail_next("setWebhook", 502, times=2)
        async with serving(server, hooked, responder):
            alice = server.user("Alice")
            chat = server.private_chat(alice)
            chat.send(alice, "/start")
            assert (await chat.wait_for_reply(20)).text.startswith(GREETING)
