"""The figures, as pure functions. Arrays have the questions on their last axis, and it is reduced; any axes before it
are kept, so that many resamples are measured at once.

Truths are 0 or 1; ranks count from 1 and are infinite where nothing was found; scores are higher for the better.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.evaluation.bootstrap import Array, Integers

BINS = 10


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the risk-coverage curve: the share of questions answered, and of these the share that is wrong.

    ``confidence`` is the lowest one that is answered there.
    """

    coverage: float
    risk: float
    confidence: float


def share(truths: Array) -> Array:
    """Return the share of questions for which something is true."""
    return np.asarray(np.mean(truths, axis=-1))


def within(ranks: Array, cutoff: int) -> Array:
    """Return the share of questions whose first relevant document stands at ``cutoff`` or before (success at k)."""
    return share((ranks <= cutoff).astype(float))


def reciprocal_rank(ranks: Array, cutoff: int) -> Array:
    """Return the mean of 1 / rank of the first relevant document, 0 beyond ``cutoff`` (Voorhees 1999, MRR@k)."""
    return share(np.where(ranks <= cutoff, 1 / ranks, 0.0))


def wrong_share(answered: Array, correct: Array) -> Array:
    """Return which share of what was answered is wrong (selective risk); not a number where nothing was answered."""
    given = answered.sum(axis=-1)
    right = (answered * correct).sum(axis=-1)
    return np.where(given > 0, 1 - right / np.maximum(given, 1), np.nan)


def auroc(positive: Array, negative: Array) -> Array:
    """Return the chance that a random positive scores higher than a random negative; equal scores count half.

    This is the area under the ROC curve (Hanley and McNeil 1982): 1 separates perfectly, 0.5 is chance.
    """
    levels, codes = np.unique(np.concatenate([positive, negative], axis=-1), return_inverse=True)
    codes = codes.astype(np.int64)
    split = positive.shape[-1]
    above = _counts(codes[..., :split], len(levels))
    below = _counts(codes[..., split:], len(levels))
    beaten = np.cumsum(below, axis=-1) - below / 2
    return np.asarray((above * beaten).sum(axis=-1) / (split * negative.shape[-1]))


def refused_when_keeping(positive: Array, negative: Array, kept: float) -> Array:
    """Return the share of negatives below the highest threshold that at least ``kept`` of the positives reach."""
    dropped = int(positive.shape[-1] * (1 - kept) + 1e-9)
    threshold = np.sort(positive, axis=-1)[..., dropped, np.newaxis]
    return share((negative < threshold).astype(float))


def calibration(confidence: Array, correct: Array, bins: int = BINS) -> tuple[Array, Array, Array]:
    """Return mean confidence, share correct and share of the questions in bins of equal mass, by confidence.

    Each has the shape (…, bins); the sizes of bins differ by one question at most. With fewer questions than bins,
    each question is a bin.
    """
    count = confidence.shape[-1]
    starts = np.arange(min(bins, count)) * count // min(bins, count)
    order = np.argsort(confidence, axis=-1, kind="stable")
    sizes = np.diff(starts, append=count)
    stated, true = (
        np.add.reduceat(np.take_along_axis(values, order, axis=-1), starts, axis=-1) / sizes
        for values in (confidence, correct)
    )
    return stated, true, np.broadcast_to(sizes / count, stated.shape)


def calibration_error(confidence: Array, correct: Array, bins: int = BINS) -> Array:
    """Return how far confidence lies from the share correct, over bins of equal mass, on average by questions.

    Expected calibration error (Naeini et al. 2015) with equal-mass bins (Nguyen and O'Connor 2015).
    """
    stated, true, mass = calibration(confidence, correct, bins)
    return np.asarray((np.abs(stated - true) * mass).sum(axis=-1))


def risk_coverage(confidence: Array, correct: Array, answered: Array) -> list[Point]:
    """Return the risk-coverage curve of a single sample, the most confident first (El-Yaniv and Wiener 2010).

    It ends where the bot refuses: what it would have shown there is not known. Equal confidences are one point.
    """
    order = np.argsort(-confidence, kind="stable")
    order = order[answered[order] > 0]
    wrong = np.cumsum(1 - correct[order])
    levels = confidence[order]
    ends = [place for place in range(len(order)) if place + 1 == len(order) or levels[place + 1] < levels[place]]
    return [
        Point((place + 1) / len(confidence), float(wrong[place]) / (place + 1), float(levels[place])) for place in ends
    ]


def _counts(codes: Integers, levels: int) -> Array:
    """Count each level in each sample: codes (…, questions) -> (…, levels)."""
    flat = codes.reshape(-1, codes.shape[-1])
    offset = flat + np.arange(len(flat))[:, np.newaxis] * levels
    counted = np.bincount(offset.ravel(), minlength=len(flat) * levels)
    return counted.reshape(*codes.shape[:-1], levels).astype(float)
