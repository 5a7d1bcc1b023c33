"""setMyCommands, getMyCommands and deleteMyCommands, by scope and language."""

import re
from collections.abc import Mapping

from .entities import utf16_length
from .errors import bad_request
from .params import required, string
from .records import Json
from .world import World

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_COMMAND = re.compile("[a-z0-9_]{1,32}")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def _key(world: World, params: dict[str, object]) -> tuple[str, str]:
    """Where the commands are kept: the scope, written out, and the language."""
    scope = params.get("scope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = str(scope.get("type", ""))
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    for name in _SCOPES[kind]:
        if not scope.get(name):
            raise bad_request(f"can't parse BotCommandScope: Can't find field \"{name}\"")
    if "chat_id" in _SCOPES[kind]:
        chat = world.chat(scope)
        if chat.is_private and kind != "chat":
            raise bad_request("chat not found")
    language = string(params, "language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("Invalid language code specified")
    return " ".join([kind, *(str(scope[name]) for name in _SCOPES[kind])]), language


def _check_command(command: object) -> None:
    within = "can't parse BotCommand"
    if not isinstance(command, Mapping):
        raise bad_request(f"{within}: expected an Object")
    name, description = (required(command, field, str, within) for field in ("command", "description"))
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16_length(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def set_my_commands(world: World, params: dict[str, object]) -> bool:
    """https://core.telegram.org/bots/api#setmycommands."""
    commands = params.get("commands") or []
    if not isinstance(commands, list):
        raise bad_request("Expected an Array of BotCommand")
    for command in commands:
        _check_command(command)
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[_key(world, params)] = commands
    return True


def get_my_commands(world: World, params: dict[str, object]) -> list[Json]:
    """https://core.telegram.org/bots/api#getmycommands: of exactly this scope and language."""
    return world.commands.get(_key(world, params), [])


def delete_my_commands(world: World, params: dict[str, object]) -> bool:
    """https://core.telegram.org/bots/api#deletemycommands."""
    world.commands.pop(_key(world, params), None)
    return True


METHODS = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
}
