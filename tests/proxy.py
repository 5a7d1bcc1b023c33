"""A proxy as small as can be: each connection goes to the next of those behind it that takes one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Proxy:
    """Where it listens, the unix sockets behind it, and how many connections each of these took."""

    port: int
    behind: list[Path]
    taken: dict[Path, int] = field(default_factory=dict)
    cut: bool = False  # whether nothing gets through
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        """The address of its root."""
        return f"http://127.0.0.1:{self.port}"

    def sever(self) -> None:
        """Break off every connection, and let none through until ``cut`` is False again."""
        self.cut = True
        for writer in list(self.open):
            writer.transport.abort()


@asynccontextmanager
async def proxying(*behind: Path, at: Path | None = None) -> AsyncIterator[Proxy]:
    """Listen on a port of this machine, or on a unix socket, until the block ends."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            for path in [] if proxy.cut else proxy.behind[:]:
                with contextlib.suppress(OSError):
                    far_reader, far_writer = await asyncio.open_unix_connection(str(path))
                    proxy.behind.append(proxy.behind.pop(0))
                    proxy.taken[path] = proxy.taken.get(path, 0) + 1
                    proxy.open |= {writer, far_writer}
                    await asyncio.gather(_pipe(reader, far_writer), _pipe(far_reader, writer))
                    proxy.open -= {writer, far_writer}
                    return
        finally:
            writer.close()

    if at is None:
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        proxy = Proxy(server.sockets[0].getsockname()[1], list(behind))
    else:
        server = await asyncio.start_unix_server(handle, str(at))
        proxy = Proxy(0, list(behind))
    try:
        yield proxy
    finally:
        server.close()
        proxy.sever()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
