"""The inbox, on a real file."""

from __future__ import annotations

import json
import sqlite3
import threading
from pathlib import Path

import pytest

from bot.state.database import Database
from bot.state.inbox import KEPT, LEASE, SENDING, Inbox
from bot.state.sqlite import SqliteDatabase
from tests.bot.conftest import Opener


def test_what_was_not_answered_is_there_after_a_crash_in_its_order(open_database: Opener) -> None:
    database = open_database()
    inbox = Inbox(database, 7)
    assert inbox.record([{"update_id": number, "text": f"question {number}"} for number in (3, 1, 2)]) == [3, 1, 2]
    inbox.answered(2)
    database.close()
    again = open_database()
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
    assert database.execute("SELECT update_id FROM inbox ORDER BY update_id") == [(1,), (2,), (3,)]
    now = KEPT + 1
    inbox.prune()
    assert database.execute("SELECT update_id FROM inbox ORDER BY update_id") == [(2,), (3,)]


def test_what_was_in_hand_when_the_process_died_is_known_until_it_has_outlived_it(database: Database) -> None:
    inbox = Inbox(database, 7)
    inbox.record([{"update_id": number} for number in (1, 2, 3)])
    for number in (1, 1, 2):
        inbox.begun(number)
    assert [left.tries for left in inbox.unanswered()] == [2, 1, 0]
    assert [left.update_id for left in inbox.claim(9, suspects=True)] == [1, 2]
    assert inbox.departs(1)
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
    database = SqliteDatabase(tmp_path)
    assert [left.tries for left in Inbox(database, 7).unanswered()] == [0]
    database.close()


def numbered(*numbers: int) -> list[dict[str, int]]:
    return [{"update_id": number} for number in numbers]


def claimed(inbox: Inbox, most: int = 9, *, suspects: bool = False) -> list[int]:
    return [left.update_id for left in inbox.claim(most, suspects=suspects)]


def test_what_one_worker_has_in_hand_no_other_takes(open_database: Opener) -> None:
    first, second = (Inbox(open_database(), 7) for _ in range(2))
    first.record(numbered(3, 1, 2, 4))
    assert claimed(first, 2) == [1, 2]
    assert claimed(second) == [3, 4]
    assert claimed(first) == claimed(second) == []


def test_the_order_of_a_lane_is_kept_whoever_answers(open_database: Opener) -> None:
    first, second = (Inbox(open_database(), 7) for _ in range(2))
    first.record(numbered(1, 2, 3, 4), lambda payload: "even" if payload["update_id"] % 2 == 0 else "odd")
    assert claimed(first) == [1, 2]
    assert claimed(second) == []
    first.answered(1)
    assert claimed(second) == []  # more may follow the first message
    first.let_go(1)
    assert claimed(second) == [3]
    first.let_go(2)  # not answered, and so it comes again, before what is behind it
    assert claimed(second) == [2]


def test_what_is_no_longer_renewed_goes_to_another(open_database: Opener) -> None:
    now = [0.0]
    first, second = (Inbox(open_database(), 7, lambda: now[0]) for _ in range(2))
    first.record(numbered(1, 2))
    claimed(first)
    now[0] = LEASE - 1
    first.renew([1, 2])
    first.renew([])
    now[0] = 2 * LEASE - 1
    assert claimed(second) == []
    assert first.departs(1)  # its answer may be under way
    now[0] = 2 * LEASE
    assert claimed(second) == [2]
    second.answered(2)
    assert not first.departs(2)  # nor does the first send its own any more
    first.let_go(2)
    assert claimed(first) == []
    now[0] = 2 * LEASE - 1 + SENDING
    assert claimed(second) == []
    now[0] += 1
    assert claimed(second) == [1]


def test_who_died_after_answering_does_not_hold_the_lane_up(open_database: Opener) -> None:
    now = [0.0]
    first, second = (Inbox(open_database(), 7, lambda: now[0]) for _ in range(2))
    first.record(numbered(1, 2), lambda _: "chat")
    claimed(first)
    first.answered(1)
    now[0] = LEASE + 1
    assert claimed(second) == [2]


def test_what_a_process_ended_in_is_taken_by_itself(database: Database) -> None:
    inbox = Inbox(database, 7)
    inbox.record(numbered(1, 2))
    inbox.begun(1)
    assert claimed(inbox) == [2]
    assert claimed(inbox, 1, suspects=True) == [1]


def test_who_is_alone_takes_everything_back(open_database: Opener) -> None:
    first = Inbox(open_database(), 7)
    first.record(numbered(1))
    claimed(first)
    second = Inbox(open_database(), 7)
    second.take_back()
    assert claimed(second) == [1]


def test_two_workers_at_once_take_each_update_once(open_database: Opener) -> None:
    inboxes = [Inbox(open_database(), 7) for _ in range(4)]
    inboxes[0].record(numbered(*range(200)), lambda payload: str(payload["update_id"] % 20))
    taken: list[int] = []

    def work(inbox: Inbox) -> None:
        while found := inbox.claim(3):
            for one in found:
                taken.append(one.update_id)
                inbox.answered(one.update_id)
                inbox.let_go(one.update_id)

    threads = [threading.Thread(target=work, args=[inbox]) for inbox in inboxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work(inboxes[0])  # what all of them saw in the hands of another
    assert sorted(taken) == list(range(200))
    for lane in range(20):
        mine = [number for number in taken if number % 20 == lane]
        assert mine == sorted(mine)
