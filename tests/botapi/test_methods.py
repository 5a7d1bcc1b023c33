"""No call, however odd, breaks the server: each is answered or refused."""

import inspect
import itertools
import json
from typing import Any

import pytest

from . import ApiError, BotApiServer
from .methods import METHODS
from .params import read_params
from .records import Content

NAMES = [
    "action",
    "allowed_updates",
    "callback_query_id",
    "caption_entities",
    "chat_id",
    "commands",
    "drop_pending_updates",
    "entities",
    "file_id",
    "guest_query_id",
    "inline_query_id",
    "language_code",
    "limit",
    "link_preview_options",
    "max_connections",
    "message_id",
    "message_thread_id",
    "next_offset",
    "offset",
    "parse_mode",
    "photo",
    "document",
    "reply_markup",
    "reply_parameters",
    "result",
    "results",
    "scope",
    "secret_token",
    "text",
    "url",
    "user_id",
]
ODD: list[Any] = [
    None,
    "",
    "[",
    "x",
    True,
    0,
    -1,
    10**20,
    1.5,
    [],
    [None],
    [[]],
    [{}],
    {},
    {"type": "article", "id": "1", "title": "x", "input_message_content": [], "offset": -1, "length": 1},
    {"type": [], "message_id": {}, "inline_keyboard": [[None]], "command": [], "url": {}},
    [{"type": "text_mention", "offset": 0, "length": 1, "user": {}, "text": {}, "callback_data": []}],
]


@pytest.mark.parametrize("method", sorted(METHODS.keys() - {"setWebhook"}))
async def test_odd_parameters_are_answered_or_refused(server: BotApiServer, method: str) -> None:
    world = server.world
    chat = server.private_chat(server.user("Alice"))
    message = chat.add(server.bot, Content("x"))
    usual = {"chat_id": chat.id, "text": "y", "message_id": message.id, "action": "typing"}
    for name, value in itertools.product(NAMES, ODD):
        body = json.dumps({**usual, name: value}).encode()
        try:
            answer = METHODS[method](world, read_params("", "application/json", body))
            if inspect.isawaitable(answer):
                await answer
        except ApiError as refusal:
            assert refusal.code == 400, (name, value)  # noqa: PT017 - many are answered
