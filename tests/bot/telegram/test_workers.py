"""Several workers on one token, behind a proxy: real processes, a real PostgreSQL, the strict server."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from pydantic import SecretStr

from tests.bot.telegram.test_process import data, start  # noqa: F401  a fixture
from tests.botapi import BotApiServer
from tests.botapi.chats import Chat
from tests.botapi.patience import PATIENCE
from tests.botapi.records import User
from tests.proxy import Proxy, proxying

pytestmark = pytest.mark.postgres
QUESTION = "Who said that the ferry was late?"
QUICK = """
from bot.state import inbox
inbox.LEASE, inbox.SENDING = {lease}, {sending}  # seconds
from bot.__main__ import main
main()
"""


async def work(
    folder: Path, server: BotApiServer, proxy: Proxy, state: SecretStr, number: int, *, sending: float
) -> asyncio.subprocess.Process:
    socket = proxy.behind[number] if number < len(proxy.behind) else folder / f"{number}.sock"
    return await start(
        folder,
        api=server.url,
        token=server.world.token,
        program=("-c", QUICK.format(lease=3.0, sending=sending)),
        ONRECORD_STATE=state.get_secret_value(),
        ONRECORD_WEBHOOK_URL=f"{proxy.url}/hook",
        ONRECORD_WEBHOOK_SOCKET=str(socket),
    )


async def end(process: asyncio.subprocess.Process) -> str:
    process.send_signal(signal.SIGTERM)
    output, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    return output.decode()


def ask(server: BotApiServer, chats: list[tuple[User, Chat]], times: int) -> None:
    for _ in range(times):
        for user, chat in chats:
            chat.send(user, QUESTION)


def answered(chats: list[tuple[User, Chat]]) -> list[Counter[int]]:
    return [Counter(reply.reply_to.id for reply in chat.replies if reply.reply_to) for _, chat in chats]


def in_order(chats: list[tuple[User, Chat]]) -> bool:
    """Whether the first answers came in the order of the questions, in each chat."""
    firsts = [list(dict.fromkeys(one.reply_to.id for one in chat.replies if one.reply_to)) for _, chat in chats]
    return all(first == sorted(first) for first in firsts)


async def test_of_two_one_is_killed_under_load_and_every_question_is_answered(
    data: Path,  # noqa: F811
    postgres: SecretStr,
    tmp_path: Path,
) -> None:
    async with BotApiServer() as server, proxying(tmp_path / "0.sock", tmp_path / "1.sock") as proxy:
        sockets = list(proxy.behind)
        chats = [(user, server.private_chat(user)) for user in (server.user(f"Person {n}") for n in range(8))]
        first, second = [await work(data, server, proxy, postgres, number, sending=6.0) for number in range(2)]
        await server.wait_for(lambda: len(server.calls("setWebhook")) == 2)
        ask(server, chats, 3)
        await server.wait_for(lambda: sum(map(len, answered(chats))) >= 5)
        first.kill()
        await first.communicate()
        await server.wait_for(lambda: all(len(one) == 3 for one in answered(chats)))
        assert in_order(chats)
        sockets[0].unlink()
        third = await work(data, server, proxy, postgres, proxy.behind.index(sockets[0]), sending=6.0)
        await server.wait_for(lambda: len(server.calls("setWebhook")) == 3)
        ask(server, chats, 1)
        await server.wait_for(lambda: all(len(one) == 4 for one in answered(chats)))
        told = [await end(process) for process in (second, third)]
        assert [process.returncode for process in (second, third)] == [0, 0]
        assert "this bot leads now" in told[0]  # after the one that was killed, or from the beginning
        assert sum(sum(one.values()) for one in answered(chats)) <= 8 * 4 + 1  # one message was under way at most
        assert server.refused == []


async def test_one_that_is_cut_off_from_the_state_says_so_answers_nothing_twice_and_comes_back(
    data: Path,  # noqa: F811
    postgres: SecretStr,
    tmp_path: Path,
) -> None:
    address = urlsplit(postgres.get_secret_value())
    real = Path(parse_qs(address.query)["host"][0]) / ".s.PGSQL.5432"
    far = tmp_path / "far"
    far.mkdir()
    distant = SecretStr(postgres.get_secret_value().replace(str(real.parent), quote(str(far))))
    async with (
        BotApiServer() as server,
        proxying(tmp_path / "0.sock", tmp_path / "1.sock") as proxy,
        proxying(real, at=far / ".s.PGSQL.5432") as wire,
    ):
        chats = [(user, server.private_chat(user)) for user in (server.user(f"Person {n}") for n in range(6))]
        new = [(user, server.private_chat(user)) for user in (server.user(f"Guest {n}") for n in range(6))]
        one = await work(data, server, proxy, distant, 0, sending=60.0)
        other = await work(data, server, proxy, postgres, 1, sending=60.0)
        await server.wait_for(lambda: len(server.calls("setWebhook")) == 2)
        ask(server, chats, 3)
        await server.wait_for(lambda: sum(map(len, answered(chats))) >= 4)
        wire.sever()
        ask(server, chats, 1)
        ask(server, new, 2)
        told = await read_until(one, "nothing is taken until that is over: PostgreSQL at ")
        # The other goes on. What was sent and could not be noted holds up its chat: that may be any of the first.
        await server.wait_for(lambda: all(len(found) == 2 for found in answered(new)))
        wire.cut = False
        told += await read_until(one, "the state can be reached again, and updates are taken")
        await server.wait_for(lambda: all(len(found) == 4 for found in answered(chats)))
        await end(other)
        ask(server, chats, 1)  # by the one that is back, alone
        await server.wait_for(lambda: all(len(found) == 5 for found in answered(chats)))
        told += await end(one)
        assert {count for found in answered(chats + new) for count in found.values()} == {1}
        assert in_order(chats + new)
        assert "Traceback" not in told
        assert server.refused == []


async def read_until(process: asyncio.subprocess.Process, words: str) -> str:
    lines = ""
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while words not in lines:
            line = await process.stdout.readline()
            assert line, lines
            lines += line.decode()
    return lines
