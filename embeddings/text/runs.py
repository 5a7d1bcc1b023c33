"""Runs of five words: what two texts share where one was copied, and hardly ever by chance."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

RUN = 5  # words

Run = tuple[str, ...]


def runs_of(words: Sequence[str]) -> frozenset[Run]:
    """Return all runs; there are none of fewer words."""
    return frozenset(zip(*(words[at:] for at in range(RUN)), strict=False))


def sketch_of(words: Sequence[str], size: int) -> frozenset[int]:
    """Return the digests of ``size`` of the runs, or of all if there are no more.

    They are the lowest (bottom-k sketches: Cohen and Kaplan 2007), which are as good as drawn at random, and the same
    ones in every copy.
    """
    count = max(0, len(words) - RUN + 1)
    digests = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64)
    runs = np.zeros(count, dtype=np.uint64)
    for at in range(RUN):
        runs = runs * np.uint64(6364136223846793005) + digests[at : at + count]
    runs ^= runs >> np.uint64(29)
    runs *= np.uint64(0xBF58476D1CE4E5B9)  # so that the lowest are no words' privilege
    return frozenset(np.unique(runs)[:size].tolist())


def shared_share(one: frozenset[int], other: frozenset[int], size: int) -> float:
    """Estimate which share of the runs of two texts both of them hold, from their sketches (Broder 1997)."""
    lowest = sorted(one | other)[:size]
    return sum(run in one and run in other for run in lowest) / max(1, len(lowest))
