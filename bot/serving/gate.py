"""What every request passes first: an id, the host, the token, its size, fair use, the time it may take, a record."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.eyes.logs import request_id
from bot.eyes.spans import span
from bot.serving.problems import Problem, as_problem, problem_response
from bot.serving.tokens import NOBODY, Caller, Tokens
from bot.telegram.fairness import Buckets

OPEN = ("/healthz", "/readyz", "/openapi.json", "/source/")  # paths that need no token
_UNCOUNTED = ("/healthz", "/readyz", "/openapi.json", "/metrics")
_LARGEST = 64 * 1024  # bytes of a body
_SENDING = 10  # seconds that it may take to arrive
_LOG = logging.getLogger(__name__)
_CALLER = "onrecord.caller"
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]{1,60}\]|[^:\[\]]{1,255})(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the gate goes by. Without ``tokens`` everyone may ask, who names one of the ``hosts``."""

    tokens: Tokens | None
    per_minute: int
    hosts: frozenset[str] = frozenset()
    seconds: float = 60.0
    seen: Callable[[str, int, float], None] = field(default=lambda _path, _status, _seconds: None)


def caller_of(request: Request) -> Caller:
    """Return who sent a request that has passed the gate."""
    caller: Caller = request.scope[_CALLER]
    return caller


class Gate:
    """ASGI middleware; each problem leaves as problem+json, whatever raised it."""

    def __init__(self, app: ASGIApp, rules: Rulebook) -> None:
        self._app, self._rules = app, rules
        self._buckets = Buckets(rules.per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with a problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, answered = time.perf_counter(), _Answered(send, secrets.token_hex(8))
        mark = request_id.set(answered.id)
        try:
            with span("request"):
                await self._admitted(scope, receive, answered)
        except Exception as error:  # noqa: BLE001  whatever it was, nothing of it is shown
            slow = Problem(503, "This took too long. Ask again in a while.", wait=10)
            problem = slow if isinstance(error, TimeoutError) else as_problem(error)
            if answered.status is None:
                await problem_response(problem)(scope, receive, answered)
        finally:
            seconds = time.perf_counter() - started
            status = answered.status or 499
            self._rules.seen(scope["path"], status, seconds)
            name = scope.get(_CALLER, NOBODY).name
            _LOG.info("%s %s %d %.1f ms for %s", scope["method"], _shown(scope), status, seconds * 1000, name)
            request_id.reset(mark)

    async def _admitted(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, headers = scope["path"], Headers(scope=scope)
        self._check_host(headers)
        scope[_CALLER] = caller = self._caller(path, headers)
        if path not in _UNCOUNTED:
            self._check_fair(caller.name if caller is not NOBODY else (scope.get("client") or ("",))[0])
        body = await _whole(receive, headers)
        async with asyncio.timeout(self._rules.seconds):
            await self._app(scope, _replayed(body, receive), send)

    def _check_host(self, headers: Headers) -> None:
        """Refuse names of other hosts where no token is asked for: a page in a browser could use them (rebinding)."""
        named = _HOST.fullmatch(headers.get("host", ""))
        if self._rules.tokens is None and (named is None or named[1].lower() not in self._rules.hosts):
            raise Problem(421, "This server answers without a token, and so to its own name alone.")

    def _caller(self, path: str, headers: Headers) -> Caller:
        if self._rules.tokens is None:
            return NOBODY
        known = self._rules.tokens.caller(headers.get("authorization"))
        if known is None and not path.startswith(OPEN):
            raise Problem(401, "Send the header Authorization: Bearer TOKEN, with a token of this server's file.")
        return known or NOBODY

    def _check_fair(self, who: str) -> None:
        """Count a request of whoever has a token, or an address where there is none."""
        wait = self._buckets.wait(hash(who), 1.0)
        if wait > 0:
            raise Problem(429, f"At most {self._rules.per_minute} requests a minute. Wait {wait:.0f} s.", wait=wait)
        self._buckets.take(hash(who), 1.0)


class _Answered:
    """Passes a response on, with the request's id among its headers, and remembers its status."""

    def __init__(self, send: Send, identity: str) -> None:
        self._send, self.id = send, identity
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["x-request-id"] = self.id
            headers.setdefault("x-content-type-options", "nosniff")
            headers.setdefault("cache-control", "no-store")
        await self._send(message)


async def _whole(receive: Receive, headers: Headers) -> bytes:
    """Return the body. Raises Problem where it is too large, whatever its header says."""
    length = headers.get("content-length", "0")
    if length.isascii() and length.isdecimal() and len(length) < 20 and int(length) > _LARGEST:
        raise Problem(413, f"A body may have {_LARGEST:,} bytes.")
    pieces, size = [], 0
    async with asyncio.timeout(_SENDING):
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Problem(400, "The request was not sent in full.")
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            if size > _LARGEST:
                raise Problem(413, f"A body may have {_LARGEST:,} bytes.")
            if not message.get("more_body", False):
                return b"".join(pieces)


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting = [body]

    async def again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return again


def _shown(scope: Scope) -> str:
    """Return a path as it may be logged: a link to a source opens what it names, so its key is left out."""
    path: str = scope["path"]
    return "/source/…" if path.startswith("/source/") else repr(path)[1:-1][:200]
