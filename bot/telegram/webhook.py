"""Webhooks: Telegram sends updates to a small server of ours, behind a proxy that speaks HTTPS."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from telegram import Update
from telegram.ext import Updater

from bot.settings import Settings
from bot.telegram.context import Bot
from bot.telegram.intake import Intake

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
    url, socket = settings.webhook_url or "", settings.webhook_socket
    address = {"listen": settings.webhook_listen, "port": settings.webhook_port}
    updater = Updater(bot, update_queue=_Door(intake))
    await updater.initialize()
    await updater.start_webhook(
        **({"unix": socket} if socket is not None else address),
        url_path=urlsplit(url).path,
        webhook_url=url,
        secret_token=secret_of(settings),
        allowed_updates=kinds,
        bootstrap_retries=-1,
    )
    where = socket or "{listen}:{port}".format(**address)
    _LOG.info("waiting on %s for what Telegram sends to %s", where, url)
    try:
        yield
    finally:
        await updater.stop()  # its shutdown would close the bot's connections, which answers still need


def secret_of(settings: Settings) -> str:
    """What Telegram proves itself with: the setting, else a digest of the token that tells nothing about it."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    token = settings.telegram_token.get_secret_value() if settings.telegram_token is not None else ""
    return hmac.new(token.encode(), b"onrecord webhook", hashlib.sha256).hexdigest()
