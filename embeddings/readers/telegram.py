"""Telegram's own export, ``result.json``: who wrote what, and when; a poll with its votes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from embeddings.readers.chats import Chat, ChatMessage, fit_text, plain_name
from embeddings.text.wording import many

_ATTACHED: Final = ("photo", "file", "media_type", "location_information", "contact_information")
_LINKED: Final = {"private_supergroup", "public_supergroup", "private_channel", "public_channel"}


def telegram_chats(export: object) -> Iterator[tuple[Chat, list[ChatMessage]]]:
    """Yield the chats of an export: one, or all of an account; none where this is no export."""
    if not isinstance(export, dict):
        return
    listed = export.get("chats")
    chats = listed.get("list") if isinstance(listed, dict) else [export]
    named = chats if isinstance(chats, list) else []
    found = [chat for chat in named if isinstance(chat, dict) and isinstance(chat.get("messages"), list)]
    for chat in found:
        yield _chat(chat, several=len(found) > 1), list(_messages(chat["messages"]))


def _messages(listed: Sequence[object]) -> Iterator[ChatMessage]:
    for one in listed:
        message = _message(one) if isinstance(one, dict) and one.get("type") == "message" else None
        if message is not None and (message.text or message.poll):
            yield message


def _chat(chat: Mapping[str, Any], *, several: bool) -> Chat:
    name = plain_name(chat.get("name")) or None
    gone = sum(isinstance(one, dict) and _has_more(one) for one in chat["messages"])
    is_linked = chat.get("type") in _LINKED and isinstance(chat.get("id"), int)
    return Chat(
        name,
        publisher=name if "channel" in str(chat.get("type")) else None,
        url=f"https://t.me/c/{abs(chat['id'])}" if is_linked else None,
        prefix=f"#{chat.get('id')}/" if several else "#",
        is_numbered=True,
        left_out=(many(gone, "attachment"),) if gone else (),
    )


def _has_more(message: Mapping[str, Any]) -> bool:
    """Tell whether something hangs on a message, or is all that there is of it, such as a list of tasks."""
    is_wordless = message.get("type") == "message" and not (_text(message.get("text")) or message.get("poll"))
    return is_wordless or not message.keys().isdisjoint(_ATTACHED)


def _message(message: Mapping[str, Any]) -> ChatMessage:
    """Return a message; one that was forwarded is of whom it was forwarded from."""
    date, answers = message.get("date"), message.get("reply_to_message_id")
    return ChatMessage(
        plain_name(message.get("forwarded_from") or message.get("from")),
        _text(message.get("text")),
        _number(message),
        date[:10] if isinstance(date, str) else None,  # in the time zone of whoever exported it
        _moment(date),
        "" if answers is None else str(answers),
        bool(message.get("forwarded_from")),
        _poll(message.get("poll")),
    )


def _poll(poll: object) -> list[list[str]]:
    """Return what was asked above the votes, and the answers with theirs."""
    if not isinstance(poll, dict) or not isinstance(poll.get("answers"), list):
        return []
    answers = [one for one in poll["answers"] if isinstance(one, dict)]
    votes = [[_text(one.get("text")), str(one.get("voters", ""))] for one in answers]
    return [[_text(poll.get("question")), "Votes"], *votes]


def _moment(date: object) -> float:
    try:
        return datetime.fromisoformat(str(date)).timestamp()
    except (ValueError, OverflowError, OSError):
        return float("nan")


def _number(message: Mapping[str, Any]) -> str:
    number = message.get("id")
    return str(number) if isinstance(number, int) and not isinstance(number, bool) and 0 < number < 1 << 53 else ""


def _text(written: object) -> str:
    """Return words that come whole or in pieces with their markup."""
    listed = written if isinstance(written, list) else [written]
    texts = (piece.get("text") if isinstance(piece, dict) else piece for piece in listed)
    return fit_text("".join(text for text in texts if isinstance(text, str)))
