"""Notices, on a real file and by a clock of our own."""

from __future__ import annotations

from bot.state.notices import Notices
from tests.bot.conftest import Opener


def test_a_notice_is_due_once_in_its_time_for_each_kind_and_chat(open_database: Opener) -> None:
    now = 1000.0
    database = open_database()
    notices = Notices(database, lambda: now)
    assert notices.due("refused", 1, every=60)
    assert not notices.due("refused", 1, every=60)
    assert notices.due("refused", 2, every=60)
    assert notices.due("sorry", 1, every=60)
    now = 1059.0
    assert not notices.due("refused", 1, every=60)
    now = 1060.0
    assert notices.due("refused", 1, every=60)
    database.close()
    again = open_database()
    assert not Notices(again, lambda: now).due("refused", 1, every=60)
    again.close()


def test_a_clock_that_was_set_back_mutes_nobody(open_database: Opener) -> None:
    now = 1000.0
    database = open_database()
    notices = Notices(database, lambda: now)
    assert notices.due("refused", 1, every=60)
    now = 10.0
    assert notices.due("refused", 1, every=60)
    database.close()
