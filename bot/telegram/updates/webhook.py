"""Webhooks: Telegram sends updates to a small server of ours, behind a proxy that speaks HTTPS."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from telegram.error import BadRequest, InvalidToken, TelegramError
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_unix_socket
from tornado.web import Application, HTTPError, RequestHandler

from bot.settings import Settings
from bot.telegram.context import Bot
from bot.telegram.updates.intake import Intake
from bot.telegram.updates.polling import Trouble
from bot.telegram.updates.reading import is_numbered
from embeddings import errors
from embeddings.errors import StateError

_LOG = logging.getLogger(__name__)
_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
_LARGEST: Final = 1 << 20  # bytes of a call


class _Door(RequestHandler):
    """Where Telegram knocks. It says 200 when an update is written down, and no more than that."""

    def initialize(self, intake: Intake, secret: str) -> None:
        self._intake, self._secret = intake, secret

    async def post(self) -> None:
        if not hmac.compare_digest(self.request.headers.get(_HEADER, "").encode(), self._secret.encode()):
            raise HTTPError(HTTPStatus.FORBIDDEN)
        try:
            payload = json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise HTTPError(HTTPStatus.BAD_REQUEST) from None
        if not is_numbered(payload):
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        try:
            await self._intake.take([payload])
        except StateError as error:
            _LOG.warning("an update can't be written down, and Telegram will send it again: %s", error)
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            self.set_header("Connection", "close")  # so that the next try may come to another worker

    def log_exception(self, *error: object) -> None:
        """Leave it to the debug log: anybody may knock."""
        _LOG.debug("a call of the webhook was refused: %s", error[1])


@asynccontextmanager
async def listening(bot: Bot, intake: Intake, settings: Settings, kinds: list[str]) -> AsyncIterator[None]:
    """Take updates by webhook. Telegram gives again what was not answered with 200."""
    url, secret = settings.webhook_url or "", secret_of(settings)
    path = rf"{re.escape(urlsplit(url).path.rstrip('/'))}/?"
    door = Application([(path, _Door, {"intake": intake, "secret": secret})], log_function=lambda _: None)
    server = HTTPServer(door, max_body_size=_LARGEST)
    try:
        _listen(server, settings)
        await _announce(bot, url, secret, kinds)
        _LOG.info("waiting on %s for what Telegram sends to %s", _address(settings), url)
        yield
    finally:
        server.stop()
        await server.close_all_connections()


async def _announce(bot: Bot, url: str, secret: str, kinds: list[str]) -> None:
    """Tell Telegram where to send updates, and try until it takes that."""
    trouble = Trouble()
    while True:
        try:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=kinds)
        except InvalidToken:
            raise
        except BadRequest as error:
            raise errors.TelegramError(f"Telegram refuses ONRECORD_WEBHOOK_URL {url!r}: {error}.") from None
        except TelegramError as error:
            await asyncio.sleep(trouble.began(error))
        else:
            trouble.over()
            return


def _listen(server: HTTPServer, settings: Settings) -> None:
    socket = settings.webhook_socket
    try:
        if socket is None:
            server.listen(settings.webhook_port, settings.webhook_listen)
        elif not socket.parent.is_dir():
            raise NotADirectoryError("there is no such folder")
        else:
            server.add_socket(bind_unix_socket(str(socket), mode=0o660))  # the proxy is of our group
    except OSError as error:
        raise errors.TelegramError(f"The bot can't wait for updates on {_address(settings)}: {error}.") from None


def _address(settings: Settings) -> str:
    return str(settings.webhook_socket or f"{settings.webhook_listen}:{settings.webhook_port}")


def secret_of(settings: Settings) -> str:
    """What Telegram proves itself with: the setting, else a digest of the token that tells nothing about it."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    token = settings.telegram_token.get_secret_value() if settings.telegram_token is not None else ""
    return hmac.new(token.encode(), b"onrecord webhook", hashlib.sha256).hexdigest()
