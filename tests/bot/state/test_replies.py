"""Which message answers which question."""

from __future__ import annotations

from pathlib import Path

from bot.state.database import Database
from bot.state.replies import KEPT, Replies


def test_an_answer_is_known_after_a_restart_by_chat_and_question(tmp_path: Path) -> None:
    database = Database(tmp_path)
    Replies(database).keep(5, 1, 2)
    database.close()
    again = Database(tmp_path)
    replies = Replies(again)
    assert [replies.answer_to(*asked) for asked in ((5, 1), (6, 1), (5, 2))] == [2, None, None]
    replies.keep(5, 1, 9)
    assert replies.answer_to(5, 1) == 9
    again.close()


def test_what_nobody_can_edit_any_more_is_forgotten(tmp_path: Path) -> None:
    now = [1000.0]
    database = Database(tmp_path)
    replies = Replies(database, clock=lambda: now[0])
    replies.keep(5, 1, 2)
    now[0] += KEPT + 1
    replies.keep(5, 3, 4)
    assert (replies.answer_to(5, 1), replies.answer_to(5, 3)) == (None, 4)
    database.close()
