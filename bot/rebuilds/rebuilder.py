"""A rebuild in a child process at the lowest priority: answering goes on, and whatever becomes of it harms nothing.

The lock that keeps two from overlapping, whoever started them, is the child's own.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.rebuilds.rebuilding import LastRebuild, last_rebuild
from bot.settings import Settings, environment_of

_LOWEST = 19

Say = Callable[[str], Awaitable[None]]


class Rebuilder:
    """Runs one rebuild at a time; ``stop`` ends the one that runs, which harms nothing.

    ``trouble`` is what the owner was last told of those that nobody asked for, "" where all is well again.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self._running = False
        self.trouble = ""

    @property
    def is_running(self) -> bool:
        """Whether a rebuild of ours is running."""
        return self._running

    async def run(self, say: Say, *, accept: bool = False) -> LastRebuild:
        """Rebuild, tell ``say`` each line of progress, and return what came of it."""
        self._running = True
        try:
            return await self._run(say, accept=accept)
        finally:
            self._running = False

    async def _run(self, say: Say, *, accept: bool) -> LastRebuild:
        words = ["-m", "bot", "rebuild", *(["--accept"] if accept else [])]
        began = datetime.now(UTC)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *words,
            env=environment_of(self._settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        self._process = process
        try:
            os.setpriority(os.PRIO_PROCESS, process.pid, _LOWEST)
            last_line = await _read_lines(process, say)
            await process.wait()
        finally:
            self._process = None
        last = last_rebuild(self._settings.data)
        if last is not None and datetime.fromisoformat(last.at) >= began.replace(microsecond=0):
            return last
        return LastRebuild(
            datetime.now(UTC).isoformat(timespec="seconds"), "failed", last_line or "It was stopped.", 0.0
        )

    def stop(self) -> None:
        """End a rebuild that runs; the live index stays."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()


async def _read_lines(process: asyncio.subprocess.Process, say: Say) -> str:
    last = ""
    if process.stderr is not None:
        async for line in process.stderr:
            last = line.decode(errors="replace").strip()
            await say(last)
    return last
