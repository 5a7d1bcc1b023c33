"""The shape of OpenAI's interface (``/v1``), so that whatever speaks it is a front end: Open WebUI, LibreChat, scripts.

The content is our rendered answer as Markdown, never a text of a model; the messages before are the questions that the
last one may lean on. https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.contract.output import citation_row
from bot.eyes.spans import span
from bot.render.markdown import to_markdown
from bot.respond import Response as Answered
from bot.serving.api import as_response, body_of
from bot.serving.forms import Question
from bot.serving.gate import caller_of
from bot.serving.problems import Problem
from bot.serving.service import Service
from embeddings.search.query import QUESTION_CHARACTERS

MODEL = "onrecord"
NOTHING: Mapping[str, Any] = {}
_EARLIER = 8  # questions before the last one
_PIECE = 200  # characters of a piece of a stream


class ContentPart(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str = ""


class ChatTurn(BaseModel):
    """One message of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None

    @property
    def words(self) -> str:
        """Its text."""
        if isinstance(self.content, list):
            return " ".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class Completion(BaseModel):
    """What is asked for; fields that steer a language model are taken and change nothing, as there is none."""

    model_config = ConfigDict(extra="ignore")

    messages: list[ChatTurn] = Field(min_length=1, max_length=500)
    stream: bool = False
    model: str = MODEL


def routes(service: Service) -> list[Route]:
    """Return what stands below ``/v1``."""

    async def completions(request: Request) -> Response:
        wanted = await body_of(request, Completion)
        caller = caller_of(request)
        response = await service.ask(_question(wanted.messages), caller)
        with span("render"):
            content = to_markdown(service.linked(response, caller), response.about)
        whole = _streamed if wanted.stream else _completion
        return whole(response, content)

    async def models(_: Request) -> Response:
        model = {"id": MODEL, "object": "model", "created": 0, "owned_by": "onrecord"}
        return as_response({"object": "list", "data": [model]})

    return [
        Route("/v1/chat/completions", completions, methods=["POST"]),
        Route("/v1/models", models, methods=["GET"]),
    ]


def _question(messages: Sequence[ChatTurn]) -> Question:
    """Return the last question and those before it. What is too long to have been a question is no turn before."""
    asked = [words for one in messages if one.role == "user" and (words := one.words.strip())]
    if not asked:
        raise Problem(422, "messages: one of the role 'user' with text was expected.")
    if len(asked[-1]) > QUESTION_CHARACTERS:
        raise Problem(400, f"The last message has more than {QUESTION_CHARACTERS:,} characters. Shorten it.")
    earlier = [words for words in asked[:-1] if len(words) <= QUESTION_CHARACTERS]
    return Question(question=asked[-1], earlier=earlier[-_EARLIER:])


def _head(kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{secrets.token_hex(12)}", "object": kind, "created": int(time.time()), "model": MODEL}


def _facts(response: Answered) -> dict[str, Any]:
    """Return what stands beside the content: citations, and how the answer came about."""
    outcome = response.outcome
    refused = getattr(outcome, "reason", None)
    return {
        "citations": [citation_row(citation) for citation in outcome.citations] if refused is None else [],
        "outcome": "answered" if refused is None else "not_on_record",
        "reason": refused,
        "aside": None if outcome.aside is None else outcome.aside.kind,
        "snapshot": response.snapshot,
    }


def _completion(response: Answered, content: str) -> Response:
    message = {"role": "assistant", "content": content, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}  # no model has read or written any
    return as_response({**_head("chat.completion"), "choices": [choice], "usage": usage, **_facts(response)})


def _streamed(response: Answered, content: str) -> Response:
    head = _head("chat.completion.chunk")

    def chunk(delta: dict[str, str], finished: str | None = None, more: Mapping[str, Any] = NOTHING) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finished, "logprobs": None}
        return f"data: {json.dumps({**head, 'choices': [choice], **more}, ensure_ascii=False)}\n\n"

    async def events() -> AsyncIterator[str]:
        yield chunk({"role": "assistant", "content": ""})
        for start in range(0, len(content), _PIECE):
            yield chunk({"content": content[start : start + _PIECE]})
        yield chunk({}, "stop", _facts(response))
        yield "data: [DONE]\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")
