"""Standing and pairing, on a real file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state.access import ATTEMPTS, EXPIRES, Access, Known
from tests.bot.conftest import Opener

WRONG = "aaaa-bbbb-cccc"


@pytest.fixture
def access(open_database: Opener) -> Iterator[Access]:
    database = open_database()
    yield Access(database, lambda: 5.0)
    database.close()


def test_the_code_makes_one_owner_once(access: Access) -> None:
    assert access.owner is None
    code = access.new_code()
    assert access.pair(1, "Olga", code)
    assert access.standing(1) == "owner"
    assert not access.is_pairing
    assert not access.pair(2, "Sam", code)
    assert access.owner == 1


def test_a_new_code_voids_the_one_before(access: Access) -> None:
    first, second = access.new_code(), access.new_code()
    assert not access.pair(1, "Olga", first)
    assert access.pair(1, "Olga", second)


def test_who_guesses_is_not_heard_any_more_and_the_code_stays_good(access: Access) -> None:
    code = access.new_code()
    for _ in range(2 * ATTEMPTS):
        assert not access.pair(2, "Sam", WRONG)
    assert access.guesses(2) == ATTEMPTS
    assert not access.pair(2, "Sam", code)
    assert access.is_pairing
    assert access.pair(1, "Olga", code)


def test_a_new_code_forgets_who_guessed(access: Access) -> None:
    access.new_code()
    for _ in range(ATTEMPTS):
        access.pair(1, "Olga", WRONG)
    assert access.pair(1, "Olga", access.new_code())


def test_a_code_expires(open_database: Opener) -> None:
    database, now = open_database(), 5.0
    access = Access(database, lambda: now)
    code = access.new_code()
    now = 5.0 + EXPIRES
    assert access.is_pairing
    now += 1
    assert access.is_expired
    assert not access.is_pairing
    assert not access.pair(1, "Olga", code)
    assert access.pair(1, "Olga", access.new_code())
    database.close()


def test_what_is_no_code_is_no_attempt(access: Access) -> None:
    code = access.new_code()
    for _ in range(2 * ATTEMPTS):
        assert not access.pair(2, "Sam", "Who denied it?")
    assert access.pair(1, "Olga", code)


def test_no_code_works_while_there_is_an_owner(access: Access) -> None:
    access.pair(1, "Olga", access.new_code())
    assert not access.pair(2, "Sam", access.new_code())
    assert access.owner == 1


def test_the_code_itself_is_not_kept(access: Access, tmp_path: Path) -> None:
    code = access.new_code()
    assert all(code.encode() not in path.read_bytes() for path in tmp_path.iterdir())


def test_standing_can_change_but_the_owner_stays(access: Access) -> None:
    access.pair(1, "Olga", access.new_code())
    access.allow(2, "Mina")
    access.deny(-3, "A group")
    access.deny(1, "Olga")
    assert [access.standing(each) for each in (1, 2, -3, 4, None)] == ["owner", "allowed", "denied", None, None]
    access.allow(-3, "The group")
    assert access.known() == [
        Known(-3, "allowed", "The group", 5.0),
        Known(1, "owner", "Olga", 5.0),
        Known(2, "allowed", "Mina", 5.0),
    ]
    access.forget(2)
    assert access.standing(2) is None
