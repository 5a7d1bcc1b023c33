"""What went wrong, as application/problem+json (RFC 9457): a sentence for people, and nothing of the inside."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.live import UNREACHABLE
from bot.locale import _
from embeddings.errors import IndexGoneError, OnrecordError, UsageError

MEDIA = "application/problem+json"
_LOG = logging.getLogger(__name__)
_TITLES = {
    400: "The request makes no sense",
    401: "A token is needed",
    403: "Not for this token",
    404: "There is no such thing here",
    405: "Not by this method",
    408: "The request took too long",
    413: "The request is too large",
    415: "JSON was expected",
    421: "Not for this host",
    422: "The request can't be used",
    429: "Too many requests",
    500: "Something went wrong here, and it was written down",
    503: "Not ready",
}


class Problem(Exception):  # noqa: N818  it is what RFC 9457 calls it
    """What ends a request: a status and a sentence; ``wait`` is how many seconds to leave it alone."""

    def __init__(self, status: int, detail: str, *, wait: float | None = None) -> None:
        self.status, self.detail, self.wait = status, detail, wait
        super().__init__(detail)


def as_problem(error: Exception) -> Problem:
    """Return what is told of an error. What nobody foresaw is logged with its traceback, and told in no detail."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, ValidationError):
        return Problem(422, _invalid(error))
    if isinstance(error, UsageError):
        return Problem(400, str(error))
    if isinstance(error, HTTPException):
        return Problem(error.status_code, _TITLES.get(error.status_code, "The request failed"))
    if isinstance(error, OnrecordError):
        _LOG.error("a request could not be answered: %s", error)
        broken = "The library can't be used now; the operator's log says why."
        return Problem(503, _(UNREACHABLE) if isinstance(error, IndexGoneError) else broken, wait=30)
    _LOG.error("a request could not be answered", exc_info=error)
    return Problem(500, "Ask again in a while.")


def problem_response(problem: Problem, headers: Mapping[str, str] = {}) -> Response:
    """Return a problem as a response."""
    title = _TITLES.get(problem.status, "The request failed")
    row = {"type": "about:blank", "title": title, "status": problem.status, "detail": problem.detail}
    more = {"retry-after": str(max(1, round(problem.wait)))} if problem.wait is not None else {}
    more |= {"www-authenticate": "Bearer"} if problem.status == 401 else {}
    return Response(json.dumps(row), problem.status, {**headers, **more}, MEDIA)


def _invalid(error: ValidationError) -> str:
    """Say what is wrong with the first bad field, without its value."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(map(str, first["loc"])) or "the body"
    return f"{place}: {first['msg']}."
