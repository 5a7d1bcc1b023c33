"""Buckets, by a clock of our own."""

from __future__ import annotations

import pytest

from bot.telegram.fairness import Buckets, Fairness
from tests.samples import Clock


def test_a_person_is_told_how_long_to_wait() -> None:
    clock = Clock(0)
    fairness = Fairness(per_user=2, per_chat=100, clock=clock)
    assert [fairness.wait(1, 1) for _ in range(3)] == [0, 0, 30]
    clock.now = 29
    assert fairness.wait(1, 1) == pytest.approx(1)
    clock.now = 30
    assert fairness.wait(1, 1) == 0
    assert fairness.wait(1, 1) == pytest.approx(30)
    assert fairness.wait(2, 2) == 0


def test_a_chat_is_one_however_many_ask_in_it() -> None:
    fairness = Fairness(per_user=2, per_chat=3, clock=Clock(0))
    assert [fairness.wait(user, -1) for user in (1, 2, 3, 4)] == [0, 0, 0, 20]
    assert fairness.wait(4, -2) == 0  # the refused question has cost nothing


def test_what_is_cheap_is_waited_for_less() -> None:
    fairness = Fairness(per_user=1, per_chat=1, clock=Clock(0))
    assert [fairness.wait(1, None, 0.5) for _ in range(3)] == [0, 0, 30]
    assert fairness.wait(None, None) == 0


def test_full_buckets_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.fairness._MANY", 3)
    clock = Clock(0)
    buckets = Buckets(1, clock)
    for key in range(4):
        buckets.take(key, 1)
    clock.now = 60
    buckets.take(9, 1)
    assert set(buckets._buckets) == {9}
