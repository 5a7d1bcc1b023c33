"""The way of an update: written down, taken in its order, let through the gate, handled, marked as answered.

Where several workers share the inbox, each writes down what it is given, and all take from it what they have room for.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Final, ParamSpec, TypeVar

from telegram import Update
from telegram.error import TelegramError

from bot.eyes.logs import request_id
from bot.eyes.spans import span
from bot.locale import N_, _, speaking
from bot.state.inbox import LEASE, TRIES, Left, Payload
from bot.telegram.context import App, Context, Shared
from bot.telegram.errors import calm, report
from bot.telegram.language import language_of
from bot.telegram.replying import reply_plain
from bot.telegram.sending import ARRIVED, DEPARTS
from bot.telegram.updates.gate import admit
from bot.telegram.updates.lanes import Lanes
from bot.telegram.updates.owed import Owed
from bot.telegram.updates.reading import Unreadable, lane_of, read_update
from embeddings.errors import StateError, StateGoneError

_LOG = logging.getLogger(__name__)
_LATE = timedelta(seconds=60)
_PRUNED_EVERY = 3600.0  # seconds
_APART = 600.0  # seconds between two apologies in a chat
_ROOM: Final = 32  # updates that one worker has in hand; the others are free to take the rest
_LOOK: Final = 2.0  # seconds after which is looked for what others left, or wrote down and had no room for
_TYPING = 10.0  # seconds after which Telegram has given an inline query up
ASIDE = N_("I could not handle what somebody sent, and set it aside (update {number}). {reason}")
SORRY = N_("Sorry for the wait.")
ENDED = f"It was in hand each of the {TRIES} times that the bot ended without being told to."

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


class Intake:
    """Takes updates, from whichever side they come. Nothing else feeds the application."""

    def __init__(self, application: App) -> None:
        self._application = application
        self.shared: Shared = application.bot_data
        self._lanes: Lanes[Update] = Lanes(self._handle)
        self._books = ThreadPoolExecutor(1, "inbox")  # whose work does not wait behind answers
        self._pruned = -math.inf
        self._came = asyncio.Event()  # whether there may be more to take
        self._outlived: dict[int, asyncio.Event] = {}  # what is tried alone, until its work has harmed nothing
        self._unwritten: dict[int, Callable[[int], None]] = {}  # what was done while it could not be noted
        self._gone = False  # whether the state can't be reached

    async def take(self, payloads: Sequence[Payload]) -> None:
        """Write updates down. Once this returns, Telegram may forget them."""
        await self._in_books(self._record, payloads)
        self._came.set()

    def _record(self, payloads: Sequence[Payload]) -> None:
        if time.monotonic() - self._pruned > _PRUNED_EVERY:
            self.shared.inbox.prune()
            self._pruned = time.monotonic()
        self.shared.inbox.record(payloads, lambda payload: lane_of(payload, self._application.bot))

    async def work(self) -> None:
        """Take what is written down and handle it, what an earlier run left first, until cancelled."""
        if not self.shared.state.is_shared:
            await self._in_books(self.shared.inbox.take_back)
        if left := await self._in_books(self.shared.inbox.unanswered):
            _LOG.info("%d updates were left unanswered by the last run and come first", len(left))
        looked = -math.inf
        while True:
            self._came.clear()
            try:
                await self._in_books(self._write_late)
                if time.monotonic() - looked >= _LOOK:
                    await self._try_suspects()
                    looked = time.monotonic()
                await self._take_more()
            except StateError as error:
                self._tell_gone(error)
            else:
                self._tell_back()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK):  # wait_for may swallow that it is cancelled, before Python 3.12
                    await self._came.wait()

    async def renew(self) -> None:
        """Go on holding what is in hand, until cancelled."""
        while True:
            await asyncio.sleep(LEASE / 3)
            with contextlib.suppress(StateError):  # which is told by who takes more
                await self._in_books(self.shared.inbox.renew, [*self._in_hand()])

    def _in_hand(self) -> set[int]:
        return {update.update_id for update in self._lanes} | self._unwritten.keys()

    async def _take_more(self) -> None:
        while (room := _ROOM - len(self._lanes)) > 0 and not self.shared.revoked.is_set():
            taken = await self._in_books(self.shared.inbox.claim, room)
            for left in taken:
                self._begin(left)
            if not taken:
                return

    async def _try_suspects(self) -> None:
        """Try one by one, alone, what was in hand when a process died, so that it is known if it died of that."""
        while suspects := await self._in_books(lambda: self.shared.inbox.claim(1, suspects=True)):
            while len(self._lanes):
                await self._came.wait()
                self._came.clear()
            outlived = self._outlived[suspects[0].update_id] = asyncio.Event()
            if self._begin(suspects[0]):
                await outlived.wait()

    def _begin(self, left: Left) -> bool:
        """Queue an update, or owe nothing for it any more; whether it was queued."""
        if left.update_id in self._in_hand():  # the machine slept for longer than it is held without a word
            return False
        given = read_update(left.payload, self._application.bot)
        if isinstance(given, Unreadable):
            self._set_aside(left.update_id, given.reason)
            return False
        if given.update.inline_query is not None and self.shared.inbox.now() - left.received > _TYPING:
            self._note(self.shared.inbox.answered, left.update_id)  # who typed it has long got an empty list
            self._let_go(left.update_id)
            return False
        if left.tries >= TRIES:
            self._set_aside(left.update_id, ENDED)
            with speaking(language_of(given.update, self.shared)):
                self._application.create_task(calm(given.update))
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
        """Finish what is in hand; what has not begun stays written down for the next run, and for others."""
        if left := await self._lanes.finish(grace):
            _LOG.info("%d updates are left for the next run", left)
        try:
            await self._in_books(self._write_late)
            await self._in_books(self.shared.inbox.stopped)
        except StateError as error:
            _LOG.error("that the bot was told to stop can't be written down: %s", error)
        self._books.shutdown(wait=False)

    async def _handle(self, update: Update) -> None:
        request_id.set(f"update {update.update_id}")  # each lane's own
        try:
            with speaking(language_of(update, self.shared)), span("update"):
                await self._answer(update)
        except StateError as error:
            _LOG.error("update %d is left for later: %s", update.update_id, error)
        self._let_go(update.update_id)
        self._let_others(update.update_id)

    async def _answer(self, update: Update) -> None:
        application, owed = self._application, Owed(update)
        ARRIVED.set(None)
        DEPARTS.set(lambda: self._depart(owed))
        try:
            if _is_wanted(application, update):
                context = Context.from_update(update, application)
                if await admit(update, context):
                    await _apologise(update, context)
                    owed.begun = self._begins(update.update_id)
                    ARRIVED.set(lambda chat: self._mark(owed) if chat == owed.chat else None)
                    await application.process_update(update)
        except StateGoneError:
            raise
        except Exception as error:  # noqa: BLE001  of the gate's own: told to the owner like a handler's
            await application.process_error(update, error)
        left_over = update.update_id in self.shared.left_over
        self.shared.left_over.discard(update.update_id)
        if not self.shared.revoked.is_set() and not left_over:  # with a revoked token, nothing can have been answered
            self._mark(owed)

    def _begins(self, number: int) -> bool:
        """Note that the work begins. Where a file can't be written, there is an answer all the same."""
        try:
            self.shared.inbox.begun(number)
        except StateGoneError:
            raise
        except StateError as error:
            _LOG.error("that the work for update %d begins can't be written down: %s", number, error)
        return True

    def _depart(self, owed: Owed) -> None:
        """Note that the work came as far as sending, which it may do for as long as the network is gone.

        Raises StateGoneError where nobody can tell whether the update is still in this worker's hands, or it is not.
        """
        if owed.begun and not owed.done:
            owed.begun = False
            if not self.shared.inbox.departs(owed.update.update_id) and self.shared.state.is_shared:
                raise StateGoneError("Another worker has taken it meanwhile.")
        self._let_others(owed.update.update_id)

    def _let_others(self, number: int) -> None:
        if (outlived := self._outlived.pop(number, None)) is not None:
            outlived.set()
        self._came.set()

    def _mark(self, owed: Owed) -> None:
        """Mark an update here and now, in the event loop: a crash between sending and this sends the answer twice."""
        if not owed.done:
            owed.done = True
            self._note(self.shared.inbox.answered, owed.update.update_id)

    def _let_go(self, number: int) -> None:
        if number not in self._unwritten:  # else it is not known to be answered, and others would answer it again
            self._note(self.shared.inbox.let_go, number)

    def _note(self, write: Callable[[int], None], number: int) -> None:
        """Write something down of an update, at the latest when that can be done again."""
        try:
            write(number)
        except StateError as error:
            _LOG.error("what became of update %d can't be written down: %s", number, error)
            self._unwritten[number] = write

    def _write_late(self) -> None:
        for number, write in list(self._unwritten.items()):
            write(number)
            self.shared.inbox.let_go(number)
            del self._unwritten[number]

    def _tell_gone(self, error: StateError) -> None:
        if not self._gone:
            _LOG.warning("nothing is taken until that is over: %s", error)
        self._gone = True

    def _tell_back(self) -> None:
        if self._gone:
            _LOG.info("the state can be reached again, and updates are taken")
        self._gone = False

    async def _in_books(
        self, function: Callable[_Arguments, _Result], *arguments: _Arguments.args, **named: _Arguments.kwargs
    ) -> _Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._books, lambda: function(*arguments, **named))


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
