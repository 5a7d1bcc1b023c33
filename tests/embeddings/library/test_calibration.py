from __future__ import annotations

import math

import pytest

from embeddings.library.calibration import Logistic

NEITHER = Logistic(0.0, {})


@pytest.mark.parametrize(
    ("logistic", "features", "probability"),
    [
        (NEITHER, {}, 0.5),
        (Logistic(math.log(3), {}), {}, 0.75),  # three to one
        (Logistic(-math.log(3), {}), {"unused": 9.0}, 0.25),
        (Logistic(0.0, {"share": math.log(9)}), {"share": 1.0}, 0.9),
        (Logistic(0.0, {"share": math.log(9)}), {"share": -1.0}, 0.1),
        (Logistic(math.log(2), {"a": math.log(2), "b": -math.log(2)}), {"a": 3.0, "b": 2.0}, 0.8),  # four to one
        (Logistic(5000.0, {}), {}, 1.0),
        (Logistic(0.0, {"share": -5000.0}), {"share": 1.0}, 0.0),
    ],
)
def test_the_probability_is_that_of_the_log_odds(
    logistic: Logistic, features: dict[str, float], probability: float
) -> None:
    assert logistic.probability(features) == pytest.approx(probability)


def test_what_an_older_calibration_knew_counts_for_nothing() -> None:
    assert Logistic(-1.0, {"share": 2.0, "gone": 5.0}).log_odds({"share": 0.5}) == 0.0
