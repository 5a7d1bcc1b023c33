"""Webhooks: Telegram sends updates to a small server of ours, behind a proxy that speaks HTTPS."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Updater
from tornado.netutil import bind_unix_socket

from bot.settings import Settings
from bot.telegram.context import Bot
from bot.telegram.updates.intake import Intake
from bot.telegram.updates.polling import Trouble
from embeddings import errors

_LOG = logging.getLogger(__name__)


class _Door(asyncio.Queue[object]):
    """Where the library puts an update before it says 200: here that means it is written down."""

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self._intake = intake

    async def put(self, item: object) -> None:
        if isinstance(item, Update):
            await self._intake.take([item])


@asynccontextmanager
async def listening(bot: Bot, intake: Intake, settings: Settings, kinds: list[str]) -> AsyncIterator[None]:
    """Take updates by webhook. Telegram gives again what was not answered with 200."""
    updater = Updater(bot, update_queue=_Door(intake))
    await updater.initialize()
    await _start(updater, settings, kinds)
    _LOG.info("waiting on %s for what Telegram sends to %s", _address(settings), settings.webhook_url)
    try:
        yield
    finally:
        await updater.stop()  # its shutdown would close the bot's connections, which answers still need


async def _start(updater: Updater, settings: Settings, kinds: list[str]) -> None:
    trouble, url = Trouble(), settings.webhook_url or ""
    while True:
        try:
            await updater.start_webhook(
                **_place(settings),
                url_path=urlsplit(url).path,
                webhook_url=url,
                secret_token=secret_of(settings),
                allowed_updates=kinds,
            )
        except InvalidToken:
            raise
        except OSError as error:
            raise errors.TelegramError(f"The bot can't wait for updates on {_address(settings)}: {error}.") from None
        except BadRequest as error:
            raise errors.TelegramError(f"Telegram refuses ONRECORD_WEBHOOK_URL {url!r}: {error}.") from None
        except TelegramError as error:
            await asyncio.sleep(trouble.began(error))
        else:
            trouble.over()
            return


def _place(settings: Settings) -> dict[str, Any]:
    if settings.webhook_socket is None:
        return {"listen": settings.webhook_listen, "port": settings.webhook_port}
    if not settings.webhook_socket.parent.is_dir():
        raise NotADirectoryError("there is no such folder")
    return {"unix": bind_unix_socket(str(settings.webhook_socket), mode=0o660)}  # the proxy is of our group


def _address(settings: Settings) -> str:
    return str(settings.webhook_socket or f"{settings.webhook_listen}:{settings.webhook_port}")


def secret_of(settings: Settings) -> str:
    """What Telegram proves itself with: the setting, else a digest of the token that tells nothing about it."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    token = settings.telegram_token.get_secret_value() if settings.telegram_token is not None else ""
    return hmac.new(token.encode(), b"onrecord webhook", hashlib.sha256).hexdigest()
