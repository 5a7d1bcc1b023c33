"""The application: what it answers to, how it is built, how it is run. Read it from top to bottom."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from functools import partial
from ipaddress import ip_address
from urllib.parse import urlsplit

import uvicorn
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response

from bot.eyes.logs import JsonLines
from bot.eyes.metrics import Metrics
from bot.eyes.tracing import tracing
from bot.linked import page_links
from bot.rebuilds.sharing import Taking
from bot.responder import Responder
from bot.sealed import Seal
from bot.serving import api, eyes, openai, openapi, pages
from bot.serving.desk import Desk
from bot.serving.facsimiles import Facsimiles
from bot.serving.gate import Gate, Rulebook
from bot.serving.mcp import build_mcp
from bot.serving.problems import as_problem, problem_response
from bot.serving.readers import may_still_read
from bot.serving.service import Service, noting
from bot.serving.tokens import NOBODY, Tokens
from bot.serving.upkeep import keep_house
from bot.settings import Settings
from embeddings.errors import SettingsError

_LOG = logging.getLogger(__name__)
_GATE_CHECKS = TransportSecuritySettings(enable_dns_rebinding_protection=False)  # the host, as of all requests
_LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})


def build(settings: Settings, responder: Responder) -> Starlette:
    """Build the application. Raises SettingsError where it would listen to strangers without a token."""
    check_open(settings)
    tokens = None if settings.serve_open else Tokens(settings.data)
    metrics = Metrics(settings, responder)
    rules = Rulebook(tokens, settings.serve_per_minute, _hosts(settings), settings.serve_seconds, metrics.requested)
    service = Service(Desk(responder), noting(settings), page_links(settings))
    may_read = partial(may_still_read, settings=settings, tokens=tokens)
    facsimiles = Facsimiles(settings.seeds)
    middleware = [Middleware(Gate, rules)]
    if settings.serve_cors:
        middleware.insert(0, _cors(settings))
    tools = build_mcp(service, NOBODY)
    mcp = tools.streamable_http_app(stateless_http=True, json_response=True, transport_security=_GATE_CHECKS)

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        upkeep = asyncio.create_task(keep_house(settings, responder))
        with closing(facsimiles):
            async with tools.session_manager.run():
                yield
        upkeep.cancel()

    app = Starlette(
        lifespan=running,
        routes=[
            *mcp.routes,
            *api.routes(service),
            *openai.routes(service),
            *pages.routes(pages.SourceDesk(service, Seal(settings.data), may_read, facsimiles)),
            *eyes.routes(responder, metrics),
            *openapi.routes(),
        ],
        middleware=middleware,
        exception_handlers={HTTPException: _on_http_error},
    )
    app.state.responder = responder
    return app


def _cors(settings: Settings) -> Middleware:
    return Middleware(
        CORSMiddleware,
        allow_origins=sorted(settings.serve_cors),
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type"],
    )


def check_open(settings: Settings) -> None:
    """Raise SettingsError where nobody is asked for a token and strangers could reach the server."""
    if settings.serve_open and not is_local(settings.serve_listen):
        raise SettingsError(
            f"ONRECORD_SERVE_OPEN lets everyone ask who reaches the server, and ONRECORD_SERVE_LISTEN is "
            f"{settings.serve_listen!r}, which others than this machine reach. Take one of them back."
        )


def is_local(host: str) -> bool:
    """Whether an address is this machine's alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hosts(settings: Settings) -> frozenset[str]:
    named = urlsplit(settings.public_url or "").hostname
    return _LOCAL | ({named} if named else set())


def _on_http_error(_: Request, error: Exception) -> Response:
    headers = getattr(error, "headers", None) or {}
    return problem_response(as_problem(error), headers)


def run_serve(settings: Settings) -> None:
    """Answer over HTTP until told to stop."""
    check_open(settings)
    _set_up_logs(settings)
    Taking(settings).look()
    with closing(Responder(settings)) as responder:
        responder.settle()
        app = build(settings, responder)
        where = f"http://{settings.serve_listen}:{settings.serve_port}"
        who = "everyone on this machine" if settings.serve_open else f"the tokens in {Tokens(settings.data).path}"
        _LOG.info("answering %s at %s from snapshot %s; Ctrl-C stops", who, where, responder.snapshot.name)
        config = uvicorn.Config(
            app,
            host=settings.serve_listen,
            port=settings.serve_port,
            log_config=None,
            access_log=False,
            server_header=False,
            h11_max_incomplete_event_size=16 * 1024,
            limit_concurrency=500,
            timeout_graceful_shutdown=10,
        )
        with tracing(settings, responder):
            uvicorn.Server(config).run()


def _set_up_logs(settings: Settings) -> None:
    handler = logging.StreamHandler(sys.stderr)
    plain = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonLines() if settings.log_format == "json" else plain)
    debug = settings.log == "debug"
    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.DEBUG if debug else logging.INFO)
