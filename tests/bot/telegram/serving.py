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
from bot.telegram.running import serve
from bot.telegram.sending import Patience
from tests.botapi import BotApiServer

OWNER = 1  # an id that is nobody's, until a test makes somebody the owner


@asynccontextmanager
async def serving(
    server: BotApiServer, settings: Settings, responder: Responder, *, pace: Patience | None = None
) -> AsyncIterator[App]:
    """Run the bot until the block ends, then stop it as SIGTERM would. Its own pace is off: tests don't wait."""
    pointed = settings.model_copy(update={"telegram_api": server.url, "telegram_token": SecretStr(server.world.token)})
    application = build(pointed, responder, pace or Patience(private_period=0, overall_max_rate=0, group_max_rate=0))
    stop = asyncio.Event()
    task = asyncio.create_task(serve(application, KINDS, stop))
    try:
        await server.wait_for(lambda: task.done() or server.world.updates.is_polled or server.calls("getUpdates"))
        yield application
    finally:
        stop.set()
        await task
        application.bot_data.state.close()
