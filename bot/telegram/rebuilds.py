"""Rebuilds that nobody typed: by schedule, or because documents have changed; and how the owner is told of any."""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from watchfiles import awatch

from bot.locale import _
from bot.rebuilds.last import LastRebuild, last_rebuild
from bot.rebuilds.sharing import Taking
from bot.responder import Responder
from bot.schedule import read_schedule, was_missed
from bot.settings import Settings
from bot.telegram.context import App, Context
from bot.telegram.leading import leads
from bot.telegram.owner import tell_owner
from embeddings.library.lock import is_locked
from embeddings.library.snapshot import REFUSED

_LOG = logging.getLogger(__name__)
_SETTLED = 5_000  # milliseconds without a change, after which documents are taken to be whole
_LONGEST = 300_000  # milliseconds after which a change is taken up, although there are more
_KEPT_IN = re.compile(rf"{REFUSED}\w+")  # another folder each time
_LOOK = 2.0  # seconds between two looks whether a rebuild, maybe of another process, has ended
_LOOKED_FOR = 5.0  # seconds after which a bot that nobody asks takes up a new snapshot, too
ACCEPT = "rebuild:accept"  # the callback data of the button that publishes what the gate refused


async def rebuild_unasked(application: App, why: str) -> None:
    """Rebuild, after whatever rebuild is running, and tell the owner where that went wrong: of one thing once."""
    rebuilder = application.bot_data.rebuilder
    data = application.bot_data.settings.data
    while rebuilder.is_running or await asyncio.to_thread(is_locked, data):  # noqa: ASYNC110  other processes tell nobody
        await asyncio.sleep(_LOOK)  # the one that runs may have read the documents before they changed
    _LOG.info("%s: rebuilding", why)
    last = await rebuilder.run(_log)
    if last.outcome in ("published", "unchanged"):
        rebuilder.trouble = ""
        return
    _LOG.warning("the rebuild was %s: %s", last.outcome, last.message)
    trouble = _KEPT_IN.sub("", last.message)
    if trouble != rebuilder.trouble and await tell_owner(
        application.bot_data, application.bot, told(last), keyboard(last)
    ):
        rebuilder.trouble = trouble


def told(last: LastRebuild) -> str:
    """Say what came of a rebuild, in one plain message."""
    return "\n".join((last.message, *last.notes))[:4000]


def keyboard(last: LastRebuild) -> InlineKeyboardMarkup | None:
    """Return the button that publishes what the gate refused."""
    if last.outcome != "refused":
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(_("Publish anyway"), callback_data=ACCEPT)]])


def schedule(application: App) -> None:
    """Set up what happens unasked: the look for a new snapshot, the schedule with one run for all missed, the watch."""
    settings, queue = application.bot_data.settings, application.job_queue
    tasks = [keep_up(application.bot_data.responder, settings)]
    if settings.rebuild_schedule is not None and queue is not None:
        trigger = read_schedule(settings.rebuild_schedule)
        kwargs = {"trigger": trigger, "coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        queue.run_custom(_on_schedule, kwargs, name="rebuild")
        if _is_overdue(settings, settings.rebuild_schedule):
            queue.run_once(_on_schedule, 0, name="rebuild that was missed")
    if settings.watch:
        tasks.append(watch(application, settings.seeds))
    application.bot_data.watching.extend(map(asyncio.create_task, tasks))


def _is_overdue(settings: Settings, line: str) -> bool:
    last = last_rebuild(settings.data)
    return was_missed(line, datetime.fromisoformat(last.at) if last is not None else None, datetime.now(UTC))


async def _on_schedule(context: Context) -> None:
    if await asyncio.to_thread(leads, context.shared):  # else another bot does it
        await rebuild_unasked(cast("App", context.application), "by the schedule")


async def keep_up(responder: Responder, settings: Settings) -> None:
    """Take up new snapshots while nobody asks, too, and those of other machines."""
    taking = Taking(settings)
    while True:
        await asyncio.sleep(_LOOKED_FOR)
        await asyncio.to_thread(taking.look)
        await asyncio.to_thread(responder.refresh)


async def watch(application: App, seeds: Path, *, settled: int = _SETTLED) -> None:
    """Rebuild when documents have changed, and no change has come for ``settled`` milliseconds."""
    try:
        async for _changes in awatch(seeds, step=settled, debounce=_LONGEST):
            await _watched(application, f"documents in {str(seeds)!r} have changed")
    except OSError as error:  # the folder is not there, or the system watches no more
        _LOG.error("%r can't be watched, and ONRECORD_WATCH does nothing until the next start (%s)", str(seeds), error)


async def _watched(application: App, why: str) -> None:
    if not await asyncio.to_thread(leads, application.bot_data):
        return
    try:
        await rebuild_unasked(application, why)
    except Exception:  # noqa: BLE001  whatever it was, the watch goes on
        _LOG.exception("the rebuild could not be run; the next change is taken up all the same")


async def _log(line: str) -> None:
    _LOG.info("rebuild: %s", line)
