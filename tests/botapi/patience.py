"""How long a test waits for what should happen: so long that only what never happens reaches it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 600.0  # seconds, for a child process at the lowest priority on a busy machine, too


async def until(happened: Callable[[], bool]) -> None:
    """Wait for what tells nobody that it happened: a file, a log, another process."""
    async with asyncio.timeout(PATIENCE):
        while not happened():  # noqa: ASYNC110  see above
            await asyncio.sleep(0.01)
