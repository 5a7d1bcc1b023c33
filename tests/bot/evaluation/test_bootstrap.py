from __future__ import annotations

import numpy as np
import pytest

from bot.evaluation import bootstrap
from bot.evaluation.bootstrap import RESAMPLES, Array, difference, estimate
from bot.evaluation.measures import auroc, share, wrong_share

HALF = np.array([0.0, 1.0] * 50)


def test_the_interval_of_a_share_is_that_of_the_binomial() -> None:
    taken = estimate(share, HALF)
    assert taken is not None
    assert taken.value == 0.5
    # 1.96 standard errors of sqrt(0.25 / 100)
    assert taken.low == pytest.approx(0.5 - 0.098, abs=0.02)
    assert taken.high == pytest.approx(0.5 + 0.098, abs=0.02)
    assert taken.samples.shape == (RESAMPLES,)


def test_the_same_questions_give_the_same_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = estimate(share, HALF), estimate(share, HALF)
    assert first is not None
    assert second is not None
    np.testing.assert_array_equal(first.samples, second.samples)
    assert (first.low, first.high) == (second.low, second.high)


def test_a_large_group_is_drawn_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_AT_ONCE", 250)
    shapes: list[tuple[int, ...]] = []

    def seen(values: Array) -> Array:
        shapes.append(values.shape)
        return share(values)

    taken = estimate(seen, HALF, resamples=5)
    assert taken is not None
    assert shapes == [(1, 100), (2, 100), (2, 100), (1, 100)]
    assert taken.samples.shape == (5,)


def test_columns_are_drawn_together_and_groups_apart() -> None:
    same = estimate(lambda columns: share((columns[0] == columns[1]).astype(float)), np.stack([HALF, HALF]))
    apart = estimate(lambda one, two: share((one == two).astype(float)), HALF, HALF)
    assert same is not None
    assert apart is not None
    assert (same.low, same.high) == (1, 1)
    assert apart.low < 0.6


def test_no_questions_or_no_value_is_no_estimate() -> None:
    assert estimate(share, np.array([])) is None
    assert estimate(auroc, HALF, np.array([])) is None
    assert estimate(lambda columns: wrong_share(*columns), np.zeros((2, 3))) is None


def test_resamples_without_a_value_are_left_out() -> None:
    taken = estimate(lambda columns: wrong_share(*columns), np.array([[1.0, 0.0], [0.0, 0.0]]))
    assert taken is not None
    assert np.isnan(taken.samples).any()
    assert (taken.value, taken.low, taken.high) == (1, 1, 1)


def test_a_difference_is_one_of_pairs() -> None:
    better = HALF.copy()
    better[:10:2] = 1  # five more of a hundred
    before, after = estimate(share, HALF), estimate(share, better)
    assert before is not None
    assert after is not None
    change = difference(before, after)
    assert change.value == pytest.approx(0.05)
    # five of a hundred: 1.96 * sqrt(0.05 * 0.95 / 100) is 0.043; unpaired it would be 0.14
    assert change.low == pytest.approx(0.05 - 0.043, abs=0.01)
    assert change.high == pytest.approx(0.05 + 0.043, abs=0.015)
