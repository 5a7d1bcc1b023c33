"""From the first call to a clean stop: connect, answer what was left, take what comes, finish what is in hand."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from telegram.error import InvalidToken, TelegramError

from bot.telegram.context import App
from bot.telegram.updates.intake import Intake
from bot.telegram.updates.polling import Trouble, poll
from bot.telegram.updates.webhook import listening
from embeddings import errors

_LOG = logging.getLogger(__name__)
GRACE = 20.0  # seconds for what is in hand when told to stop; the rest is answered by the next run
_SWITCH = 0.0005  # seconds that an answering thread may keep the event loop from noting that an answer was sent
_SILENT = 5.0  # seconds without an answer, after which that is said, whatever the reason
_UNCHECKED = (
    "no answer after %.0f s from %s, so whether ONRECORD_TELEGRAM_TOKEN is right is not known yet. Is this machine "
    "online? Trying again for as long as it takes."
)
REFUSED = "Telegram refuses the bot token. Compare ONRECORD_TELEGRAM_TOKEN with the one that @BotFather shows."


async def run(application: App, kinds: list[str]) -> None:
    """Serve until SIGTERM or SIGINT. Raises TelegramError where the token is, or becomes, invalid."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    # more threads would only take the interpreter from the event loop, which has to note what was sent
    loop.set_default_executor(ThreadPoolExecutor(max(2, os.cpu_count() or 1), "answering"))
    sys.setswitchinterval(_SWITCH)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    serving = asyncio.create_task(serve(application, kinds, stop))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if not application.running:
        serving.cancel()  # told to stop before there was a connection
    with contextlib.suppress(asyncio.CancelledError):
        await serving
    stopped.cancel()


async def serve(application: App, kinds: list[str], stop: asyncio.Event) -> None:
    """Connect, serve until ``stop`` is set, and close. Raises TelegramError where the token is invalid."""
    try:
        async with _started(application), _receiving(application, kinds) as receiving:
            waits = [asyncio.create_task(event.wait()) for event in (stop, application.bot_data.revoked)]
            await asyncio.wait({*waits, receiving}, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
            if receiving.done():
                await receiving
            _LOG.info("stopping; what is in hand is finished first")
    except InvalidToken:
        raise errors.TelegramError(REFUSED) from None
    if application.bot_data.revoked.is_set():
        raise errors.TelegramError(REFUSED)


async def _connect(application: App) -> None:
    """Try until Telegram answers. Raises InvalidToken where it refuses the token."""
    trouble, api = Trouble(), application.bot_data.settings.telegram_api
    hint = asyncio.get_running_loop().call_later(_SILENT, _LOG.warning, _UNCHECKED, _SILENT, api)
    try:
        while True:
            try:
                await application.initialize()
                break
            except InvalidToken:
                raise
            except TelegramError as error:
                await asyncio.sleep(trouble.began(error))
    finally:
        hint.cancel()
    trouble.over()


@asynccontextmanager
async def _started(application: App) -> AsyncIterator[None]:
    await _connect(application)
    await application.start()
    try:
        if application.post_init is not None:
            await application.post_init(application)
        yield
    finally:
        application.bot_data.rebuilder.stop()
        for task in application.bot_data.watching:
            task.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(application.stop(), GRACE)
        await application.shutdown()


@asynccontextmanager
async def _receiving(application: App, kinds: list[str]) -> AsyncIterator[asyncio.Task[None]]:
    """Yield the task that brings updates in, which ends only where it fails."""
    intake = Intake(application)
    receiving = asyncio.create_task(_receive(application, intake, kinds))
    try:
        yield receiving
    finally:
        receiving.cancel()
        await asyncio.gather(receiving, return_exceptions=True)
        await intake.finish(GRACE)


async def _receive(application: App, intake: Intake, kinds: list[str]) -> None:
    """Take updates in and work them off; what fails of this ends all of it."""
    parts = (_bring_in(application, intake, kinds), intake.work(), intake.renew())
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            await task
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _bring_in(application: App, intake: Intake, kinds: list[str]) -> None:
    settings = application.bot_data.settings
    if settings.webhook_url is None:
        await poll(application.bot, intake, kinds)
    else:
        async with listening(application.bot, intake, settings, kinds):
            await asyncio.Event().wait()
