"""Examples -> a calibration, and what to expect of it on other questions.

Two logistic regressions, each pulled towards the weights it starts from: a few questions hardly move them from there,
many of them make it their own. What to expect is measured on questions that were left out of the fit, fold by fold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from bot.answering.confidence import sign_of
from bot.evaluation.bootstrap import Array, Estimate, estimate
from bot.evaluation.measures import auroc, calibration_error, share, wrong_share
from embeddings.library.calibration import Logistic

FOLDS = 5
_STEPS, _ENOUGH = 100, 1e-8  # of Newton's method


@dataclass(frozen=True, slots=True)
class Example:
    """A question asked of a library: the features of its answer, and what is known.

    ``right`` says whether the first quote answers, None where that was not judged. Examples of one ``question`` are
    left out together; ``weight`` is how much one counts, and only those that are ``plain`` are measured: the others,
    of smaller libraries and the like, are fitted to.
    """

    question: str
    features: Mapping[str, float]
    answerable: bool
    right: bool | None
    weight: float = 1.0
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """The two regressions of a calibration."""

    answerable: Logistic
    right: Logistic


@dataclass(frozen=True, slots=True)
class Expected:
    """What to expect on other questions: shares with intervals; None where there was nothing to measure.

    ``kept`` of the answerable are answered, ``wrong`` of the unanswerable are; ``misquoted`` of what is answered shows
    a first quote that does not answer. The calibration error is that of the best quotes, of refusals too.
    """

    kept: Estimate | None
    wrong: Estimate | None
    misquoted: Estimate | None
    calibration_error: Estimate | None
    auroc: Estimate | None

    def figures(self) -> dict[str, float]:
        """Return the values alone, for the record."""
        found = {name: getattr(self, name) for name in ("kept", "wrong", "misquoted", "calibration_error", "auroc")}
        return {name: round(one.value, 4) for name, one in found.items() if one is not None}


def fit(examples: Sequence[Example], start: Pair, pull: float) -> Pair:
    """Fit both regressions. ``pull`` is the weight of staying at ``start``, in squared standard deviations.

    What can only speak for an answer, or against one, does so in the first of them.
    """
    judged = [example for example in examples if example.answerable and example.right is not None]
    return Pair(
        fit_logistic(examples, [example.answerable for example in examples], start.answerable, pull, sign_of),
        fit_logistic(judged, [bool(example.right) for example in judged], start.right, pull),
    )


def left_out(examples: Sequence[Example], fitted: Callable[[Sequence[Example]], Pair]) -> tuple[Array, Array]:
    """Return for each example the probabilities that a fit without its question gives: answerable, confidence."""
    questions = sorted({example.question for example in examples})
    order = np.random.default_rng(0).permutation(len(questions))
    fold_of = {questions[question]: turn % FOLDS for turn, question in enumerate(order)}
    folds = np.array([fold_of[example.question] for example in examples])
    answerable, confidence = np.zeros(len(examples)), np.zeros(len(examples))
    for fold in range(FOLDS):
        pair = fitted([example for example, its in zip(examples, folds, strict=True) if its != fold])
        for at in np.flatnonzero(folds == fold).tolist():
            answerable[at] = pair.answerable.probability(examples[at].features)
            confidence[at] = answerable[at] * pair.right.probability(examples[at].features)
    return answerable, confidence


def threshold_for(answerable: Array, truths: Sequence[bool], max_wrong: float) -> float:
    """Return the lowest threshold at which at most a share of the unanswerable is answered."""
    scores = np.sort(answerable[~np.array(truths)])[::-1]
    allowed = int(max_wrong * len(scores))
    return math.floor(float(scores[allowed]) * 1e4 + 1) / 1e4 if allowed < len(scores) else 0.0


def expect(examples: Sequence[Example], answerable: Array, confidence: Array, threshold: float) -> Expected:
    """Measure on probabilities that were fitted without the questions they are for."""
    measured = np.array([example.plain for example in examples])
    truths = np.array([example.answerable for example in examples], dtype=float)
    judged = measured & np.array([not example.answerable or example.right is not None for example in examples])
    answered = (answerable >= threshold).astype(float)
    right = np.array([bool(example.answerable and example.right) for example in examples], dtype=float)
    known, unknown = measured & (truths == 1), measured & (truths == 0)
    both = np.stack([answered[judged], (right * answered)[judged]])
    return Expected(
        kept=estimate(share, answered[known]),
        wrong=estimate(share, answered[unknown]),
        misquoted=estimate(lambda columns: wrong_share(*columns), both),
        calibration_error=estimate(
            lambda columns: calibration_error(*columns), np.stack([confidence[judged], right[judged]])
        ),
        auroc=estimate(auroc, confidence[known], confidence[unknown]),
    )


def summary(expected: Expected) -> str:
    """Say what to expect, a line each, with 95 % intervals."""
    lines = (
        ("answerable questions answered", expected.kept, True),
        ("unanswerable questions answered", expected.wrong, True),
        ("first quote wrong, of what is answered", expected.misquoted, True),
        ("expected calibration error", expected.calibration_error, False),
        ("AUROC of the confidence", expected.auroc, False),
    )
    return "\n".join(f"{label + ':':<40} {_written(taken, percent=percent)}" for label, taken, percent in lines)


def _written(taken: Estimate | None, *, percent: bool) -> str:
    if taken is None:
        return "not measured"
    if percent:
        return f"{taken.value:.1%} ({taken.low:.1%} to {taken.high:.1%})"
    return f"{taken.value:.3f} ({taken.low:.3f} to {taken.high:.3f})"


def fit_logistic(
    examples: Sequence[Example],
    truths: Sequence[bool],
    start: Logistic,
    pull: float,
    sign: Callable[[str], int] = lambda _: 0,
    pulls: Mapping[str, float] = MappingProxyType({}),
) -> Logistic:
    """Fit by Newton's method; features are scaled to a deviation of one, and the bias is free.

    Some may have ``pulls`` of their own.

    A weight against its ``sign`` (1 or -1, 0 for either) is nothing: the one that is furthest off is left out, and all
    others are fitted again.
    """
    names = list(start.weights)
    columns = np.array([[example.features[name] for name in names] for example in examples]).reshape(-1, len(names))
    counts = np.array([example.weight for example in examples])
    mean, scale = columns.mean(axis=0), columns.std(axis=0) + 1e-9
    scaled = np.column_stack([np.ones(len(examples)), (columns - mean) / scale])
    before = np.array(list(start.weights.values()))
    first = np.array([start.bias + mean @ before, *(scale * before)])
    ridge, signs = np.array([1e-6, *(pulls.get(name, pull) for name in names)]), np.array([0, *map(sign, names)])
    kept = np.ones(len(first), dtype=bool)
    found = np.zeros(len(first))
    while True:
        fitted = _newton(scaled[:, kept], np.array(truths, dtype=float), counts, first[kept], ridge[kept])
        found[kept], found[~kept] = fitted, 0.0
        if (off := signs * found).min() >= 0:
            break
        kept[off.argmin()] = False
    weights = found[1:] / scale
    bias = float(found[0] - mean @ weights)
    return Logistic(round(bias, 4), {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)})


def _newton(columns: Array, truths: Array, counts: Array, first: Array, ridge: Array) -> Array:
    """Minimise the log loss with a ridge around ``first``, halving steps that overshoot. ``counts`` weigh the rows."""

    def loss_of(weights: Array) -> float:
        log_odds = columns @ weights
        log_loss = np.logaddexp(0, log_odds) - truths * log_odds
        return float(counts @ log_loss + 0.5 * ridge @ (weights - first) ** 2)

    weights, loss = first, loss_of(first)
    for _ in range(_STEPS):
        probability = 0.5 + 0.5 * np.tanh(columns @ weights / 2)
        gradient = columns.T @ (counts * (probability - truths)) + ridge * (weights - first)
        variance = counts * probability * (1 - probability)
        hessian = (columns * variance[:, None]).T @ columns + np.diag(ridge + 1e-9)
        step = np.linalg.solve(hessian, gradient)
        while (now := loss_of(weights - step)) > loss + _ENOUGH and np.abs(step).max() > _ENOUGH:
            step = step / 2
        done = loss - now < _ENOUGH
        weights, loss = weights - step, now
        if done:
            break
    return weights
