"""The way of an update: written down, kept in order, let through the gate, handled, marked as answered."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from telegram import Update
from telegram.error import TelegramError

from bot.state.inbox import Payload
from bot.telegram.context import App, Context, Shared
from bot.telegram.replying import reply_plain
from bot.telegram.sending import ARRIVED
from bot.telegram.updates.gate import admit
from bot.telegram.updates.lanes import Lanes
from embeddings.errors import StateError

_LOG = logging.getLogger(__name__)
_LATE = timedelta(seconds=60)
_PRUNED_EVERY = 3600.0  # seconds
_APART = 600.0  # seconds between two apologies in a chat
SORRY = "Sorry for the wait."


class Intake:
    """Takes updates, from whichever side they come. Nothing else feeds the application."""

    def __init__(self, application: App) -> None:
        self._application = application
        self.shared: Shared = application.bot_data
        self._lanes: Lanes[Update] = Lanes(self._handle)
        self._pruned = -math.inf

    async def take(self, updates: Sequence[Update]) -> None:
        """Write updates down and queue those that are new. Once this returns, Telegram may forget them."""
        payloads = [update.to_dict() for update in updates]
        fresh = set(await asyncio.to_thread(self._record, payloads))
        for update in updates:
            if update.update_id in fresh:
                self._lanes.add(_lane(update), update)

    def _record(self, payloads: list[Payload]) -> list[int]:
        if time.monotonic() - self._pruned > _PRUNED_EVERY:
            self.shared.inbox.prune()
            self._pruned = time.monotonic()
        return self.shared.inbox.record(payloads)

    def recover(self) -> None:
        """Queue what an earlier run was given and did not answer; call it before anything new is taken."""
        left = self.shared.inbox.unanswered()
        for payload in left:
            update = Update.de_json(payload, self._application.bot)
            if update.inline_query is not None:  # who typed it has long got an empty list
                self.shared.inbox.answered(update.update_id)
            else:
                self._lanes.add(_lane(update), update)
        if left:
            _LOG.info("%d updates were left unanswered by the last run and come first", len(left))

    async def finish(self, grace: float) -> None:
        """Finish what is in hand; what has not begun stays written down for the next run."""
        if left := await self._lanes.finish(grace):
            _LOG.info("%d updates are left for the next run", left)

    async def _handle(self, update: Update) -> None:
        application, owed = self._application, _Owed(update)
        try:
            if _is_wanted(application, update):
                context = Context.from_update(update, application)
                if await admit(update, context):
                    await _apologise(update, context)
                    ARRIVED.set(lambda chat: self._mark(owed) if chat == owed.chat else None)
                    await application.process_update(update)
        except Exception as error:  # noqa: BLE001  of the gate's own: told to the owner like a handler's
            await application.process_error(update, error)
        if not self.shared.revoked.is_set():  # with a revoked token, nothing can have been answered
            self._mark(owed)

    def _mark(self, owed: _Owed) -> None:
        """Mark an update here and now, in the event loop: a crash between sending and this sends the answer twice."""
        try:
            if not owed.done:
                self.shared.inbox.answered(owed.update.update_id)
            owed.done = True
        except StateError as error:
            _LOG.error("update %d was answered, which can't be written down: %s", owed.update.update_id, error)


@dataclass
class _Owed:
    """An update that is owed an answer, until the first message has arrived in its chat."""

    update: Update
    done: bool = False

    @property
    def chat(self) -> int | None:
        return self.update.effective_chat.id if self.update.effective_chat is not None else None


def _lane(update: Update) -> Hashable:
    """What has to keep its order: the messages of a chat. Buttons and inline queries don't wait behind a question."""
    user = update.effective_user.id if update.effective_user is not None else None
    if update.callback_query is not None or update.inline_query is not None:
        return "query", user
    return update.effective_chat.id if update.effective_chat is not None else user


def _is_wanted(application: App, update: Update) -> bool:
    """Whether any handler is there for it: what the bot does not react to is not refused either."""
    checks = (handler.check_update(update) for group in application.handlers.values() for handler in group)
    return any(check is not None and check is not False for check in checks)


async def _apologise(update: Update, context: Context) -> None:
    """Say sorry in front of an answer that comes late, once where there are several."""
    message = update.message
    if message is None or datetime.now(UTC) - message.date < _LATE:
        return
    if context.notices.due("sorry", message.chat.id, every=_APART):
        try:
            await reply_plain(message, SORRY)
        except TelegramError as error:
            _LOG.info("nobody could be told that an answer is late (%s)", error)
