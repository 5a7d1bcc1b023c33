"""Telegram's JSON -> an update. One by one: what can't be read keeps no other from being answered."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final, TypeGuard

from telegram import Update

from bot.state.inbox import Payload
from bot.telegram.context import Bot
from bot.telegram.errors import place_of

_LARGEST: Final = 2**63 - 1  # of what the database can hold


@dataclass(frozen=True, slots=True)
class Given:
    """An update, and what has to keep its order with it (a chat's messages)."""

    update: Update
    lane: Hashable


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why an update can't be read: in words without any of the message, which is not for the log or the owner."""

    reason: str


def is_numbered(payload: object) -> TypeGuard[Payload]:
    """Whether something may be an update: it has a number, by which it is known again."""
    number = payload.get("update_id") if isinstance(payload, dict) else None
    return type(number) is int and 0 <= number <= _LARGEST


def read_update(payload: object, bot: Bot) -> Given | Unreadable:
    """Read an update from its JSON, parsed or, where bytes were kept, not yet."""
    try:
        update = Update.de_json(json.loads(payload) if isinstance(payload, bytes) else payload, bot)  # type: ignore[arg-type]
        lane = _lane(update)
        hash(lane)
    except Exception as error:  # noqa: BLE001  the library trusts what it is given and raises whatever comes of it
        return Unreadable(f"It can't be read: {type(error).__name__} {place_of(error)}.")
    return Given(update, lane)


def lane_of(payload: Payload, bot: Bot) -> str | None:
    """Return what keeps its order with an update, as it is written down; None where that can't be read."""
    given = read_update(payload, bot)
    return None if isinstance(given, Unreadable) else str(given.lane)


def _lane(update: Update) -> Hashable:
    """What has to keep its order: the messages of a chat. Buttons and inline queries don't wait behind a question."""
    user = update.effective_user.id if update.effective_user is not None else None
    if update.callback_query is not None or update.inline_query is not None:
        return "query", user
    return update.effective_chat.id if update.effective_chat is not None else user
