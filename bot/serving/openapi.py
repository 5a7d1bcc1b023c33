"""``/openapi.json``: what may be asked, and what comes back, with examples. Made of the forms themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import __version__
from bot.serving.api import Slice, as_response
from bot.serving.forms import Question, SearchFor, StatementsOf, WordsToCheck
from bot.serving.problems import MEDIA
from bot.serving.schemas import SCHEMAS, reference

_DESCRIPTION = "Answers from the operator's own documents: exact quotes, document and speaker, or not on record."
_FAILURES = {
    "400": "The request makes no sense",
    "401": "A token is needed",
    "404": "There is no such thing here",
    "405": "Not by this method",
    "413": "The request is too large",
    "415": "JSON was expected",
    "422": "The request can't be used",
    "429": "Too many requests",
    "503": "Not ready, or too slow",
}
_ASK = {"question": "What did Cambodian senator Yang Sem say?"}
_EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "ask": {
        "plain": {"value": _ASK},
        "filtered": {"value": {"question": "Who denied it?", "publisher": "VOA Khmer", "after": "2017-10-01"}},
        "follow-up": {"value": {"question": "And what did she say?", "earlier": ["Who is Mu Sochua?"]}},
    },
    "search": {"plain": {"value": {"query": "dissolved the party", "limit": 5}}},
    "check": {"plain": {"value": {"words": "The party was dissolved.", "said_by": "Yang Sem"}}},
    "statements": {"plain": {"value": {"speaker": "Yang Sem"}}},
}


def routes() -> list[Route]:
    """Return the route of the document."""

    async def openapi(_: Request) -> Response:
        return as_response(document())

    return [Route("/openapi.json", openapi, methods=["GET"])]


@cache
def document() -> dict[str, Any]:
    """Return the document (OpenAPI 3.1)."""
    forms = {form.__name__: form.model_json_schema(ref_template=reference("{model}")) for form in _FORMS}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Onrecord", "version": __version__, "description": _DESCRIPTION},
        "paths": {
            "/api/ask": {"post": _post("ask", "Answer a question", Question, "Answer")},
            "/api/search": {"post": _post("search", "Find passages", SearchFor, "Passages")},
            "/api/statements": {"post": _post("statements", "List who said what", StatementsOf, "Statements")},
            "/api/check": {"post": _post("check", "Check a quote", WordsToCheck, "Check")},
            "/api/documents/{id}": {"get": _get_document()},
        },
        "components": {
            "schemas": {**forms, **SCHEMAS},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


_FORMS: tuple[type[BaseModel], ...] = (Question, SearchFor, StatementsOf, WordsToCheck)


def _post(name: str, summary: str, form: type[BaseModel], reply: str) -> dict[str, Any]:
    body = {"schema": {"$ref": reference(form.__name__)}, "examples": _EXAMPLES[name]}
    return {
        "operationId": name,
        "summary": summary,
        "requestBody": {"required": True, "content": {"application/json": body}},
        "responses": _responses(reply),
    }


def _get_document() -> dict[str, Any]:
    slices = Slice.model_json_schema()["properties"]
    path = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    parts = [{"name": name, "in": "query", "schema": schema} for name, schema in slices.items()]
    return {
        "operationId": "document",
        "summary": "Read a document, a part at a time",
        "parameters": [path, *parts],
        "responses": _responses("DocumentInFull"),
    }


def _responses(reply: str) -> dict[str, Any]:
    problem = {"content": {MEDIA: {"schema": {"$ref": reference("Problem")}}}}
    good = {"description": summary_of(reply), "content": {"application/json": {"schema": {"$ref": reference(reply)}}}}
    return {"200": good} | {status: {"description": why, **problem} for status, why in _FAILURES.items()}


def summary_of(reply: str) -> str:
    """Return what a reply is, in its schema's words."""
    return str(SCHEMAS[reply].get("description", reply))
