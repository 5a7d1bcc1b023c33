"""Work that keeps its order in a chat, and goes side by side in different ones."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Lanes(Generic[T]):
    """A queue for each key, worked off by one task while there is something in it. ``work`` must not raise."""

    def __init__(self, work: Callable[[T], Awaitable[None]]) -> None:
        self._work = work
        self._lanes: dict[Hashable, deque[T]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def add(self, key: Hashable, item: T) -> None:
        """Queue an item behind those of the same key."""
        if key in self._lanes:
            self._lanes[key].append(item)
            return
        self._lanes[key] = deque([item])
        task = asyncio.create_task(self._run(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def __iter__(self) -> Iterator[T]:
        """Go through all that is queued or in hand."""
        return (item for lane in self._lanes.values() for item in lane)

    def __len__(self) -> int:
        """Count it."""
        return sum(map(len, self._lanes.values()))

    async def finish(self, grace: float) -> int:
        """Begin nothing new, wait up to ``grace`` seconds for what is in hand; return how many items were left."""
        self._closed = True
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        return len(self)

    async def _run(self, key: Hashable) -> None:
        lane = self._lanes[key]
        while lane and not self._closed:
            await self._work(lane[0])
            lane.popleft()
        if not lane:
            del self._lanes[key]
