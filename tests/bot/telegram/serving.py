"""The real application, pointed at a test's server, in the test's own event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.app import KINDS, build
from bot.telegram.context import App
from bot.telegram.sending import Patience
from bot.telegram.updates.running import serve
from tests.botapi import BotApiServer
from tests.botapi.patience import until


@asynccontextmanager
async def serving(
    server: BotApiServer, settings: Settings, responder: Responder, *, pace: Patience | None = None
) -> AsyncIterator[App]:
    """Run the bot until the block ends, then stop it as SIGTERM would. Its own pace is off: tests don't wait."""
    pointed = settings.model_copy(update={"telegram_api": server.url, "telegram_token": SecretStr(server.world.token)})
    application = build(pointed, responder, pace or Patience(None))
    stop = asyncio.Event()
    task = asyncio.create_task(serve(application, KINDS, stop))
    try:
        await until(lambda: task.done() or server.world.updates.is_polled or _has_begun(server))
        yield application
    finally:
        stop.set()
        await task
        application.bot_data.state.close()


def _has_begun(server: BotApiServer) -> bool:
    return bool(server.calls("getUpdates") or server.calls("setWebhook"))


async def settled(server: BotApiServer, application: App) -> None:
    """Return once everything that was sent so far is done with."""
    await server.wait_for_poll()
    await until(lambda: not application.bot_data.inbox.unanswered())
