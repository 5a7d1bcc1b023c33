from __future__ import annotations

from dataclasses import replace

import pytest

from bot.state.database import Database
from bot.state.feedback import Feedback, Rated
from bot.state.shown import ShownAnswer

SHOWN = ShownAnswer("k", 5, 7, 8, "Who?", '{"outcome": "answered"}', "s")


@pytest.fixture
def feedback(database: Database) -> Feedback:
    return Feedback(database, iter(range(100)).__next__)


def test_a_person_has_one_vote_and_may_change_it(feedback: Feedback) -> None:
    feedback.vote(SHOWN, 1, "bad")
    feedback.vote(SHOWN, 1, "bad", "outdated")
    feedback.vote(SHOWN, 2, "good")
    expected = Rated("k", "Who?", SHOWN.answer, "s", 1, 1, ("outdated",), ())
    assert feedback.everything() == [expected]
    feedback.vote(SHOWN, 1, "good")
    assert feedback.everything() == [replace(expected, good=2, bad=0, reasons=())]


def test_remarks_are_kept_in_their_order(feedback: Feedback) -> None:
    for words in ("First.", "'; DROP TABLE remarks --"):
        feedback.remark(SHOWN, words)
    feedback.vote(replace(SHOWN, key="a"), 1, "good")
    first, second = feedback.everything()
    assert (first.key, first.remarks, first.good) == ("k", ("First.", "'; DROP TABLE remarks --"), 0)
    assert (second.key, second.good) == ("a", 1)


def test_who_voted_is_not_kept(feedback: Feedback, database: Database) -> None:
    feedback.vote(SHOWN, 123456789, "good")
    feedback.vote(replace(SHOWN, key="l"), 123456789, "good")
    voters = [voter for (voter,) in database.execute("SELECT voter FROM votes")]
    assert len(set(voters)) == 2
    assert not [voter for voter in voters if "123456789" in voter]


def test_how_a_question_was_read_is_kept_also_in_a_file_of_before(database: Database) -> None:
    database.execute("CREATE TABLE rated (key TEXT PRIMARY KEY, question TEXT, answer TEXT, snapshot TEXT, at REAL)")
    database.execute("INSERT INTO rated VALUES ('old', ?, '{}', 's', 1)", "Who?")
    for _ in range(2):
        Feedback(database).vote(replace(SHOWN, about="the bridge"), 1, "good")
    assert [one.about for one in Feedback(database).everything()] == [None, "the bridge"]
