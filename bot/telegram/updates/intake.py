"""The way of an update: written down, kept in order, let through the gate, handled, marked as answered."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from telegram import Update
from telegram.error import TelegramError

from bot.eyes.logs import request_id
from bot.eyes.spans import span
from bot.locale import N_, _, speaking
from bot.state.inbox import TRIES, Left, Payload
from bot.telegram.context import App, Context, Shared
from bot.telegram.errors import calm, report
from bot.telegram.language import language_of
from bot.telegram.replying import reply_plain
from bot.telegram.sending import ARRIVED, DEPARTS
from bot.telegram.updates.gate import admit
from bot.telegram.updates.lanes import Lanes
from bot.telegram.updates.reading import Given, Unreadable, read_update
from embeddings.errors import StateError

_LOG = logging.getLogger(__name__)
_LATE = timedelta(seconds=60)
_PRUNED_EVERY = 3600.0  # seconds
_APART = 600.0  # seconds between two apologies in a chat
ASIDE = N_("I could not handle what somebody sent, and set it aside (update {number}). {reason}")
SORRY = N_("Sorry for the wait.")
ENDED = f"It was in hand each of the {TRIES} times that the bot ended without being told to."


class Intake:
    """Takes updates, from whichever side they come. Nothing else feeds the application."""

    def __init__(self, application: App) -> None:
        self._application = application
        self.shared: Shared = application.bot_data
        self._lanes: Lanes[Update] = Lanes(self._handle)
        self._pruned = -math.inf
        self._alone: tuple[int, asyncio.Event] | None = None  # what is tried alone, until its work has harmed nothing

    async def take(self, payloads: Sequence[Payload]) -> None:
        """Write updates down and queue those that are new. Once this returns, Telegram may forget them."""
        fresh = set(await asyncio.to_thread(self._record, payloads))
        for payload in payloads:
            if payload["update_id"] in fresh:
                self._queue(payload["update_id"], read_update(payload, self._application.bot))

    def _record(self, payloads: Sequence[Payload]) -> list[int]:
        if time.monotonic() - self._pruned > _PRUNED_EVERY:
            self.shared.inbox.prune()
            self._pruned = time.monotonic()
        return self.shared.inbox.record(payloads)

    async def recover(self) -> None:
        """Queue what an earlier run was given and did not answer; call it before anything new is taken.

        What was in hand when that run died may be what it died of: it is tried alone, so that it is known if it is.
        """
        left = self.shared.inbox.unanswered()
        if left:
            _LOG.info("%d updates were left unanswered by the last run and come first", len(left))
        for one in sorted(left, key=lambda one: -one.tries):
            outlived = asyncio.Event()
            self._alone = one.update_id, outlived
            if self._recovered(one) and one.tries:
                await outlived.wait()

    def _recovered(self, left: Left) -> bool:
        """Queue one, or owe nothing for it any more; whether it was queued."""
        given = read_update(left.payload, self._application.bot)
        if isinstance(given, Unreadable):
            return self._queue(left.update_id, given)
        if given.update.inline_query is not None:  # who typed it has long got an empty list
            self._note(self.shared.inbox.answered, left.update_id)
            return False
        if left.tries >= TRIES:
            self._set_aside(left.update_id, ENDED)
            with speaking(language_of(given.update, self.shared)):
                self._application.create_task(calm(given.update))
            return False
        return self._queue(left.update_id, given)

    def _queue(self, number: int, given: Given | Unreadable) -> bool:
        if isinstance(given, Unreadable):
            self._set_aside(number, given.reason)
            return False
        self._lanes.add(given.lane, given.update)
        return True

    def _set_aside(self, number: int, reason: str) -> None:
        """Owe nothing for an update, and tell the owner why; what it says is nobody else's."""
        _LOG.error("update %d is set aside. %s", number, reason)
        self._note(lambda one: self.shared.inbox.set_aside(one, reason), number)
        with speaking(self.shared.languages.of(self.shared.access.owner)):
            told = _(ASIDE, number=number, reason=reason)
            self._application.create_task(report(self.shared, self._application.bot, told))

    async def finish(self, grace: float) -> None:
        """Finish what is in hand; what has not begun stays written down for the next run."""
        if left := await self._lanes.finish(grace):
            _LOG.info("%d updates are left for the next run", left)
        try:
            self.shared.inbox.stopped()
        except StateError as error:
            _LOG.error("that the bot was told to stop can't be written down: %s", error)

    async def _handle(self, update: Update) -> None:
        request_id.set(f"update {update.update_id}")  # each lane's own
        with speaking(language_of(update, self.shared)), span("update"):
            await self._answer(update)

    async def _answer(self, update: Update) -> None:
        application, owed = self._application, _Owed(update)
        ARRIVED.set(None)
        DEPARTS.set(lambda: self._outlive(owed))
        try:
            if _is_wanted(application, update):
                context = Context.from_update(update, application)
                if await admit(update, context):
                    await _apologise(update, context)
                    owed.begun = True
                    self._note(self.shared.inbox.begun, update.update_id)
                    ARRIVED.set(lambda chat: self._mark(owed) if chat == owed.chat else None)
                    await application.process_update(update)
        except Exception as error:  # noqa: BLE001  of the gate's own: told to the owner like a handler's
            await application.process_error(update, error)
        if not self.shared.revoked.is_set():  # with a revoked token, nothing can have been answered
            self._mark(owed)
        self._let_others(update.update_id)

    def _outlive(self, owed: _Owed) -> None:
        """Note that the work came as far as sending, which it may do for as long as the network is gone."""
        if owed.begun and not owed.done:
            owed.begun = False
            self._note(self.shared.inbox.outlived, owed.update.update_id)
        self._let_others(owed.update.update_id)

    def _let_others(self, number: int) -> None:
        if self._alone is not None and self._alone[0] == number:
            self._alone[1].set()

    def _mark(self, owed: _Owed) -> None:
        """Mark an update here and now, in the event loop: a crash between sending and this sends the answer twice."""
        if not owed.done:
            owed.done = self._note(self.shared.inbox.answered, owed.update.update_id)

    def _note(self, write: Callable[[int], None], number: int) -> bool:
        """Write something down of an update; whether that could be done."""
        try:
            write(number)
        except StateError as error:
            _LOG.error("what became of update %d can't be written down: %s", number, error)
            return False
        return True


@dataclass
class _Owed:
    """An update that is owed an answer, until the first message has arrived in its chat (``done``).

    ``begun`` is whether its work has begun and not come to sending yet.
    """

    update: Update
    begun: bool = False
    done: bool = False

    @property
    def chat(self) -> int | None:
        return self.update.effective_chat.id if self.update.effective_chat is not None else None


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
            await reply_plain(message, _(SORRY))
        except TelegramError as error:
            _LOG.info("nobody could be told that an answer is late (%s)", error)
