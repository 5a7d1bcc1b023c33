"""Conditional logit (McFadden 1974): of all candidates of a question, the right ones should get the weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

RIDGE = 10.0
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one question, a row of features each, and which are right; ``share`` is what it counts.

    ``given`` is what each scores by features whose weights stay as they are.
    """

    columns: Array
    right: NDArray[np.bool_]
    share: float = 1.0
    given: Array | None = None


def fit_choices(choices: Sequence[Choice]) -> list[float]:
    """Maximise the logarithm of the share that the right candidates get, with a ridge on scaled features."""
    choices = [choice for choice in choices if choice.right.any()]
    everything = np.concatenate([choice.columns for choice in choices])
    given = np.concatenate([np.zeros(len(one.columns)) if one.given is None else one.given for one in choices])
    scale = everything.std(axis=0) + 1e-9
    scaled = everything / scale
    sizes = [len(choice.columns) for choice in choices]
    starts, of = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(choices)), sizes)
    rights, shares = np.concatenate([one.right for one in choices]), np.array([one.share for one in choices])

    def loss(weights: Array) -> tuple[float, Array]:
        scores = scaled @ weights + given
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        chance = odds / np.add.reduceat(odds, starts)[of]
        hit = np.add.reduceat(chance * rights, starts) + 1e-12
        gradient = scaled.T @ (shares[of] * (chance - chance * rights / hit[of]))
        return 0.5 * RIDGE * float(weights @ weights) - float(shares @ np.log(hit)), RIDGE * weights + gradient

    found = minimize(loss, np.zeros(everything.shape[1]), jac=True, method="L-BFGS-B")
    return [round(float(weight), 4) for weight in found.x / scale]
