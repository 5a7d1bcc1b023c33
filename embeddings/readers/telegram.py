"""Telegram's own export, ``result.json``: who wrote what, and when. Messages of one writer on end are one document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from embeddings.errors import DocumentError
from embeddings.readers.decode import decode_strictly
from embeddings.readers.draft import Draft
from embeddings.readers.facts import extracted_facts
from embeddings.types import WrittenTurn

_TOGETHER = 300  # seconds between two messages that belong together
_LONGEST = 100  # characters of a message that is answered, shown in the title of the answer
_LINKED = {"private_supergroup", "public_supergroup", "private_channel", "public_channel"}


def read_telegram(path: Path, name: str) -> Iterator[Draft | DocumentError]:
    """Yield the messages of an export: of one chat, or of all. Raises DocumentError where it is none."""
    try:
        export = json.loads(decode_strictly(path.read_bytes(), name))
    except (ValueError, RecursionError):
        raise DocumentError(name, "is not JSON; Telegram's export was expected") from None
    chats = _chats(export)
    if not chats:
        raise DocumentError(
            name, "is JSON, but no export of Telegram's (result.json); rows of documents belong in a .jsonl"
        )
    for chat in chats:
        yield from _read_chat(chat, name, several=len(chats) > 1)


def _chats(export: object) -> list[Mapping[str, Any]]:
    if not isinstance(export, dict):
        return []
    listed = export.get("chats")
    chats = listed.get("list") if isinstance(listed, dict) else [export]
    found = chats if isinstance(chats, list) else []
    return [chat for chat in found if isinstance(chat, dict) and isinstance(chat.get("messages"), list)]


def _read_chat(chat: Mapping[str, Any], name: str, *, several: bool) -> Iterator[Draft | DocumentError]:
    written = [message for message in chat["messages"] if isinstance(message, dict) and _text(message)]
    texts = {str(message.get("id")): _text(message) for message in written}
    for run in _runs(written):
        first = run[0]
        if not _number(first):
            yield DocumentError(name, "holds a message without a number")
            continue
        answered = texts.get(str(first.get("reply_to_message_id")))
        yield _draft(chat, run, answered, several=several)


def _draft(chat: Mapping[str, Any], run: Sequence[Mapping[str, Any]], answered: str | None, *, several: bool) -> Draft:
    first, writer = run[0], _writer(run[0])
    words = "\n".join(_text(message) for message in run)
    text = f"{writer}: {words}" if writer else words
    title = _name(chat)
    if answered:
        short = " ".join(answered.split())
        short = short if len(short) <= _LONGEST else f"{short[: _LONGEST - 1]}…"
        title = f"{title or ''}, in answer to “{short}”".removeprefix(", ")
    is_channel = "channel" in str(chat.get("type"))
    facts = {"title": title, "author": writer, "date": _date(first), "publisher": _name(chat) if is_channel else None}
    if chat.get("type") in _LINKED and isinstance(chat.get("id"), int):
        facts["url"] = f"https://t.me/c/{abs(chat['id'])}"
    known = extracted_facts(facts)
    if not writer:
        return Draft(text, known, key=_key(chat, first, several=several), message=_number(first))
    turn = WrittenTurn((0, len(writer)), ((len(text) - len(words), len(text)),))
    return Draft(text, known, key=_key(chat, first, several=several), turns=(turn,), message=_number(first))


def _runs(messages: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    run: list[Mapping[str, Any]] = []
    for message in messages:
        if run and not _goes_on(run[-1], message):
            yield run
            run = []
        run.append(message)
    if run:
        yield run


def _goes_on(before: Mapping[str, Any], message: Mapping[str, Any]) -> bool:
    if _writer(before) != _writer(message) or message.get("reply_to_message_id") is not None:
        return False
    gap = _moment(message) - _moment(before)
    return 0 <= gap <= _TOGETHER and not message.get("forwarded_from") and not before.get("forwarded_from")


def _moment(message: Mapping[str, Any]) -> float:
    try:
        return datetime.fromisoformat(str(message.get("date"))).timestamp()
    except (ValueError, OverflowError, OSError):
        return float("nan")


def _date(message: Mapping[str, Any]) -> str | None:
    """Return the day of a message that says one, in the time zone of whoever exported it."""
    date = message.get("date")
    return date[:10] if isinstance(date, str) else None


def _writer(message: Mapping[str, Any]) -> str:
    """Return whose words a message is: of whom they were forwarded from, if of anybody."""
    writer = message.get("forwarded_from") or message.get("from")
    return _plain(writer) if isinstance(writer, str) else ""


def _name(chat: Mapping[str, Any]) -> str | None:
    return _plain(chat["name"]) or None if isinstance(chat.get("name"), str) else None


def _number(message: Mapping[str, Any]) -> str:
    number = message.get("id")
    return str(number) if isinstance(number, int) and not isinstance(number, bool) and 0 < number < 1 << 53 else ""


def _key(chat: Mapping[str, Any], message: Mapping[str, Any], *, several: bool) -> str:
    return f"#{chat.get('id')}/{_number(message)}" if several else f"#{_number(message)}"


def _text(message: Mapping[str, Any]) -> str:
    """Return the words of a message, which come whole or in pieces with their markup."""
    pieces = message.get("text")
    if message.get("type") != "message":
        return ""
    listed = pieces if isinstance(pieces, list) else [pieces]
    texts = (piece.get("text") if isinstance(piece, dict) else piece for piece in listed)
    return _fit("".join(text for text in texts if isinstance(text, str))).strip()


def _plain(text: str) -> str:
    return " ".join(_fit(text).split())


def _fit(text: str) -> str:
    return "".join(letter for letter in text if letter != "\0" and not "\ud800" <= letter <= "\udfff")
