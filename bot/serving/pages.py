"""``/source/{key}``: a page to check a source on, without scripts; the key is what opens it, and ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sealed import Opening, Seal
from bot.serving.page import source_page
from bot.serving.problems import Problem
from bot.serving.service import Service
from embeddings.errors import ExpiredError, UsageError

_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("bot.serving"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_HEADERS: Final = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
    "cache-control": "private, no-store",
}


def routes(service: Service, seal: Seal, may_read: Callable[[str], bool]) -> list[Route]:
    """Return what stands below ``/source``; ``may_read`` tells whether somebody may still see private documents."""
    style = _ENVIRONMENT.loader.get_source(_ENVIRONMENT, "style.css")[0] if _ENVIRONMENT.loader else ""

    async def css(_: Request) -> Response:
        return Response(style, media_type="text/css", headers={"cache-control": "public, max-age=86400"})

    async def source(request: Request) -> Response:
        try:
            opening = seal.opened(request.path_params["key"])
        except UsageError as error:
            raise Problem(404, str(error)) from None
        except ExpiredError as error:
            raise Problem(410, str(error)) from None
        if opening.private and not await service.run(may_read, opening.reader):
            raise Problem(410, "Whom this link was made for may not see private documents any more.")
        html = await service.run(_page, service, opening)
        if html is None:
            raise Problem(410, "The document is no longer in the library.")
        return Response(html, media_type="text/html", headers=_HEADERS)

    return [
        Route("/source/style.css", css, methods=["GET"]),
        Route("/source/{key}", source, methods=["GET"]),
    ]


def _page(service: Service, opening: Opening) -> str | None:
    with service.desk.responder.reading() as snapshot:
        found = snapshot.store.documents([opening.document], private=opening.private)
        document = found.get(opening.document)
        if document is None:
            return None
        start, end = (min(at, len(document.text)) for at in (opening.start, opening.end))
        page = source_page(snapshot, document, (start, end), private=opening.private)
    return _ENVIRONMENT.get_template("source.html").render(page=page)
