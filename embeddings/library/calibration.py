"""How sure is sure enough: what turns the features of an answer into probabilities. Numbers only, kept in manifests."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression over named features: the log-odds are ``bias`` plus the weighted sum."""

    bias: float
    weights: dict[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """Return a probability in [0, 1]."""
        return 0.5 + 0.5 * math.tanh(self.log_odds(features) / 2)  # which does not overflow, as exp does

    def log_odds(self, features: Mapping[str, float]) -> float:
        """Return the logarithm of the odds. What is no longer known, and an older calibration was fitted to, is 0."""
        return self.bias + sum(weight * features.get(name, 0.0) for name, weight in self.weights.items())


@dataclass(frozen=True, slots=True)
class Calibration:
    """What confidence is made of, and from where on a question is answered.

    ``answerable`` gives the probability that the documents answer a question at all; below ``threshold`` it is
    refused, and below ``across``, where there is one, if the quote is in another language. ``right`` gives the
    probability that the first quote answers, if the documents do. ``encoder`` is the digest of the weights it was
    fitted with, None where it suits any encoder; ``reader`` that of the model that read the passages, None where none
    did. ``figures`` are what it rests on, and ``own`` tells an operator's calibration from the one that comes with the
    project.
    """

    encoder: str | None
    answerable: Logistic
    right: Logistic
    threshold: float
    fitted_with: str
    fitted_on: str
    figures: dict[str, float]
    own: bool = False
    reader: str | None = None
    across: float | None = None

    def least(self, *, foreign: bool) -> float:
        """Return the threshold for a quote in the question's own language, or in another one."""
        return self.threshold if self.across is None or not foreign else self.across
