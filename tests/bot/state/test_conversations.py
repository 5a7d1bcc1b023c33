from __future__ import annotations

from bot.state.conversations import KEPT, Conversations
from tests.bot.conftest import Opener


def test_the_last_turn_of_a_chat_is_known_to_every_worker_for_a_day(open_database: Opener) -> None:
    now = [0.0]
    first, second = (Conversations(open_database(), lambda: now[0]) for _ in range(2))
    first.keep(5, 7, "one")
    first.keep(5, 7, "two")
    assert (second.of(5), second.of(6)) == ("two", None)
    now[0] = KEPT + 1
    assert second.of(5) is None
    first.expire()
    now[0] = 0.0
    assert second.of(5) is None


def test_a_turn_goes_with_who_asked_or_with_the_chat(open_database: Opener) -> None:
    conversations = Conversations(open_database())
    for chat in (-5, 7, 8):
        conversations.keep(chat, 7 if chat < 8 else 8, "turn")
    conversations.forget(7)
    assert [conversations.of(chat) for chat in (-5, 7, 8)] == [None, None, "turn"]
    conversations.drop(8)
    assert conversations.of(8) is None
