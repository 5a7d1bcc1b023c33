"""`onrecord telegram` as a process: what it prints, how it ends, and that the token is in none of it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.state.inbox import TRIES
from bot.telegram.errors import TROUBLE
from embeddings.encoding.hashing import HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from tests.botapi import BotApiServer
from tests.botapi.patience import PATIENCE

SECRET = "AAE-this-is-the-secret-part-of-a-token"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "note.txt").write_text("A note\n\nMina Roy said that the ferry was late.\n", encoding="utf-8")
    rebuild(tmp_path / "seeds", tmp_path / "data", Recipe("hashing", lambda _: HashingEncoder()))
    return tmp_path / "data"


DEADLY = """
import os
from bot.__main__ import main
from bot.responder import Responder
respond = Responder.respond
def deadly(self, question, *args, **kwargs):
    return os._exit(9) if "deadly" in question else respond(self, question, *args, **kwargs)
Responder.respond = deadly
main()
"""


async def start(
    data: Path, *, api: str, token: str, program: Sequence[str] = ("-m", "bot"), **more: str
) -> asyncio.subprocess.Process:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    ours = {"ONRECORD_DATA": str(data), "ONRECORD_MODEL": "hashing", "ONRECORD_TELEGRAM_API": api}
    ours |= {"ONRECORD_ACCESS": "open"} | more
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *program,
        "telegram",
        env=kept | ours | {"ONRECORD_TELEGRAM_TOKEN": token},
        cwd=Path(__file__).parents[3],
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def test_it_answers_stops_when_told_and_never_prints_the_token(data: Path) -> None:
    async with BotApiServer(token=f"123:{SECRET}") as server:
        process = await start(data, api=server.url, token=server.world.token)
        alice = server.user("Alice")
        chat = server.private_chat(alice)
        server.fail_next("getUpdates", 502, times=2)
        chat.send(alice, "Who said that the ferry was late?")
        assert (await chat.wait_for_reply()).text.startswith(
            "Mina Roy said:\nMina Roy said that the ferry was late. [1]"
        )
        process.send_signal(signal.SIGTERM)
        output, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode == 0
        assert SECRET not in output.decode()
        assert server.refused == []


async def test_the_token_is_in_no_debug_log_and_in_no_report(data: Path) -> None:
    async with BotApiServer(token=f"123:{SECRET}") as server:
        process = await start(
            data, api=server.url, token=server.world.token, ONRECORD_LOG="debug", ONRECORD_ACCESS="pairing"
        )
        lines = await read_until(process, "Send it ")
        olga = server.user("Olga")
        chat = server.private_chat(olga)
        chat.send(olga, lines[-1].partition("Send it ")[2].split()[0])
        assert "You are my owner now" in (await chat.wait_for_reply()).text
        server.fail_next("sendMessage", 400, description=f"Bad Request: can't parse https://x/bot123:{SECRET}/y")
        chat.send(olga, "Who said that the ferry was late?")
        texts = [(await chat.wait_for_reply()).text for _ in range(2)]
        assert any("BadRequest: Can't parse https://x/bot<token>/y" in text for text in texts)
        server.drop_next("sendMessage")
        chat.send(olga, "/help")
        await chat.wait_for_reply()
        process.send_signal(signal.SIGTERM)
        output, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
        everything = "\n".join(lines) + output.decode()
        assert "/bot<token>/sendMessage" in everything
        assert "getUpdates" in everything
        assert SECRET.lower() not in everything.lower()
        assert all(SECRET.lower() not in str(reply.html).lower() for reply in chat.replies)


async def test_killed_and_started_again_it_answers_every_question(data: Path) -> None:
    async with BotApiServer() as server:
        users = [server.user(f"Person {number}") for number in range(8)]
        chats = [server.private_chat(user) for user in users]
        process = await start(data, api=server.url, token=server.world.token)
        await server.wait_for_poll()
        for _ in range(2):
            for user, chat in zip(users, chats, strict=True):
                chat.send(user, "Who said that the ferry was late?")
        for enough in (3, 7):
            await server.wait_for(lambda: sum(len(chat.replies) for chat in chats) >= enough)  # noqa: B023  at once
            process.send_signal(signal.SIGKILL)
            await process.communicate()
            process = await start(data, api=server.url, token=server.world.token)
        for chat in chats:
            await server.wait_for(lambda: len({reply.reply_to for reply in chat.replies}) == 2)  # noqa: B023
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode == 0
        assert sum(len(chat.replies) for chat in chats) <= 16 + 2 * len(chats)  # at most what was in hand, twice
        assert server.refused == []


async def test_a_question_that_ends_the_process_is_set_aside_and_all_others_are_answered(data: Path) -> None:
    async with BotApiServer() as server:
        people = [(user, server.private_chat(user)) for user in map(server.user, ("Alice", "Bob", "Carol"))]
        for number, (user, chat) in enumerate(people):
            chat.send(user, "Is this deadly?" if number == 1 else "Who said that the ferry was late?")
            chat.send(user, "Who said that the ferry was late?")
        for _ in range(TRIES):
            process = await start(data, api=server.url, token=server.world.token, program=("-c", DEADLY))
            output, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
            assert process.returncode == 9, output.decode()
        process = await start(data, api=server.url, token=server.world.token, program=("-c", DEADLY))
        for _, chat in people:
            await server.wait_for(lambda: "ferry was late" in "".join(one.text for one in chat.replies[-1:]))  # noqa: B023
        process.send_signal(signal.SIGTERM)
        output, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode == 0
        assert "is set aside. It was in hand each of the 3 times" in output.decode()
        assert "deadly" not in output.decode()
        assert TROUBLE in [reply.text for reply in people[1][1].replies]


async def test_two_bots_on_one_folder_are_one_too_many(data: Path) -> None:
    async with BotApiServer() as server:
        first = await start(data, api=server.url, token=server.world.token)
        await server.wait_for_poll()
        second = await start(data, api=server.url, token=server.world.token)
        output, _ = await asyncio.wait_for(second.communicate(), PATIENCE)
        assert second.returncode == 1
        assert f"already (process {first.pid} on " in output.decode()
        first.send_signal(signal.SIGKILL)
        await first.communicate()
        third = await start(data, api=server.url, token=server.world.token)  # a dead one holds nothing
        await server.wait_for_poll()
        third.send_signal(signal.SIGTERM)
        await asyncio.wait_for(third.communicate(), PATIENCE)
        assert third.returncode == 0


async def test_that_nobody_answers_is_said_after_some_seconds(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, and says nothing
        api = f"http://127.0.0.1:{silent.getsockname()[1]}"
        process = await start(data, api=api, token=f"1:{SECRET}")
        lines = await read_until(process, "whether ONRECORD_TELEGRAM_TOKEN is right is not known yet")
        assert f"no answer after 5 s from {api}" in lines[-1]
        process.kill()
        await process.communicate()


async def read_until(process: asyncio.subprocess.Process, words: str) -> list[str]:
    lines: list[str] = []
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while not lines or words not in lines[-1]:
            lines.append((await process.stdout.readline()).decode())
    return lines


async def test_a_refused_token_is_said_in_a_sentence(data: Path) -> None:
    async with BotApiServer() as server:
        process = await start(data, api=server.url, token=f"999:{SECRET}")
        output, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode == 1
        connecting, refused = output.decode().splitlines()
        assert connecting.endswith(f"connecting to {server.url}, and trying again for as long as that takes")
        assert refused == (
            "onrecord: Telegram refuses the bot token. Compare ONRECORD_TELEGRAM_TOKEN with the one that "
            "@BotFather shows."
        )
