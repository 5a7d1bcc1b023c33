"""How far a figure can be trusted: percentile intervals by resampling the questions (Efron 1979).

A sample's questions are drawn anew, with replacement, many times; between which values 95 % of the results lie is
what other questions of the same kind could have given. The seed is fixed: the same observations give the same digits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Statistic = Callable[..., Array]

RESAMPLES = 2000
SEED = 20171018
_TAILS = (2.5, 97.5)  # percent
_AT_ONCE = 1 << 21  # numbers of a group that are drawn in one go: 16 MB


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """A value and its 95 % interval. ``samples`` are its values in the resamples, in the order they were drawn."""

    value: float
    low: float
    high: float
    samples: Array = field(repr=False)


def estimate(statistic: Statistic, *groups: Array, resamples: int = RESAMPLES) -> Estimate | None:
    """Estimate a statistic of independent groups of questions; None where it has no value.

    A group has the shape (questions,), or (columns, questions) where several things are known of each question; they
    are drawn together. The statistic takes the groups with another axis before the last, (…, draws, questions), and
    returns (draws,).
    """
    if any(group.shape[-1] == 0 for group in groups):
        return None
    value = float(statistic(*(group[..., np.newaxis, :] for group in groups))[0])
    if np.isnan(value):
        return None
    return _estimate(value, _resample(statistic, groups, resamples))


def difference(before: Estimate, after: Estimate) -> Estimate:
    """Estimate by how much a figure changed. Exact pairs: both must come of the same questions in the same order."""
    return _estimate(after.value - before.value, after.samples - before.samples)


def _resample(statistic: Statistic, groups: tuple[Array, ...], resamples: int) -> Array:
    generator = np.random.default_rng(SEED)
    step = max(1, _AT_ONCE // max(group.size for group in groups))
    batches = []
    for start in range(0, resamples, step):
        draws = min(step, resamples - start)
        drawn = []
        for group in groups:
            count = group.shape[-1]
            drawn.append(group[..., generator.integers(0, count, size=(draws, count))])
        batches.append(statistic(*drawn))
    return np.concatenate(batches)


def _estimate(value: float, samples: Array) -> Estimate:
    """Take the percentiles of the resamples in which the figure has a value."""
    known = samples[~np.isnan(samples)]
    low, high = np.percentile(known, _TAILS) if known.size else (value, value)
    return Estimate(value, float(low), float(high), samples)
