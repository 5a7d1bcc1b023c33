"""What exports of chats have in common: messages of one writer on end are one document, each message a unit of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import nan
from typing import Final

from embeddings.errors import DocumentError
from embeddings.readers.draft import Draft
from embeddings.readers.extracted import extracted_facts
from embeddings.readers.pieces import compose
from embeddings.readers.tables import plain_rows, table_pieces
from embeddings.types import Part, WrittenTurn

_TOGETHER: Final = 300  # seconds between two messages that belong together
_SHOWN: Final = 100  # characters of a message that is answered, shown in the title of the answer
_SIGNS: Final = re.compile(r"(?<![\w*_`])(\*{1,3}|_{1,3}|`{1,3})(?=\S)([^*_`\n]{1,500})(?<=\S)\1(?![\w*_`])")
_WHOLE: Final = 320  # characters of a message that is quoted whole


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """What somebody wrote; ``writer`` is whose words it is, "" where nobody says.

    ``number`` is the chat's own, ``seconds`` a moment to compare, and ``answers`` the number of what it answers. One
    that is ``alone`` joins no other. ``poll`` is what was put to the vote, and each answer with its votes.
    """

    writer: str
    text: str
    number: str
    date: str | None = None
    seconds: float = nan
    answers: str = ""
    alone: bool = False
    poll: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Chat:
    """Where messages stand. ``prefix`` is put before their numbers in ids, ``left_out`` told of the first of them."""

    name: str | None
    publisher: str | None = None
    url: str | None = None
    prefix: str = "#"
    is_numbered: bool = False  # a link to a message is the chat's with the message's number
    left_out: tuple[str, ...] = ()


def chat_drafts(chat: Chat, messages: Sequence[ChatMessage], name: str) -> Iterator[Draft | DocumentError]:
    """Yield the documents of a chat, and what is wrong with single messages."""
    texts = {message.number: message.text for message in messages}
    left_out = chat.left_out
    for run in _runs(messages):
        if run[0].number:
            yield _draft(chat, run, texts.get(run[0].answers), left_out)
            left_out = ()
        else:
            yield DocumentError(name, "holds a message without a number")


def _draft(chat: Chat, run: Sequence[ChatMessage], answered: str | None, left_out: tuple[str, ...]) -> Draft:
    first = run[0]
    text, parts, words = _poll(first) if first.poll else _written(run)
    facts = {
        "title": _title(chat.name, answered),
        "author": first.writer,
        "date": first.date,
        "publisher": chat.publisher,
        "url": chat.url,
    }
    return Draft(
        text,
        extracted_facts(facts),
        key=f"{chat.prefix}{first.number}",
        turns=(WrittenTurn((0, len(first.writer)), ((words, len(text)),)),) if words else (),
        message=first.number if chat.is_numbered else None,
        parts=parts,
        left_out=left_out,
    )


def _poll(message: ChatMessage) -> tuple[str, tuple[Part, ...], int]:
    """Return the votes row by row: they are nobody's words."""
    return *compose(table_pieces(plain_rows(message.poll), heads=1)), 0


def _written(run: Sequence[ChatMessage]) -> tuple[str, tuple[Part, ...], int]:
    """Return the messages of a writer below each other, and where the words of the first begin."""
    label = f"{run[0].writer}: " if run[0].writer else ""
    text, parts = "", list[Part]()
    for message in run:
        start = len(text) + bool(text)
        text += ("\n" if text else label) + message.text
        if len(text) - start <= _WHOLE:
            parts.append(Part("message", start, len(text)))
    return text, tuple(parts), len(label)


def _title(name: str | None, answered: str | None) -> str | None:
    if not answered:
        return name
    short = " ".join(answered.split())
    short = short if len(short) <= _SHOWN else f"{short[: _SHOWN - 1]}…"
    return f"{name or ''}, in answer to “{short}”".removeprefix(", ")


def _runs(messages: Iterable[ChatMessage]) -> Iterator[list[ChatMessage]]:
    run: list[ChatMessage] = []
    for message in messages:
        if run and not _goes_on(run[-1], message):
            yield run
            run = []
        run.append(message)
    if run:
        yield run


def _goes_on(before: ChatMessage, message: ChatMessage) -> bool:
    if before.writer != message.writer or message.answers or before.poll or message.poll:
        return False
    return 0 <= message.seconds - before.seconds <= _TOGETHER and not (message.alone or before.alone)


def without_signs(text: str) -> str:
    """Return words without the signs that make them bold or slanted, or code; what is struck keeps its signs."""
    for _ in range(2):  # one may be in the other
        text = _SIGNS.sub(r"\2", text)
    return text


def fit_text(text: str) -> str:
    """Return a text without what can't be stored."""
    return "".join(letter for letter in text if letter != "\0" and not "\ud800" <= letter <= "\udfff").strip()


def plain_name(value: object) -> str:
    """Return a name on one line, "" where it is none."""
    return " ".join(fit_text(value).split()) if isinstance(value, str) else ""
