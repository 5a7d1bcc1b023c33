"""Is a message for the bot? Telegram's own objects, by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity, User

from bot.telegram.addressing import Asked, asked

BOT = User(9, "Bot", is_bot=True, username="record_bot")
ALICE = User(1, "Alice", is_bot=False)


def message(
    text: str | None, *, group: bool = True, reply_to: Message | None = None, via_bot: User | None = None
) -> Message:
    chat = Chat(-5, "supergroup") if group else Chat(1, "private")
    mention = "@record_bot"
    entities = [MessageEntity("mention", text.index(mention), len(mention))] if text and mention in text else []
    return Message(
        5,
        datetime.now(UTC),
        chat,
        from_user=ALICE,
        text=text,
        entities=entities,
        reply_to_message=reply_to,
        via_bot=via_bot,
    )


def said_by(user: User, text: str | None) -> Message:
    return Message(4, datetime.now(UTC), Chat(-5, "supergroup"), from_user=user, text=text)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (message("Who denied it?", group=False), Asked("Who denied it?", by_name=True)),
        (message("@record_bot Who denied it?", group=False), Asked("Who denied it?", by_name=True)),
        (message("/help @record_bot", group=False), None),
        (message("Who denied it?"), None),
        (message("/ask Who\ndenied it?"), Asked("Who\ndenied it?", by_name=True)),
        (message("/ASK@Record_Bot Who?"), Asked("Who?", by_name=True)),
        (message("/ask@other_bot Who?"), None),
        (message("/asking for a friend"), None),
        (message("/help", group=False), None),
        (message("@record_bot, who denied it?"), Asked("who denied it?", by_name=True)),
        (message("Tell me, @record_bot: who?"), Asked("Tell me, : who?", by_name=True)),
        (message("Who?", reply_to=said_by(BOT, "Not on record.")), Asked("Who?", by_name=False)),
        (message("Who?", reply_to=said_by(ALICE, "Hello")), None),
        (message("/ask", reply_to=said_by(ALICE, "Who denied it?")), Asked("Who denied it?", by_name=True)),
        (message("@record_bot", reply_to=said_by(ALICE, "Who denied it?")), Asked("Who denied it?", by_name=True)),
        (message("/ask", reply_to=said_by(ALICE, None)), Asked("", by_name=True)),
        (message("A quote, pasted", group=False, via_bot=BOT), None),
        (message(None, group=False), None),
    ],
)
def test_what_is_asked(given: Message, expected: Asked | None) -> None:
    assert asked(given, BOT) == expected


def test_a_mention_by_name_counts() -> None:
    entity = MessageEntity("text_mention", 0, 6, user=BOT)
    text = Message(5, datetime.now(UTC), Chat(-5, "group"), from_user=ALICE, text="Record who?", entities=[entity])
    assert asked(text, BOT) == Asked("who?", by_name=True)
