"""The inbox, on a real file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state.database import Database
from bot.state.inbox import KEPT, Inbox


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    yield database
    database.close()


def test_what_was_not_answered_is_there_after_a_crash_in_its_order(tmp_path: Path) -> None:
    database = Database(tmp_path)
    inbox = Inbox(database, 7)
    assert inbox.record([{"update_id": number, "text": f"question {number}"} for number in (3, 1, 2)]) == [3, 1, 2]
    inbox.answered(2)
    database.close()
    again = Database(tmp_path)
    left = Inbox(again, 7).unanswered()
    assert [json.loads(one.payload or b"") for one in left] == [
        {"update_id": 1, "text": "question 1"},
        {"update_id": 3, "text": "question 3"},
    ]
    again.close()


def test_what_is_given_again_is_known(database: Database) -> None:
    inbox = Inbox(database, 7)
    inbox.record([{"update_id": 1}, {"update_id": 2}])
    inbox.answered(1)
    assert inbox.record([{"update_id": 1}, {"update_id": 2}, {"update_id": 3}]) == [3]
    assert [left.update_id for left in inbox.unanswered()] == [2, 3]


def test_a_batch_is_written_whole_or_not_at_all(database: Database) -> None:
    inbox = Inbox(database, 7)
    with pytest.raises(KeyError):
        inbox.record([{"update_id": 1}, {"no id": 2}])
    assert inbox.unanswered() == []


def test_what_people_wrote_is_not_kept_once_it_is_answered(database: Database) -> None:
    inbox = Inbox(database, 7)
    inbox.record([{"update_id": 1, "text": "a private matter"}])
    inbox.answered(1)
    assert database.execute("SELECT payload FROM inbox") == [(None,)]


def test_two_bots_may_use_the_same_numbers(database: Database) -> None:
    Inbox(database, 7).record([{"update_id": 1}])
    assert Inbox(database, 8).record([{"update_id": 1}]) == [1]


def test_only_what_was_answered_long_ago_is_forgotten(database: Database) -> None:
    now = 0.0
    inbox = Inbox(database, 7, lambda: now)
    inbox.record([{"update_id": number} for number in (1, 2, 3)])
    inbox.answered(1)
    now = KEPT
    inbox.answered(2)
    inbox.prune()
    assert database.execute("SELECT update_id FROM inbox") == [(1,), (2,), (3,)]
    now = KEPT + 1
    inbox.prune()
    assert database.execute("SELECT update_id FROM inbox") == [(2,), (3,)]


def test_what_was_in_hand_when_the_process_died_is_known_until_it_has_outlived_it(database: Database) -> None:
    inbox = Inbox(database, 7)
    inbox.record([{"update_id": number} for number in (1, 2, 3)])
    for number in (1, 1, 2):
        inbox.begun(number)
    assert [left.tries for left in inbox.unanswered()] == [2, 1, 0]
    inbox.outlived(1)
    assert [left.tries for left in inbox.unanswered()] == [0, 1, 0]
    inbox.stopped()
    assert [left.tries for left in inbox.unanswered()] == [0, 0, 0]


def test_what_is_set_aside_is_kept_with_its_reason_as_long_as_what_was_answered(database: Database) -> None:
    now = 0.0
    inbox = Inbox(database, 7, lambda: now)
    inbox.record([{"update_id": 1}])
    inbox.set_aside(1, "It can't be read.")
    assert inbox.unanswered() == []
    assert inbox.record([{"update_id": 1}]) == []
    assert database.execute("SELECT reason, payload FROM inbox") == [("It can't be read.", '{"update_id": 1}')]
    now = KEPT + 1
    inbox.prune()
    assert database.execute("SELECT * FROM inbox") == []


@pytest.mark.parametrize("damaged", [None, '{"update_id": 1, "mess', b"\xff\xfe\x00", 5])
def test_a_damaged_row_is_given_as_it_is(database: Database, damaged: object) -> None:
    inbox = Inbox(database, 7)
    inbox.record([{"update_id": 1}, {"update_id": 2}])
    database.execute("UPDATE inbox SET payload = CAST(? AS TEXT) WHERE update_id = 1", damaged)
    assert [left.update_id for left in inbox.unanswered()] == [1, 2]


def test_a_file_of_before_is_taken_up(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "state.sqlite")
    old.execute(
        "CREATE TABLE inbox (bot INTEGER NOT NULL, update_id INTEGER NOT NULL, payload TEXT, received REAL NOT NULL, "
        "answered REAL, PRIMARY KEY (bot, update_id)) WITHOUT ROWID"
    )
    old.execute("INSERT INTO inbox VALUES (7, 1, '{}', 0, NULL)")
    old.commit()
    old.close()
    database = Database(tmp_path)
    assert [left.tries for left in Inbox(database, 7).unanswered()] == [0]
    database.close()
