"""How calls go out: at the pace that Telegram asks for, and again until an answer has arrived."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import AIORateLimiter

_LOG = logging.getLogger(__name__)
_RETRIES = 100  # of a call that is told to wait; each time as long as it is told
_LAST_PAUSE = 30.0  # seconds between two tries while the network is gone
_LONG = 5.0  # seconds that a message waits for the one before it, whatever its chat
_MANY = 1000  # chats whose pace is remembered
_QUERIES = frozenset({"answerCallbackQuery", "answerInlineQuery", "answerGuestQuery"})

JSONDict = dict[str, Any]
Answer = bool | JSONDict | list[JSONDict]
# Called with the chat as soon as Telegram took a message or edit, before anything else is done.
ARRIVED: ContextVar[Callable[[object], None] | None] = ContextVar("ARRIVED", default=None)
# Called before a message, edit or answer to a query is sent for the first time.
DEPARTS: ContextVar[Callable[[], None] | None] = ContextVar("DEPARTS", default=None)
# Whether nobody waits for what is sent, so that it goes after everything that somebody waits for.
PATIENT: ContextVar[bool] = ContextVar("PATIENT", default=False)
Callback = Callable[..., Coroutine[Any, Any, Answer]]


class RateWindow:
    """At most ``count`` messages in any ``seconds``, counted from when Telegram took them; first come, first served.

    What is sent as PATIENT goes when nothing else waits.
    """

    def __init__(self, count: int, seconds: float) -> None:
        self._count, self._seconds = count, seconds
        self._queue, self._patient, self._changed = asyncio.Lock(), asyncio.Lock(), asyncio.Event()
        self._waiting, self._under_way, self._taken = 0, 0, deque[float]()

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait for a place and hold it while a message is under way."""
        if PATIENT.get():
            async with self._patient:
                while self._is_full() or self._waiting:  # in this order, as the first forgets what counts no more
                    await self._change()
                self._under_way += 1
        else:
            await self._wait_in_line()
        try:
            yield
        finally:
            self._under_way -= 1
            self._taken.append(time.monotonic())
            self._changed.set()

    async def _wait_in_line(self) -> None:
        self._waiting += 1
        try:
            async with self._queue:
                while self._is_full():
                    await self._change()
                self._under_way += 1
        finally:
            self._waiting -= 1
            self._changed.set()

    async def _change(self) -> None:
        """Wait for a message that is done, or for one that counts no more."""
        self._changed.clear()
        until_free = self._taken[0] + self._seconds - time.monotonic() if self._taken else None
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), until_free)

    def _is_full(self) -> bool:
        return self.is_needed() and self._under_way + len(self._taken) >= self._count

    def is_needed(self) -> bool:
        """Whether any message still counts."""
        while self._taken and self._taken[0] <= time.monotonic() - self._seconds:
            self._taken.popleft()
        return bool(self._under_way or self._taken)


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """What Telegram asks of bots (https://core.telegram.org/bots/faq); periods a little longer, as clocks differ."""

    overall: tuple[int, float] = (30, 1.05)
    private: tuple[int, float] = (1, 1.05)
    group: tuple[int, float] = (20, 61.0)


class Patience(AIORateLimiter):
    """Keeps Telegram's limits, or none; waits as long as it is told, and everybody with it.

    A message or edit is tried until Telegram took or refused it. A chat action is a courtesy: it never waits, and is
    never repeated. The answer to a query that nobody waits for any more is let go.
    """

    def __init__(self, limits: ChatLimits | None = ChatLimits()) -> None:
        super().__init__(max_retries=_RETRIES, overall_max_rate=0, group_max_rate=0)  # those allow twice as many
        self._limits = limits
        self._overall = RateWindow(*limits.overall) if limits is not None else None
        self._chats: dict[int, RateWindow] = {}
        self._one = asyncio.Lock()
        self._failing: float | None = None  # since when nothing gets through

    async def process_request(
        self,
        callback: Callback,
        args: Any,  # noqa: ANN401  the library's signature
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Answer:
        """Make one call."""

        async def call(once: Callback = callback) -> Answer:
            return await super(Patience, self).process_request(once, args, kwargs, endpoint, data, rate_limit_args)

        async def one_by_one(*args: object, **kwargs: object) -> Answer:
            async with self._overall.place() if self._overall else nullcontext(), self._slot():
                try:
                    answer = await callback(*args, **kwargs)
                except RetryAfter as error:
                    self._failed(endpoint, error)
                    raise
                if (arrived := ARRIVED.get()) is not None:
                    arrived(data.get("chat_id"))
                return answer

        if endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        is_message = endpoint.startswith(("send", "edit", "copy", "forward"))
        if not is_message and endpoint not in _QUERIES:
            return await call()
        if (departs := DEPARTS.get()) is not None:
            departs()
        if not is_message:
            return await _unless_too_old(call, endpoint)
        async with self._chat(data.get("chat_id")):
            return await self._until_done(partial(call, one_by_one), endpoint)

    async def _until_done(self, call: Callback, endpoint: str) -> Answer:
        pause = 0.5
        while True:
            try:
                answer = await call()
            except (BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken):
                raise  # Telegram has decided; the first is a NetworkError by inheritance alone
            except RetryAfter:
                continue  # the wait is over already
            except NetworkError as error:
                self._failed(endpoint, error)
            else:
                self._got_through()
                return answer
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LAST_PAUSE)

    def _failed(self, endpoint: str, error: Exception) -> None:
        """Say in the log that nothing gets through, once: every answer that waits would say the same."""
        if self._failing is None:
            self._failing = time.monotonic()
            _LOG.warning("%s did not get through (%s). It is tried again for as long as it takes.", endpoint, error)

    def _got_through(self) -> None:
        if self._failing is not None:
            _LOG.info("messages get through again, after %.0f s", time.monotonic() - self._failing)
            self._failing = None

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        """One message is under way at a time, as a crash may send each such one twice; but nobody waits long for it."""
        try:
            async with asyncio.timeout(_LONG):
                await self._one.acquire()
        except TimeoutError:
            yield
            return
        try:
            yield
        finally:
            self._one.release()

    def _chat(self, chat: object) -> AbstractAsyncContextManager[None]:
        """Return the place that a chat's limit gives."""
        if self._limits is None or not isinstance(chat, int):
            return nullcontext()
        if len(self._chats) > _MANY:
            self._chats = {key: window for key, window in self._chats.items() if window.is_needed()}
        limit = self._limits.private if chat > 0 else self._limits.group
        return self._chats.setdefault(chat, RateWindow(*limit)).place()


async def _unless_too_old(call: Callback, endpoint: str) -> Answer:
    try:
        return await call()
    except BadRequest as error:
        if "query is too old" not in str(error).lower():
            raise
        _LOG.info("%s came too late: nobody waits for it any more", endpoint)
        return True
