"""Trouble on demand, and Telegram's own limits."""

import httpx
import pytest

from . import ApiError, BotApiServer, FloodLimits
from .conftest import Client
from .faults import FloodControl


async def test_the_next_calls_fail(server: BotApiServer, call: Client) -> None:
    chat = server.private_chat(server.user("Alice"))
    server.fail_next("sendMessage", 429, retry_after=3, times=2)
    server.fail_next("*", 502)
    for _ in range(2):
        with pytest.raises(ApiError, match="Too Many Requests: retry after 3") as refusal:
            await call("sendMessage", chat_id=chat.id, text="x")
        assert (refusal.value.code, refusal.value.retry_after) == (429, 3)
    with pytest.raises(ApiError, match="Bad Gateway"):
        await call("getMe")
    await call("sendMessage", chat_id=chat.id, text="x")
    assert len(chat.replies) == 1
    assert server.refused == []
    assert [sent.injected for sent in server.calls("sendMessage")] == [True, True, False]


async def test_a_share_of_calls_fails_the_same_way_each_time(server: BotApiServer, call: Client) -> None:
    async def failures() -> list[int]:
        failed = []
        server.fail(0.3, 500, methods=["getMe"], seed=7)
        for number in range(50):
            try:
                await call("getMe")
            except ApiError as error:
                assert error.code == 500  # noqa: PT017 - most calls succeed
                failed.append(number)
        return failed

    first = await failures()
    assert 5 <= len(first) <= 25
    assert await failures() == first
    await call("getMyCommands")
    server.fail(0)
    assert await call("getMe")


async def test_connections_break_before_or_after(server: BotApiServer, call: Client) -> None:
    chat = server.private_chat(server.user("Alice"))
    server.drop_next("sendMessage")
    server.drop_next("sendMessage", after=True)
    for done in (0, 1):
        with pytest.raises(httpx.RemoteProtocolError):
            await call("sendMessage", chat_id=chat.id, text="x")
        assert len(chat.replies) == done


async def test_the_network_goes_and_comes_back(server: BotApiServer, call: Client) -> None:
    url = server.url
    await server.go_offline()
    with pytest.raises(httpx.TransportError):
        await call("getMe")
    await server.go_online()
    assert server.url == url
    assert await call("getMe")


async def test_latency(server: BotApiServer, call: Client) -> None:
    server.latency = 0.1
    assert (await call.http.get(f"/bot{server.world.token}/getMe")).elapsed.total_seconds() >= 0.1


async def test_an_error_of_the_server_itself_is_raised() -> None:
    async def use() -> None:
        async with BotApiServer() as server, httpx.AsyncClient(base_url=server.url) as http:
            server.world.chats = None  # type: ignore[assignment]  # what breaks it
            with pytest.raises(httpx.RemoteProtocolError):
                await http.get(f"/bot{server.world.token}/getChat", params={"chat_id": 1})

    with pytest.raises(AttributeError, match="NoneType"):
        await use()


async def test_flood_limits_over_http() -> None:
    async with BotApiServer(flood=FloodLimits()) as server, httpx.AsyncClient(base_url=server.url) as http:
        call = Client(server, http)
        chats = [server.private_chat(server.user("Alice")) for _ in range(2)]
        for chat in chats:
            await call("sendMessage", chat_id=chat.id, text="x")
        with pytest.raises(ApiError, match="Too Many Requests: retry after 1"):
            await call("sendMessage", chat_id=chats[0].id, text="y")
        await call("sendChatAction", chat_id=chats[0].id, action="typing")


def test_flood_limits_by_the_clock() -> None:
    now = 0.0
    control = FloodControl(FloodLimits(), lambda: now)

    def sent(chat_id: int) -> int:
        """Seconds to wait, 0 where the message went."""
        try:
            control.check("sendMessage", {"chat_id": chat_id})
        except ApiError as error:
            return error.retry_after or -1
        return 0

    assert [sent(chat) for chat in range(1, 31)] == [0] * 30
    assert sent(31) == 1
    now = 1.0
    assert sent(31) == 0
    for number in range(20):
        now = 2.0 + number
        assert sent(-1) == 0
    now = 22.0
    assert sent(-1) == 40
    assert sent(5) == 0
    now = 62.0
    assert sent(-1) == 0
