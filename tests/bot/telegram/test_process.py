"""`onrecord telegram` as a process: what it prints, how it ends, and that the token is in none of it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from embeddings.encoding.hashing import HashingEncoder
from embeddings.rebuild import rebuild
from tests.botapi import BotApiServer

SECRET = "AAE-this-is-the-secret-part-of-a-token"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "note.txt").write_text("A note\n\nMina Roy said that the ferry was late.\n", encoding="utf-8")
    rebuild(tmp_path / "seeds", tmp_path / "data", model="hashing", load=lambda _: HashingEncoder())
    return tmp_path / "data"


async def start(data: Path, *, api: str, token: str) -> asyncio.subprocess.Process:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    ours = {"ONRECORD_DATA": str(data), "ONRECORD_MODEL": "hashing", "ONRECORD_TELEGRAM_API": api}
    ours["ONRECORD_ACCESS"] = "open"
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
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
        assert (await chat.wait_for_reply(timeout=30)).text.startswith(
            "Mina Roy said:\nMina Roy said that the ferry was late. [1]"
        )
        process.send_signal(signal.SIGTERM)
        output, _ = await asyncio.wait_for(process.communicate(), 20)
        assert process.returncode == 0
        assert SECRET not in output.decode()
        assert server.refused == []


async def test_a_refused_token_is_said_in_a_sentence(data: Path) -> None:
    async with BotApiServer() as server:
        process = await start(data, api=server.url, token=f"999:{SECRET}")
        output, _ = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode == 1
        connecting, refused = output.decode().splitlines()
        assert connecting.endswith(f"connecting to {server.url}, and trying again for as long as that takes")
        assert refused == (
            "onrecord: Telegram refuses the bot token. Compare ONRECORD_TELEGRAM_TOKEN with the one that "
            "@BotFather shows."
        )
