"""How calls go out: at the pace that Telegram asks for, and again until an answer has arrived."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import AIORateLimiter

_LOG = logging.getLogger(__name__)
_RETRIES = 100  # of a call that is told to wait; each time as long as it is told
_LAST_PAUSE = 30.0  # seconds between two tries while the network is gone
_LONG = 0.5  # seconds that a message waits for the one before it, whatever its chat
_MANY = 1000  # private chats whose pace is remembered
_QUERIES = frozenset({"answerCallbackQuery", "answerInlineQuery", "answerGuestQuery"})

JSONDict = dict[str, Any]
Answer = bool | JSONDict | list[JSONDict]
# Called with the chat as soon as Telegram took a message or edit, before anything else is done.
ARRIVED: ContextVar[Callable[[object], None] | None] = ContextVar("ARRIVED", default=None)
Callback = Callable[..., Coroutine[Any, Any, Answer]]


class Patience(AIORateLimiter):
    """Telegram's limits: 30 messages a second, 20 a minute in a group, one a second in a private chat.

    A message or edit is tried until Telegram took or refused it. A chat action is a courtesy: it never waits, and is
    never repeated. The answer to a query that nobody waits for any more is let go.
    """

    def __init__(self, private_period: float = 1.05, **limits: float) -> None:
        super().__init__(max_retries=_RETRIES, **limits)
        self._private_period = private_period  # seconds; 0 is no limit
        self._private: dict[int, _Turn] = {}
        self._one = asyncio.Lock()

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
            async with self._slot():
                answer = await callback(*args, **kwargs)
                if (arrived := ARRIVED.get()) is not None:
                    arrived(data.get("chat_id"))
                return answer

        if endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        if endpoint in _QUERIES:
            return await _unless_too_old(call, endpoint)
        if not endpoint.startswith(("send", "edit", "copy", "forward")):
            return await call()
        async with self._turn(data.get("chat_id")):
            return await _until_done(partial(call, one_by_one), endpoint)

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

    @asynccontextmanager
    async def _turn(self, chat: object) -> AsyncIterator[None]:
        """Wait until the last message to a private chat is a second old, counted from when Telegram took it."""
        if not self._private_period or not isinstance(chat, int) or chat < 0:
            yield
            return
        if len(self._private) > _MANY:
            now = time.monotonic()
            self._private = {key: each for key, each in self._private.items() if each.is_needed(now)}
        turn = self._private.setdefault(chat, _Turn())
        async with turn.lock:
            await asyncio.sleep(turn.free_at - time.monotonic())
            try:
                yield
            finally:
                turn.free_at = time.monotonic() + self._private_period


@dataclass
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0

    def is_needed(self, now: float) -> bool:
        return self.lock.locked() or self.free_at > now


async def _until_done(call: Callback, endpoint: str) -> Answer:
    pause = 0.5
    while True:
        try:
            return await call()
        except (BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken):
            raise  # Telegram has decided; the first is a NetworkError by inheritance alone
        except RetryAfter:
            continue  # the wait is over already
        except NetworkError as error:
            _LOG.warning("%s did not get through (%s); again in %.1f s", endpoint, error, pause)
        await asyncio.sleep(pause)
        pause = min(2 * pause, _LAST_PAUSE)


async def _unless_too_old(call: Callback, endpoint: str) -> Answer:
    try:
        return await call()
    except BadRequest as error:
        if "query is too old" not in str(error).lower():
            raise
        _LOG.info("%s came too late: nobody waits for it any more", endpoint)
        return True
