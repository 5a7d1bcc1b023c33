"""What is kept of standing questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.state.standing import A_DAY, MOST, News, StandingStore
from tests.bot.conftest import Opener
from tests.samples import Clock


@pytest.fixture
def standing(open_database: Opener, clock: Clock) -> Iterator[StandingStore]:
    with closing(open_database()) as database:
        yield StandingStore(database, clock)


def test_a_chat_has_its_own_questions_each_once(standing: StandingStore) -> None:
    first = standing.add(7, 7, None, "Who denied it?")
    assert first is not None
    assert standing.add(7, 8, None, "Who denied it?") == first
    standing.add(-5, 7, 3, "Who denied it?")
    assert [one.chat for one in standing.everything()] == [7, -5]
    assert standing.get(first.id, -5) is None
    standing.stop(first.id)
    assert standing.of_chat(7) == []


def test_a_chat_has_so_many_and_no_more(standing: StandingStore) -> None:
    for number in range(MOST):
        assert standing.add(7, 7, None, f"Question {number}?") is not None
    assert standing.add(7, 7, None, "One more?") is None
    assert standing.add(8, 8, None, "One more?") is not None


def test_what_was_told_is_not_told_again(standing: StandingStore, clock: Clock) -> None:
    kept = standing.add(7, 7, None, "Who denied it?")
    assert kept is not None
    one = News(kept.id, "w1", "[1]", "{}")
    standing.look("s1", ["p1", "p2"], [one])
    assert standing.looked == "s1"
    assert standing.unseen(["p1", "p3"]) == {"p3"}
    assert standing.waiting(kept.id) == [one]
    assert standing.counts() == (1, 1)
    standing.tell([one])
    assert standing.waiting(kept.id) == []
    assert standing.known(kept.id) == [("w1", "[1]")]
    assert standing.pushed_today(kept.id) == 1
    clock.now += A_DAY + 1
    assert standing.pushed_today(kept.id) == 0


def test_a_digest_goes_once_a_day(standing: StandingStore, clock: Clock) -> None:
    kept = standing.add(7, 7, None, "Who denied it?")
    assert kept is not None
    assert standing.may_digest(kept)
    standing.tell([News(kept.id, "w1", "[]", "{}")], digest=True)
    (after,) = standing.of_chat(7)
    assert not standing.may_digest(after)
    assert standing.pushed_today(kept.id) == 0
    clock.now += A_DAY
    assert standing.may_digest(after)


def test_muted_questions_lose_what_waits(standing: StandingStore) -> None:
    kept = standing.add(7, 7, None, "Who denied it?")
    assert kept is not None
    standing.look("s1", [], [News(kept.id, "w1", "[]", "{}")])
    standing.mute(kept.id, muted=True)
    assert standing.waiting(kept.id) == []
    assert standing.of_chat(7)[0].muted


def test_what_is_kept_is_kept_over_a_start(open_database: Opener) -> None:
    with closing(open_database()) as database:
        standing = StandingStore(database)
        kept = standing.add(7, None, None, "Who denied it?")
        assert kept is not None
        standing.look("s1", ["p1"], [News(kept.id, "w1", "[]", "{}")])
    with closing(open_database()) as database:
        again = StandingStore(database)
        assert (again.looked, again.counts(), again.everything()) == ("s1", (1, 1), [kept])


def test_passages_long_gone_are_forgotten_where_they_are_most(standing: StandingStore) -> None:
    standing.look("s1", ["p1", "p2", "p3"], [])
    standing.prune(["p1", "p2"])
    assert standing.unseen(["p3"]) == set()  # a rollback may bring it back
    standing.prune(["p1"])
    assert standing.unseen(["p1", "p2", "p3"]) == {"p2", "p3"}
