"""A tiny real HTTP server on loopback, which answers as a test tells it to and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = Callable[[BaseHTTPRequestHandler], None]


def page(content: bytes = b"", media: str = "text/plain", *, status: int = 200, **headers: str) -> Page:
    """Return a page; names of headers are written with underscores."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        given = {"Content-Type": media, "Content-Length": str(len(content))}
        for name, value in (given | {key.replace("_", "-"): value for key, value in headers.items()}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def raw(*parts: bytes, pause: float = 0) -> Page:
    """Return what is written as it stands, part after part with a pause between; then the line is cut."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        stop: threading.Event = handler.server.stop  # type: ignore[attr-defined]  # set below
        for part in parts:
            handler.wfile.write(part)
            if pause and stop.wait(pause):
                return

    return answer


def moved(to: str, status: int = 302) -> Page:
    """Return a redirect."""
    return page(status=status, Location=to)


@dataclass
class Server:
    """Its address without a path, its pages by path (the last one of several stays), and what it was asked."""

    root: str
    pages: dict[str, list[Page]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    def put(self, path: str, *pages: Page) -> str:
        """Answer ``path`` by ``pages``, one after the other; return its address."""
        self.pages[path] = list(pages)
        return self.root + path


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Server]:
    """Serve until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            server.headers.append(dict(self.headers.items()))
            pages = server.pages.get(self.path, [page(b"nothing here", status=404)])
            answer = pages.pop(0) if len(pages) > 1 else pages[0]
            with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked had enough
                answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the signature is the library's
            pass

    listening = ThreadingHTTPServer((host, 0), Handler)
    listening.stop = threading.Event()  # type: ignore[attr-defined]  # ends what drips
    server = Server(f"http://{host}:{listening.server_address[1]}")
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        listening.stop.set()  # type: ignore[attr-defined]
        listening.shutdown()
        listening.server_close()
        thread.join()
