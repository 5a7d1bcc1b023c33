"""Is a message meant for the bot, and what does it ask? One rule for new and for edited messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType
from telegram.ext import filters

from bot.questions.asides import read_aside

_ASK = re.compile(r"/ask(?:@(\w+))?(?:\s+|$)(.*)", re.IGNORECASE | re.DOTALL)
_COMMAND = re.compile(r"/\w+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. ``by_name`` says whether the bot was addressed as such, so that a refusal is an answer, too."""

    question: str
    by_name: bool


def asked(message: Message, bot: User) -> Asked | None:
    """Return what a message asks the bot, None where it is not for the bot.

    In a private chat every text is, with or without the bot's mention. In a group there are three ways: ``/ask``, a
    mention, and a reply to the bot, which may as well be a remark to the others. A quote that was pasted by way of the
    bot is no question.
    """
    text = message.text
    if text is None or (message.via_bot is not None and message.via_bot.id == bot.id):
        return None
    if command := _ASK.match(text):
        return _commanded(message, command, bot)
    mentioned = _without_mention(message, bot)
    if message.chat.type == ChatType.PRIVATE:
        return None if _COMMAND.match(text) else Asked(text if mentioned is None else mentioned, by_name=True)
    if mentioned is not None:
        return Asked(mentioned or _replied_text(message), by_name=True)
    if _is_reply_to(message, bot) and not _COMMAND.match(text):
        return Asked(text, by_name=False)
    return None


class Addressed(filters.MessageFilter):
    """Lets through what is meant for the bot: what people say to each other is not even refused."""

    def filter(self, message: Message) -> bool:
        """Whether a message is."""
        return asked(message, message.get_bot().bot) is not None


class AsksFor(filters.MessageFilter):
    """Lets through what is put to the bot and asks what a command tells: "What can you do?" is /help."""

    def __init__(self, kind: Literal["help", "sources"]) -> None:
        super().__init__()
        self._kind = kind

    def filter(self, message: Message) -> bool:
        """Whether a message does."""
        question = asked(message, message.get_bot().bot)
        aside = None if question is None else read_aside(question.question)
        return aside is not None and aside.kind == self._kind


def _commanded(message: Message, command: re.Match[str], bot: User) -> Asked | None:
    if command[1] is not None and command[1].lower() != (bot.username or "").lower():
        return None  # another bot's /ask
    return Asked(command[2].strip() or _replied_text(message), by_name=True)


def _without_mention(message: Message, bot: User) -> str | None:
    """Return the text without the bot's mention, None where there is none."""
    found = message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    ours = [
        words
        for entity, words in found.items()
        if words.lower() == f"@{bot.username}".lower() or (entity.user is not None and entity.user.id == bot.id)
    ]
    text = message.text or ""
    for words in ours:
        text = text.replace(words, " ", 1)
    return " ".join(text.split()).lstrip(",:; ") if ours else None


def _replied_text(message: Message) -> str:
    """Return what a bare mention or /ask replies to: somebody else's question, handed on to the bot."""
    replied = message.reply_to_message
    return (replied.text or "").strip() if replied is not None else ""


def _is_reply_to(message: Message, bot: User) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
