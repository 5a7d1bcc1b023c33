"""Slack's export: a folder a channel, in it a file a day, and the names of people in ``users.json``; zipped, or not."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from embeddings.errors import DocumentError
from embeddings.readers.archive import opened
from embeddings.readers.chats import Chat, ChatMessage, chat_drafts, fit_text, plain_name, without_signs
from embeddings.readers.decode import decode_strictly
from embeddings.readers.draft import Draft
from embeddings.text.wording import many

_USERS: Final = "users.json"  # beside the folders of the channels
_LARGEST: Final = 64 << 20  # bytes of that
_STAMP = re.compile(r"\d{9,11}\.\d{1,6}")
_LINK = re.compile(r"<([@#!]?)([^<>|]{1,2000})(?:\|([^<>]{0,500}))?>")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json")
# Others tell who joined, and so on.
_SAID: Final = (None, "thread_broadcast", "me_message", "bot_message", "file_share")

SlackChat = tuple[Chat, Sequence[ChatMessage]]


def read_slack(path: Path, name: str) -> Iterator[Draft | DocumentError]:
    """Yield the documents of an export as Slack gives it, a zip archive: channel by channel.

    Raises DocumentError where it is another archive.
    """
    with opened(path, name) as archive:
        people = _names(archive.read(_USERS))
        channels: defaultdict[str, list[Any]] = defaultdict(list)
        for entry in sorted(archive.namelist()):
            *_, channel, day = f"/{entry}".split("/")
            if channel and _DAY.fullmatch(day):
                rows = _parsed(archive.read(entry))
                channels[channel] += rows if isinstance(rows, list) else []
    if not channels:
        raise DocumentError(
            name, "is a zip archive without days of channels, as exports of Slack's have them; unpack it"
        )
    for channel, rows in channels.items():
        for chat, messages in _chats(rows, channel, people):
            yield from chat_drafts(chat, messages, name)


def slack_chats(export: object, path: Path) -> Iterator[SlackChat]:
    """Yield a day of a channel: the folder is its name, and the file's the day."""
    users = path.parent.parent / _USERS
    try:
        content = users.read_bytes() if users.is_file() and users.stat().st_size <= _LARGEST else b"[]"
    except OSError:
        content = b"[]"
    yield from _chats(export, path.parent.name, _names(content))


def _chats(export: object, channel: str, people: Mapping[str, str]) -> Iterator[SlackChat]:
    rows = [one for one in export if isinstance(one, dict)] if isinstance(export, list) else []
    rows = [one for one in rows if one.get("type") == "message" and _STAMP.fullmatch(str(one.get("ts")))]
    if rows:
        said = [one for one in rows if one.get("subtype") in _SAID]
        found = [_message(one, people) for one in said]
        yield Chat(f"#{channel}", left_out=_left_out(said)), [one for one in found if one.text]


def _left_out(messages: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    gone = sum(map(_attached, messages))
    return (many(gone, "attachment"),) if gone else ()


def _attached(message: Mapping[str, Any]) -> int:
    """Return how many files hang on a message, and what else does: not what Slack shows of a page that it links to."""
    files, others = (value if isinstance(value, list) else [] for value in map(message.get, ("files", "attachments")))
    is_wordless = not (message.get("text") or files or others)  # all of it is in blocks
    return is_wordless + len(files) + sum(isinstance(one, dict) and not one.get("from_url") for one in others)


def _message(message: Mapping[str, Any], people: Mapping[str, str]) -> ChatMessage:
    stamp, thread = str(message["ts"]), message.get("thread_ts")
    writer = _name(message.get("user_profile")) or people.get(str(message.get("user")), "")

    def shown(match: re.Match[str]) -> str:
        sign, target, words = match.groups()
        if sign == "@":
            return f"@{(words or people.get(target, target)).removeprefix('@')}"
        if sign == "#":
            return f"#{words or target}"
        return words or (f"@{target}" if sign else target)

    text = html.unescape(without_signs(_LINK.sub(shown, str(message.get("text") or ""))))
    day = datetime.fromtimestamp(float(stamp), UTC).date().isoformat()
    answers = str(thread) if thread is not None and str(thread) != stamp else ""
    return ChatMessage(writer or plain_name(message.get("username")), fit_text(text), stamp, day, float(stamp), answers)


def _names(content: bytes) -> dict[str, str]:
    """Return the names of people by their ids; none where nothing says."""
    listed = _parsed(content)
    users = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return {str(one.get("id")): _name(one) or _name(one.get("profile")) or plain_name(one.get("name")) for one in users}


def _name(person: object) -> str:
    known = person if isinstance(person, dict) else {}
    return plain_name(known.get("real_name")) or plain_name(known.get("display_name"))


def _parsed(content: bytes) -> object:
    try:
        return json.loads(decode_strictly(content, _USERS))
    except (ValueError, RecursionError, DocumentError):
        return None
