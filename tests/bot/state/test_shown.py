from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.state.shown import KEPT, Shown, ShownAnswer
from tests.bot.conftest import Opener
from tests.samples import Clock


@pytest.fixture
def shown(open_database: Opener, clock: Clock) -> Iterator[Shown]:
    database = open_database()
    yield Shown(database, clock)
    database.close()


def add(shown: Shown, chat: int = 5, asked: int = 7) -> str:
    return shown.add(chat, asked, question="Who?", answer="{}", snapshot="s", about="Roe", by_speaker=True)


def test_an_answer_is_found_by_its_key_in_its_chat_alone(shown: Shown) -> None:
    key = add(shown)
    assert shown.get(key, 5) == ShownAnswer(key, 5, 7, None, "Who?", "{}", "s", "Roe", by_speaker=True)
    assert shown.get(key, 6) is None
    assert shown.get("other", 5) is None
    assert len(f"source:{key}:99".encode()) <= 64


def test_an_answer_is_found_by_its_messages_once_it_is_sent(shown: Shown, clock: Clock) -> None:
    first = add(shown)
    assert shown.to_question(5, 7) is shown.last(5) is None
    shown.sent(first, 8)
    expected = shown.get(first, 5)
    assert expected is not None
    assert expected.message == 8
    assert shown.to_question(5, 7) == shown.at_message(5, 8) == shown.last(5) == expected
    clock.now += 1
    second = add(shown)
    shown.sent(second, 8)
    assert shown.to_question(5, 7) == shown.at_message(5, 8) == replace(expected, key=second)
    assert shown.to_question(5, 1) is shown.at_message(6, 8) is shown.last(6) is None


def test_it_outlives_a_restart(open_database: Opener, clock: Clock) -> None:
    database = open_database()
    key = add(Shown(database, clock))
    database.close()
    database = open_database()
    assert Shown(database, clock).get(key, 5) is not None
    database.close()


def test_what_is_old_expires_and_goes(shown: Shown, clock: Clock, open_database: Opener) -> None:
    old = add(shown)
    clock.now += KEPT
    assert shown.get(old, 5) is not None
    clock.now += 1
    assert shown.get(old, 5) is None
    add(shown)
    database = open_database()
    assert database.execute("SELECT count(*) FROM shown") == [(1,)]
    database.close()
