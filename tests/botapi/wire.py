"""HTTP/1.1 on asyncio and h11: just enough of a web server to stand where Telegram's does."""

import asyncio
import contextlib
import http.client
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import h11


@dataclass(frozen=True)
class HttpRequest:
    """One request, read to its end."""

    path: str
    query: str
    headers: dict[str, str]  # names in lower case
    body: bytes


@dataclass(frozen=True)
class HttpAnswer:
    """One answer."""

    status: int
    body: bytes
    content_type: str = "application/json"


Handler = Callable[[HttpRequest], Awaitable[HttpAnswer | None]]


class HttpServer:
    """Serves a handler on 127.0.0.1.

    A handler that answers None hangs up; what one raises is kept in `crashes`. A handler is cancelled when
    its client goes away, so that a dead bot's long poll takes no updates.
    """

    def __init__(self, handler: Handler) -> None:
        self.port = 0
        self.crashes: list[BaseException] = []
        self._handler = handler
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen: on a free port the first time, on the same one later."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Hang up on everyone and refuse new connections."""
        if self._server is not None:
            self._server.close()
        connections = list(self._connections)
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._connections.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._connections.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.crashes.append(error)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h11.Connection(h11.SERVER)
        try:
            while (request := await _receive(connection, reader)) is not None:
                answer = await self._handle(request, connection, reader)
                if answer is None:
                    break
                writer.write(_encode(connection, answer))
                await writer.drain()
                if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
                    break
                connection.start_next_cycle()
        except (ConnectionError, h11.RemoteProtocolError):
            pass  # the client is gone, or is none
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _handle(
        self, request: HttpRequest, connection: h11.Connection, reader: asyncio.StreamReader
    ) -> HttpAnswer | None:
        answer = asyncio.ensure_future(self._handler(request))
        more = asyncio.ensure_future(reader.read(65536))
        try:
            await asyncio.wait({answer, more}, return_when=asyncio.FIRST_COMPLETED)
            if more.done() and not answer.done():
                if not more.result():
                    return None
                connection.receive_data(more.result())
            return await answer
        finally:
            answer.cancel()
            more.cancel()
            await asyncio.gather(answer, more, return_exceptions=True)


async def _receive(connection: h11.Connection, reader: asyncio.StreamReader) -> HttpRequest | None:
    head: h11.Request | None = None
    body = bytearray()
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            connection.receive_data(await reader.read(65536))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            path, _, query = head.target.decode("ascii").partition("?")
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers}
            return HttpRequest(path, query, headers, bytes(body))
        else:
            return None


def _encode(connection: h11.Connection, answer: HttpAnswer) -> bytes:
    headers = [("content-type", answer.content_type), ("content-length", str(len(answer.body)))]
    reason = http.client.responses.get(answer.status, "")
    events: list[h11.Response | h11.Data | h11.EndOfMessage] = [
        h11.Response(status_code=answer.status, headers=headers, reason=reason),
        h11.Data(data=answer.body),
        h11.EndOfMessage(),
    ]
    return b"".join(connection.send(event) or b"" for event in events)
