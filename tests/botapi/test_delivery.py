"""Updates by long polling and by webhook, and the token."""

import asyncio
import time
from typing import Any

import httpx
import pytest

from . import ApiError, BotApiServer
from .conftest import Client
from .patience import PATIENCE, until
from .wire import HttpAnswer, HttpRequest, HttpServer


async def test_offsets_confirm(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.private_chat(alice)
    ids = [chat.send(alice, f"{number}").update_id or 0 for number in range(5)]
    assert ids == list(range(ids[0], ids[0] + 5))

    async def told(**params: int) -> list[int]:
        return [update["update_id"] for update in await call("getUpdates", **params)]

    assert await told() == ids
    assert await told(limit=2) == ids[:2]
    assert await told(offset=ids[1], limit=2) == ids[1:3]
    assert await told(offset=ids[0]) == ids[1:]
    assert await told(offset=ids[4] + 1000) == ids[1:]
    assert await told(offset=-2) == ids[3:]
    assert await told(offset=ids[4] + 1) == []


async def test_a_long_poll_waits_for_an_update_or_its_time(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.private_chat(alice)
    started = time.monotonic()
    assert await call("getUpdates", timeout=1) == []
    assert time.monotonic() - started >= 0.99
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await server.wait_for_poll()
    chat.send(alice, "hello")
    told = await asyncio.wait_for(poll, 45)  # before its time is up
    assert [update["message"]["text"] for update in told] == ["hello"]


async def test_a_poll_whose_client_left_is_forgotten(server: BotApiServer, call: Client) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await server.wait_for_poll()
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await until(lambda: not server.world.updates.is_polled)
    assert await call("getUpdates") == []
    assert server.refused == []


async def test_allowed_updates_are_remembered(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.private_chat(alice)
    await call("getUpdates", allowed_updates=["inline_query"])
    assert chat.send(alice, "no").update_id is None
    await call("getUpdates")
    assert chat.send(alice, "still no").update_id is None
    assert server.inline_query(alice, "yes").update_id is not None
    await call("getUpdates", allowed_updates=[])
    assert chat.send(alice, "yes").update_id is not None
    with pytest.raises(ApiError, match="strict: allowed_updates are no array of strings"):
        await call("getUpdates", allowed_updates=1)


async def test_tokens(server: BotApiServer, call: Client) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await server.wait_for_poll()
    wrong = await call.http.get("/bot1:wrong/getMe")
    assert (wrong.status_code, wrong.json()) == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    assert (await call("getme"))["username"] == "test_bot"
    server.revoke()
    for later in (poll, call("getMe")):
        with pytest.raises(ApiError, match=r"^Unauthorized$"):
            await later


async def test_what_is_not_there(server: BotApiServer, call: Client) -> None:
    with pytest.raises(ApiError, match="Not Found: method not found"):
        await call("sendTelepathy")
    assert (await call.http.get("/")).json() == {"ok": False, "error_code": 404, "description": "Not Found"}
    answer = await call.http.post(
        f"/bot{server.world.token}/getMe", content=b"[1", headers={"content-type": "application/json"}
    )
    assert answer.json()["description"] == "Bad Request: can't parse request body as JSON object"


class Hook:
    """A bot's own web server: it notes what comes and answers with the statuses given, then 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.got: asyncio.Queue[HttpRequest] = asyncio.Queue()
        self.http = HttpServer(self.answer)

    async def answer(self, request: HttpRequest) -> HttpAnswer:
        self.got.put_nowait(request)
        return HttpAnswer(self.statuses.pop(0) if self.statuses else 200, b"")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.port}/hook"


async def test_a_webhook_gets_each_update_until_it_takes_it(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    chat = server.private_chat(alice)
    chat.send(alice, "early")
    hook = Hook(500)
    await hook.http.start()
    assert await call("setWebhook", url=hook.url, secret_token="s3cret", allowed_updates=["message"]) is True
    chat.send(alice, "late")
    async with asyncio.timeout(PATIENCE):
        got = [await hook.got.get() for _ in range(3)]
    texts = [httpx.Response(200, content=request.body).json()["message"]["text"] for request in got]
    assert texts == ["early", "early", "late"]
    assert {request.headers["x-telegram-bot-api-secret-token"] for request in got} == {"s3cret"}
    info = await call("getWebhookInfo")
    assert info["url"] == hook.url
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["allowed_updates"] == ["message"]
    with pytest.raises(ApiError, match="Conflict: can't use getUpdates method while webhook is active; use delete"):
        await call("getUpdates")
    assert await call("deleteWebhook") is True
    assert await call("getUpdates") == []
    assert (await call("getWebhookInfo"))["url"] == ""
    await hook.http.stop()


async def test_a_webhook_ends_the_poll_and_drops_what_waits(server: BotApiServer, call: Client) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await server.wait_for_poll()
    await call("setWebhook", url="http://127.0.0.1:9/nobody")
    with pytest.raises(ApiError, match="Conflict: terminated by setWebhook request"):
        await poll
    alice = server.user("Alice")
    server.private_chat(alice).send(alice, "hello")
    assert (await call("getWebhookInfo"))["pending_update_count"] == 1
    await call("deleteWebhook", drop_pending_updates=True)
    assert await call("getUpdates") == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.org:8000/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or",
        ),
        ({"url": "https://example.org:port/"}, "invalid webhook URL specified"),
        ({"url": "nothing"}, "invalid webhook URL specified"),
        ({"url": "https://example.org/", "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": "https://example.org/", "secret_token": "é"}, "secret token contains unallowed characters"),
    ],
)
async def test_webhooks_that_are_refused(call: Client, params: dict[str, Any], words: str) -> None:
    with pytest.raises(ApiError, match=f"Bad Request: {words}"):
        await call("setWebhook", **params)
    assert (await call("getWebhookInfo"))["url"] == ""
