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


def test_a_feature_that_is_weighed_must_be_known() -> None:
    with pytest.raises(KeyError, match="share"):
        Logistic(0.0, {"share": 1.0}).probability({})
