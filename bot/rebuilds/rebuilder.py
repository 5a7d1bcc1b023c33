"""A rebuild in a child process at the lowest priority: answering goes on, and whatever becomes of it harms nothing.

The lock that keeps two from overlapping, whoever started them, is the child's own.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from bot.rebuilds.last import LastRebuild, ended, last_rebuild, remember, written_at
from bot.settings import Settings, environment_of

COMMAND: Final = (sys.executable, "-m", "bot", "rebuild")
_LOWEST: Final = 19  # priority of a process: answers come first
_MINUTE: Final = 60.0  # seconds

Say = Callable[[str], Awaitable[None]]


class Rebuilder:
    """Runs one rebuild at a time; ``stop`` ends the one that runs, which harms nothing. One that hangs ends, too.

    ``command`` is what rebuilds: it takes ``--accept``, and says on standard error how far it is. ``trouble`` is what
    the owner was last told of those that nobody asked for, "" where all is well again.
    """

    def __init__(self, settings: Settings, command: Sequence[str] = COMMAND) -> None:
        self._settings = settings
        self._command = command
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
        data, began = self._settings.data, time.monotonic()
        before = written_at(data)
        last_line, hangs = await self._child(say, "--accept" if accept else None)
        last, seconds = last_rebuild(data), time.monotonic() - began
        if last is not None and written_at(data) != before:
            return last
        if hangs:
            return remember(data, ended("failed", self._hung(last_line), seconds))
        return ended("failed", last_line or "It was stopped.", seconds)

    async def _child(self, say: Say, option: str | None) -> tuple[str, bool]:
        """Run the command to its end; return its last line, and whether it was ended because it hung."""
        process = await asyncio.create_subprocess_exec(
            *self._command,
            *filter(None, [option]),
            env=environment_of(self._settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # so that it can be ended with all that it has started
        )
        self._process = process
        try:
            with contextlib.suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _LOWEST)
            last_line, hangs = await _read_lines(process, say, self._settings.rebuild_patience * _MINUTE)
            if hangs:
                self.stop(signal.SIGKILL)
            await process.communicate()
        finally:
            if process.returncode is None:  # nobody hears it any more
                self.stop()
                await process.communicate()
            self._process = None
        return last_line, hangs

    def _hung(self, last_line: str) -> str:
        return (
            f"The rebuild made no progress for {self._settings.rebuild_patience:g} minutes and was ended; what was "
            f"live still is, and the next may run. The last that it said: {last_line or 'nothing'}. Where it is slow "
            "and does not hang, set ONRECORD_REBUILD_PATIENCE."
        )

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End a rebuild that runs, and all that it has started; the live index stays."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, how)


async def _read_lines(process: asyncio.subprocess.Process, say: Say, patience: float) -> tuple[str, bool]:
    """Tell each line. Return the last one, and whether nothing more came of it for ``patience`` seconds."""
    last = ""
    while process.stderr is not None:
        try:
            line = await asyncio.wait_for(process.stderr.readline(), patience)
        except TimeoutError:
            return last, True
        except ValueError:  # longer than anybody reads, and let go by the library
            continue
        if not line:
            break
        last = line.decode(errors="replace").strip()
        await say(last)  # may take as long as Telegram does: that is not the rebuild's fault
    return last, False
