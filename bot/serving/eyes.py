"""What watches the server: is it alive, can it answer, and what has it counted."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.eyes.metrics import MEDIA, Metrics
from bot.responder import Responder
from bot.serving.api import as_response


def routes(responder: Responder, metrics: Metrics) -> list[Route]:
    """Return what is asked by machines that keep this one running."""

    async def healthz(_: Request) -> Response:
        return as_response({"status": "alive"})

    async def readyz(_: Request) -> Response:
        await to_thread.run_sync(lambda: responder.find("ready?", limit=1))  # the model and the index, by being used
        return as_response({"status": "ready", "snapshot": responder.snapshot.name})

    async def counted(_: Request) -> Response:
        return Response(await to_thread.run_sync(metrics.text), media_type=MEDIA)

    return [
        Route("/healthz", healthz, methods=["GET"]),
        Route("/readyz", readyz, methods=["GET"]),
        Route("/metrics", counted, methods=["GET"]),
    ]
