"""The queue of updates and the one long poll that may empty it."""

import asyncio
from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import TypeVar

from .errors import ApiError, lost

OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
# Those that a bot gets only when it names them: https://core.telegram.org/bots/api#getupdates
_ON_DEMAND = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


T = TypeVar("T")


class Signal:
    """Wakes all who wait for a change, each time there is one."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def notify(self) -> None:
        """Something changed."""
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, found: Callable[[], T | None], timeout: float | None) -> T:  # noqa: ASYNC109 - reads best at the call
        """The first thing (that is true) that `found` finds, asked again at each change.

        Raises TimeoutError after `timeout` seconds, if any are given.
        """
        async with asyncio.timeout(timeout):
            while not (result := found()):
                await self._event.wait()
        return result


class UpdateQueue:
    """Updates wait here until they are confirmed by a higher offset, or delivered to a webhook."""

    def __init__(self, changed: Signal) -> None:
        self.next_id = 700_000_001
        self.pending: deque[dict[str, object]] = deque()
        self.allowed: frozenset[str] = frozenset()  # empty: all but those on demand
        self.changed = changed
        self._poll: asyncio.Future[None] | None = None

    def add(self, kind: str, payload: dict[str, object]) -> int | None:
        """Queue an update and return its id; None where the bot did not ask for this kind."""
        is_wanted = kind in self.allowed if self.allowed else kind not in _ON_DEMAND
        if not is_wanted:
            return None
        update_id = self.next_id
        self.next_id += 1
        self.pending.append({"update_id": update_id, kind: payload})
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        self.changed.notify()
        return update_id

    def allow(self, kinds: object) -> None:
        """Remember a call's `allowed_updates`; without them, what was remembered stays."""
        if kinds is None:
            return
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise lost("allowed_updates are no array of strings and would be ignored")
        self.allowed = frozenset(kinds)

    def interrupt(self, error: ApiError) -> None:
        """End the long poll that waits, if one does."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(error)

    async def poll(self, offset: int, limit: int, timeout: float) -> list[dict[str, object]]:  # noqa: ASYNC109 - the API's own word
        """What getUpdates answers: up to `limit` updates from `offset` on, waiting `timeout` s for the first.

        Updates before `offset` are confirmed and forgotten; a negative offset keeps the last ones only.
        """
        self.interrupt(ApiError(409, OTHER_POLL))
        self._confirm(offset)
        if not self.pending and timeout > 0:
            poll = self._poll = asyncio.get_running_loop().create_future()
            self.changed.notify()
            try:
                async with asyncio.timeout(timeout):
                    await poll
            except TimeoutError:
                pass
            finally:
                if self._poll is poll:
                    self._poll = None
        return list(islice(self.pending, limit))

    def _confirm(self, offset: int) -> None:
        if offset > self.next_id + 10:
            return  # ids from some other queue; Telegram starts from its own head then
        while self.pending and (self.first_id < offset or (offset < 0 and len(self.pending) > -offset)):
            self.pending.popleft()

    @property
    def is_polled(self) -> bool:
        """Whether a long poll waits."""
        return self._poll is not None and not self._poll.done()

    @property
    def first_id(self) -> int:
        """The oldest update's id; the next one's where none is pending."""
        return self.next_id - len(self.pending)
