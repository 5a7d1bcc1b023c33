"""The command lists, kept by scope and language."""

from typing import Any

import pytest

from . import ApiError, BotApiServer
from .conftest import Client

ASK = {"command": "ask", "description": "Ask a question"}


async def test_commands_are_kept_by_scope_and_language(server: BotApiServer, call: Client) -> None:
    alice = server.user("Alice")
    group = server.group("Newsroom", [alice])
    places: list[dict[str, Any]] = [
        {},
        {"language_code": "fr"},
        {"scope": {"type": "all_private_chats"}},
        {"scope": {"type": "all_group_chats"}, "language_code": "fr"},
        {"scope": {"type": "chat_member", "chat_id": group.id, "user_id": alice.id}},
    ]
    for number, place in enumerate(places):
        await call("setMyCommands", commands=[ASK | {"description": str(number)}], **place)
    for number, place in enumerate(places):
        assert await call("getMyCommands", **place) == [{"command": "ask", "description": str(number)}]
    assert await call("getMyCommands", scope={"type": "default"}) == await call("getMyCommands")
    assert await call("deleteMyCommands", **places[1]) is True
    assert await call("getMyCommands", **places[1]) == []
    assert await call("getMyCommands", language_code="de") == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"commands": 1}, "expected an Array of BotCommand"),
        ({"commands": [1]}, "can't parse BotCommand: expected an Object"),
        ({"commands": [{"command": "ask"}]}, "can't parse BotCommand: Can't find field \"description\""),
        (
            {"commands": [ASK | {"command": 1}]},
            'can\'t parse BotCommand: Field "command" must be of type String',
        ),
        ({"commands": [ASK | {"command": "Ask"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [ASK | {"command": "a" * 33}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [ASK | {"command": "/ask"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [ASK | {"description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [ASK | {"description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [ASK | {"command": f"c{n}"} for n in range(101)]}, "BOT_COMMANDS_TOO_MUCH"),
        ({"scope": 1}, "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({"scope": {"type": "all"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": {"type": "chat"}}, "can't parse BotCommandScope: Can't find field \"chat_id\""),
        ({"scope": {"type": "chat", "chat_id": 7}}, "chat not found"),
        ({"language_code": "english"}, "invalid language code specified"),
    ],
)
async def test_commands_that_are_refused(call: Client, params: dict[str, Any], words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        await call("setMyCommands", **{"commands": [ASK], **params})
    assert refusal.value.description == f"Bad Request: {words}"
    assert call.server.world.commands == {}
