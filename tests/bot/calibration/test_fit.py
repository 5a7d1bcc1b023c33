from __future__ import annotations

import numpy as np
import pytest

from bot.calibration.fit import Example, Pair, expect, fit, fit_logistic, left_out, summary, threshold_for
from embeddings.library.calibration import Logistic

START = Pair(Logistic(0.0, {"x": 0.0}), Logistic(0.0, {"x": 0.0}))


def examples(count: int = 200) -> list[Example]:
    """Make questions that are answerable the more likely the greater x is; half of those are quoted right."""
    generator = np.random.default_rng(1)
    made = []
    for number in range(count):
        x = float(generator.normal())
        can = bool(generator.random() < 1 / (1 + np.exp(-3 * x)))
        right = bool(generator.random() < 0.5) if can else None
        made.append(Example(f"q{number}", {"x": x}, can, right))
    return made


def test_fit_finds_the_odds() -> None:
    pair = fit(examples(4000), START, pull=1e-3)
    assert pair.answerable.weights["x"] == pytest.approx(3, abs=0.4)
    assert pair.answerable.bias == pytest.approx(0, abs=0.2)
    assert pair.right.probability({"x": 0.0}) == pytest.approx(0.5, abs=0.05)


def test_a_strong_pull_stays_where_it_starts_but_for_the_bias() -> None:
    start = Logistic(0.0, {"x": 1.0})
    found = fit_logistic(examples(50), [True] * 25 + [False] * 25, start, pull=1e9)
    assert found.weights["x"] == pytest.approx(1.0, abs=1e-3)


def test_what_separates_perfectly_has_finite_weights() -> None:
    rows = [Example(str(x), {"x": float(x)}, x > 0, None) for x in (-2, -1, 1, 2)]
    found = fit_logistic(rows, [row.answerable for row in rows], Logistic(0.0, {"x": 0.0}), pull=0.1)
    assert 0 < found.weights["x"] < 100


def test_a_heavier_example_counts_more() -> None:
    rows = [Example("a", {"x": 0.0}, True, None, weight=3.0), Example("b", {"x": 0.0}, False, None)]
    found = fit_logistic(rows, [True, False], Logistic(0.0, {"x": 0.0}), pull=1.0)
    assert found.probability({"x": 0.0}) == pytest.approx(0.75, abs=1e-3)


def test_questions_are_left_out_whole() -> None:
    seen: list[set[str]] = []

    def fitted(some: list[Example]) -> Pair:
        seen.append({example.question for example in some})
        return START

    twice = examples(20) + examples(20)
    answerable, confidence = left_out(twice, lambda some: fitted(list(some)))
    assert [len(questions) for questions in seen] == [16] * 5
    assert set(answerable) == {0.5}
    assert set(confidence) == {0.25}


@pytest.mark.parametrize(("allowed", "threshold"), [(0.0, 0.9001), (0.25, 0.7001), (0.5, 0.3001), (1.0, 0.0)])
def test_threshold_lets_only_so_many_through(allowed: float, threshold: float) -> None:
    scores = np.array([0.9, 0.7, 0.3, 0.1, 0.8])
    assert threshold_for(scores, [False, False, False, False, True], allowed) == pytest.approx(threshold)


def test_what_to_expect() -> None:
    rows = [
        Example("a", {}, True, True),
        Example("b", {}, True, False),
        Example("c", {}, False, None),
        Example("d", {}, False, None),
        Example("e", {}, False, None, plain=False),
    ]
    expected = expect(rows, np.array([0.9, 0.4, 0.8, 0.1, 0.9]), np.array([0.9, 0.4, 0.8, 0.1, 0.9]), 0.5)
    assert expected.figures() == {
        "kept": 0.5,
        "wrong": 0.5,
        "misquoted": 0.5,
        "calibration_error": pytest.approx(0.35),
        "auroc": 0.75,
    }
    assert summary(expected).splitlines()[0].startswith("answerable questions answered:           50.0% (")


def test_what_was_not_measured_is_said() -> None:
    expected = expect([Example("a", {}, True, None)], np.array([0.9]), np.array([0.9]), 0.5)
    assert "unanswerable questions answered:         not measured" in summary(expected)
    assert expected.figures() == {"kept": 1.0}


def test_what_can_only_speak_for_an_answer_does_not_speak_against_it() -> None:
    rows = [Example(str(x), {"meets": -float(x), "read": float(x)}, x > 0, None) for x in (-3, -1, 1, 2, 4)]
    start = Logistic(0.0, {"meets": 0.0, "read": 0.0})
    free = fit_logistic(rows, [row.answerable for row in rows], start, pull=1.0)
    assert free.weights["meets"] < 0 < free.weights["read"]
    signed = fit_logistic(
        rows, [row.answerable for row in rows], start, pull=1.0, sign={"meets": 1, "read": 0}.__getitem__
    )
    alone = fit_logistic(rows, [row.answerable for row in rows], Logistic(0.0, {"read": 0.0}), pull=1.0)
    assert signed.weights == {"meets": 0.0, "read": alone.weights["read"]}
    assert signed.bias == alone.bias
