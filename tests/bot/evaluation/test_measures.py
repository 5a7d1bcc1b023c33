"""Every expected figure is worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.bootstrap import Array
from bot.evaluation.measures import (
    Point,
    auroc,
    calibration,
    calibration_error,
    reciprocal_rank,
    refused_when_keeping,
    risk_coverage,
    share,
    within,
    wrong_share,
)

scores = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=12)


def array(*values: float) -> Array:
    return np.array(values, dtype=np.float64)


def test_ranks() -> None:
    ranks = array(1, 2, 4, 11, np.inf)
    assert within(ranks, 1) == pytest.approx(1 / 5)
    assert within(ranks, 3) == pytest.approx(2 / 5)
    assert within(ranks, 10) == pytest.approx(3 / 5)
    assert reciprocal_rank(ranks, 10) == pytest.approx((1 + 1 / 2 + 1 / 4) / 5)


def test_share_reduces_the_last_axis_only() -> None:
    np.testing.assert_allclose(share(np.array([[0.0, 1.0], [1.0, 1.0]])), [0.5, 1.0])


def test_what_is_wrong_of_what_was_answered() -> None:
    assert wrong_share(array(1, 1, 1, 0), array(1, 0, 0, 1)) == pytest.approx(2 / 3)
    assert np.isnan(wrong_share(array(0, 0), array(0, 0)))


def test_auroc_counts_the_pairs_in_order_and_half_of_the_equal_ones() -> None:
    # .9 beats both; .5 beats .1 and ties with .5: 3.5 of 4 pairs
    assert auroc(array(0.9, 0.5), array(0.5, 0.1)) == pytest.approx(3.5 / 4)
    assert auroc(array(2, 3), array(0, 1)) == 1
    assert auroc(array(0, 1), array(2, 3)) == 0
    assert auroc(array(1, 1), array(1)) == 0.5


@given(scores, scores)
def test_auroc_is_the_share_of_pairs(positive: list[float], negative: list[float]) -> None:
    pairs = [(first > second) + (first == second) / 2 for first in positive for second in negative]
    assert auroc(array(*positive), array(*negative)) == pytest.approx(sum(pairs) / len(pairs))


def test_auroc_of_several_samples_at_once() -> None:
    positive, negative = np.array([[0.9, 0.5], [0.0, 0.1]]), np.array([[0.5, 0.1], [0.2, 0.1]])
    np.testing.assert_allclose(auroc(positive, negative), [3.5 / 4, 0.5 / 4])


def test_what_would_be_refused_if_most_are_kept() -> None:
    kept = np.arange(1, 21, dtype=np.float64)  # 95 % of 20 are 19, so that 1 is dropped and the threshold is 2
    assert refused_when_keeping(kept, array(0, 1, 2, 3), 0.95) == 0.5
    assert refused_when_keeping(kept[:19], array(0, 1, 2, 3), 0.95) == 0.25  # of 19, none can be dropped
    assert refused_when_keeping(kept, array(5), 1.0) == 0


def test_calibration_in_bins_of_equal_mass() -> None:
    confidence, correct = array(0.9, 0.1, 0.8, 0.2), array(1, 0, 1, 1)
    stated, true, mass = calibration(confidence, correct, 2)
    np.testing.assert_allclose(stated, [0.15, 0.85])
    np.testing.assert_allclose(true, [0.5, 1])
    np.testing.assert_allclose(mass, [0.5, 0.5])
    assert calibration_error(confidence, correct, 2) == pytest.approx((0.35 + 0.15) / 2)


def test_bins_of_unequal_size_weigh_by_their_questions() -> None:
    # bins of 2 and 3: |0.1 - 0.5| * 2/5 + |0.9 - 1/3| * 3/5
    error = calibration_error(array(0.1, 0.1, 0.9, 0.9, 0.9), array(0, 1, 1, 0, 0), 2)
    assert error == pytest.approx(0.4 * 2 / 5 + (0.9 - 1 / 3) * 3 / 5)


def test_fewer_questions_than_bins() -> None:
    assert calibration_error(array(0.25), array(1)) == 0.75
    assert calibration_error(array(1, 0), array(1, 0)) == 0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_calibration_error_of_samples_is_that_of_each(pairs: list[tuple[float, bool]]) -> None:
    confidence, correct = (np.array(column, dtype=np.float64) for column in zip(*pairs, strict=True))
    both = calibration_error(np.stack([confidence, confidence[::-1]]), np.stack([correct, correct]))
    alone = [calibration_error(confidence, correct), calibration_error(confidence[::-1], correct)]
    np.testing.assert_allclose(both, alone)
    assert 0 <= both[0] <= 1


def test_the_risk_coverage_curve_ends_where_the_bot_refuses() -> None:
    confidence = array(0.8, 0.2, 0.9, 0.8, 0.4)
    correct, answered = array(0, 0, 1, 1, 0), array(1, 0, 1, 1, 1)
    assert risk_coverage(confidence, correct, answered) == [
        Point(1 / 5, 0, 0.9),
        Point(3 / 5, 1 / 3, 0.8),  # equal confidences can't be told apart by a threshold
        Point(4 / 5, 2 / 4, 0.4),
    ]
    assert risk_coverage(confidence, correct, np.zeros(5)) == []
