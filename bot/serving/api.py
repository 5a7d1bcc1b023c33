"""``/api``: JSON in, the JSON of the contract out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.contract.output import as_json
from bot.eyes.spans import span
from bot.serving.forms import Question, SearchFor, StatementsOf, WordsToCheck
from bot.serving.gate import caller_of
from bot.serving.problems import Problem
from bot.serving.service import Service

_Form = TypeVar("_Form", bound=BaseModel)
_JSON = "application/json"


class Slice(BaseModel):
    """Which part of a document's text is wanted; from a query string, where all is text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offset: int = Field(0, ge=0, le=2**31, description="the first character")
    length: int = Field(20_000, ge=1, le=100_000, description="how many characters")


def routes(service: Service) -> list[Route]:
    """Return what stands below ``/api``."""

    async def ask(request: Request) -> Response:
        asked, caller = await body_of(request, Question), caller_of(request)
        response = await service.ask(asked, caller)
        with span("render"):
            return Response(as_json(response), media_type=_JSON)

    async def search(request: Request) -> Response:
        asked, caller = await body_of(request, SearchFor), caller_of(request)
        row = await service.run(service.desk.search, asked, private=caller.private)
        service.note(caller, asked.query, row["outcome"], [one["document"]["id"] for one in row["results"]])
        return as_response(row)

    async def statements(request: Request) -> Response:
        asked, caller = await body_of(request, StatementsOf), caller_of(request)
        row = await service.run(service.desk.statements, asked, private=caller.private)
        service.note(caller, asked.speaker, row["outcome"], [one["document"]["id"] for one in row["statements"]])
        return as_response(row)

    async def check(request: Request) -> Response:
        asked, caller = await body_of(request, WordsToCheck), caller_of(request)
        row = await service.run(service.desk.check, asked, private=caller.private)
        service.note(caller, asked.words, row["outcome"], [one["document"]["id"] for one in row["citations"]])
        return as_response(row)

    async def document(request: Request) -> Response:
        identity, caller = request.path_params["identity"], caller_of(request)
        wanted = Slice.model_validate(dict(request.query_params))
        row = await service.run(service.desk.document, identity, wanted.offset, wanted.length, private=caller.private)
        if row is None:
            raise Problem(404, "No document has this id, or this token may not see it.")
        service.note(caller, "", "document", [identity])
        return as_response(row)

    return [
        Route("/api/ask", ask, methods=["POST"]),
        Route("/api/search", search, methods=["POST"]),
        Route("/api/statements", statements, methods=["POST"]),
        Route("/api/check", check, methods=["POST"]),
        Route("/api/documents/{identity:path}", document, methods=["GET"]),
    ]


async def body_of(request: Request, form: type[_Form]) -> _Form:
    """Read a body of JSON. Raises Problem where it isn't called that, ValidationError where it doesn't fit the form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _JSON:
        raise Problem(415, f"The body was called {kind[:80]!r}. Send JSON, as {_JSON}.")
    return form.model_validate_json(await request.body())


def as_response(row: Mapping[str, Any], status: int = 200) -> Response:
    """Return a row as a response of JSON."""
    return Response(json.dumps(row, ensure_ascii=False), status, media_type=_JSON)
