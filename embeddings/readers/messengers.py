"""Chats as JSON: Telegram's export, a day of a channel of Slack's, a channel of Discord's by DiscordChatExporter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from embeddings.errors import DocumentError
from embeddings.readers.chats import Chat, ChatMessage, chat_drafts, fit_text, plain_name, without_signs
from embeddings.readers.decode import decode_strictly
from embeddings.readers.draft import Draft
from embeddings.readers.slack import slack_chats
from embeddings.readers.telegram import telegram_chats
from embeddings.text.wording import many

_OF_A_CHAT: Final = ("Default", "Reply")
_ATTACHED: Final = ("attachments", "stickers", "poll", "forwardedMessage")
_AROUND: Final = {"users.json", "channels.json", "groups.json", "dms.json", "mpims.json", "integration_logs.json",
                  "canvases.json", "lists.json", "huddle_transcripts.json", "file_conversations.json"}  # fmt: skip

Talked = tuple[Chat, Sequence[ChatMessage]]


def read_messages(path: Path, name: str) -> Iterator[Draft | DocumentError]:
    """Yield the documents of the chats in an export. Raises DocumentError where it is none."""
    try:
        export = json.loads(decode_strictly(path.read_bytes(), name))
    except (ValueError, RecursionError):
        raise DocumentError(name, "is not JSON; an export of a chat was expected") from None
    chats: list[Talked] = [*telegram_chats(export), *_discord(export), *slack_chats(export, path)]
    if not chats and not (path.name in _AROUND and isinstance(export, list)):
        expected = "of Telegram's (result.json), Slack's or Discord's"
        raise DocumentError(name, f"is JSON, but no export {expected}; rows of documents belong in a .jsonl")
    for chat, messages in chats:
        yield from chat_drafts(chat, messages, name)


def _discord(export: object) -> Iterator[Talked]:
    channel, messages = _table(export, "channel"), _rows(export, "messages")
    if channel and messages:
        named = [plain_name(_table(export, "guild").get("name")), plain_name(channel.get("name"))]
        found = [_of_discord(message) for message in messages if message.get("type") in _OF_A_CHAT]
        gone = sum(any(map(message.get, _ATTACHED)) for message in messages)
        gone += sum(
            not (message.get("content") or any(map(message.get, _ATTACHED)))
            for message in messages
            if message.get("type") in _OF_A_CHAT
        )
        left_out = (many(gone, "attachment"),) if gone else ()
        yield Chat(" #".join(filter(None, named)) or None, left_out=left_out), [one for one in found if one.text]


def _of_discord(message: Mapping[str, Any]) -> ChatMessage:
    author = _table(message, "author")
    day, seconds = _iso(message.get("timestamp"))
    return ChatMessage(
        plain_name(author.get("nickname") or author.get("name")),
        fit_text(without_signs(str(message.get("content") or ""))),
        plain_name(message.get("id")),
        day,
        seconds,
        plain_name(_table(message, "reference").get("messageId")),
    )


def _table(values: object, key: str) -> Mapping[str, Any]:
    found = values.get(key) if isinstance(values, dict) else None
    return found if isinstance(found, dict) else {}


def _rows(values: object, key: str) -> list[Mapping[str, Any]]:
    found = values.get(key) if isinstance(values, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _iso(written: object) -> tuple[str | None, float]:
    try:
        moment = datetime.fromisoformat(str(written))
        return moment.date().isoformat(), moment.timestamp()
    except (ValueError, OverflowError, OSError):
        return None, float("nan")
