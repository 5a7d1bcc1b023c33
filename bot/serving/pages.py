"""``/source/{key}``: a page to check a source on, without scripts; the key is what opens it, and ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sealed import Opening, Seal
from bot.serving.facsimiles import Facsimiles
from bot.serving.page import source_page
from bot.serving.problems import Problem
from bot.serving.service import Service
from bot.serving.tokens import Caller
from embeddings.errors import ExpiredError, UsageError
from embeddings.library.open_library import OpenLibrary
from embeddings.types import Document, Span

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


@dataclass(frozen=True, slots=True)
class SourceDesk:
    """What the pages are made with: ``may_read`` tells whether somebody may still see private documents."""

    service: Service
    seal: Seal
    may_read: Callable[[str], bool]
    facsimiles: Facsimiles


def routes(reading: SourceDesk) -> list[Route]:
    """Return what stands below ``/source``."""
    style = _ENVIRONMENT.loader.get_source(_ENVIRONMENT, "style.css")[0] if _ENVIRONMENT.loader else ""

    async def css(_: Request) -> Response:
        return Response(style, media_type="text/css", headers={"cache-control": "public, max-age=86400"})

    async def source(request: Request) -> Response:
        try:
            html, status = await reading.service.run(_page, reading, request.path_params["key"]), 200
        except Problem as problem:
            if "text/html" not in request.headers.get("accept", ""):
                raise
            html, status = _ENVIRONMENT.get_template("closed.html").render(detail=problem.detail), problem.status
        return Response(html, status, media_type="text/html", headers=_HEADERS)

    async def picture(request: Request) -> Response:
        drawn = await reading.service.run(_picture, reading, request.path_params["key"], request.path_params["number"])
        return Response(drawn, media_type="image/webp", headers={"cache-control": "private, max-age=600"})

    return [
        Route("/source/style.css", css, methods=["GET"]),
        Route("/source/{key}", source, methods=["GET"]),
        Route("/source/{key}/page/{number:int}", picture, methods=["GET"]),
    ]


def _page(reading: SourceDesk, key: str) -> str:
    opening = _opened(reading, key)
    with _document(reading, opening) as (snapshot, document, shown):
        drawn = reading.facsimiles.of_span(document, shown, snapshot.manifest.built_at)
        page = source_page(snapshot, document, shown, private=opening.private)
    reading.service.note(Caller(opening.reader or "a link"), "", "source", [document.id])
    return _ENVIRONMENT.get_template("source.html").render(page=page, key=key, drawn=drawn)


def _picture(reading: SourceDesk, key: str, number: int) -> bytes:
    with _document(reading, _opened(reading, key)) as (snapshot, document, shown):
        drawn = reading.facsimiles.of_span(document, shown, snapshot.manifest.built_at)
    found = next((one.picture for one in drawn if one.number == number), None)
    if found is None:
        raise Problem(404, "There is no picture of this page.")
    return found


def _opened(reading: SourceDesk, key: str) -> Opening:
    """Return what a key opens. Raises Problem where it opens nothing, or nothing any more."""
    try:
        opening = reading.seal.opened(key)
    except UsageError as error:
        raise Problem(404, str(error)) from None
    except ExpiredError as error:
        raise Problem(410, str(error)) from None
    if opening.private and not reading.may_read(opening.reader):
        raise Problem(410, "Whom this link was made for may not see private documents any more.")
    return opening


@contextmanager
def _document(reading: SourceDesk, opening: Opening) -> Iterator[tuple[OpenLibrary, Document, Span]]:
    with reading.service.desk.responder.reading() as snapshot:
        found = snapshot.store.documents([opening.document], private=opening.private)
        document = found.get(opening.document)
        if document is None:
            raise Problem(410, "The document is no longer in the library.")
        start, end = (min(at, len(document.text)) for at in (opening.start, opening.end))
        yield snapshot, document, (start, end)
