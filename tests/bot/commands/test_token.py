from __future__ import annotations

import asyncio

import pytest
from pydantic import SecretStr

from bot.commands.token import ask_telegram
from bot.settings import Settings
from embeddings.errors import TelegramError
from tests.botapi import BotApiServer


async def ask(token: str | None = None) -> tuple[str, float | None]:
    async with BotApiServer() as server:
        secret = SecretStr(token or server.world.token)
        asked = await asyncio.to_thread(ask_telegram, Settings(telegram_token=secret, telegram_api=f"{server.url}/"))
        assert asked.username == (await _name(server))
        return asked.username, asked.ahead


async def _name(server: BotApiServer) -> str:
    return str(server.world.bot.username)


async def test_a_good_token() -> None:
    name, ahead = await ask()
    assert name
    assert ahead is None or abs(ahead) < 60


async def test_a_bad_token_is_told_without_it() -> None:
    with pytest.raises(TelegramError) as caught:
        await ask("1:wrong")
    assert str(caught.value) == (
        "Telegram refuses the bot token. Compare ONRECORD_TELEGRAM_TOKEN with the one that @BotFather shows."
    )
