"""Documents that say the same, or nearly so: for whoever keeps the library.

Near-duplicates share runs of five words. Each document is known by its 64 runs of the smallest hash (Broder 1997): of
two documents, the share of the smallest 64 of both that both have estimates the share of all runs that they have.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from embeddings.types import Document

_RUN, _SKETCH = 5, 64
_LEAST = 0.8  # of the runs that two documents share
_COMMON = 50  # documents: a run that more of them have is a footer, and tells nothing


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents, by their ids, and the share of runs that they have in common; 1.0 where the words are equal."""

    first: str
    second: str
    share: float


def near_duplicates(documents: Iterable[Document]) -> list[Pair]:
    """Return the pairs of documents that are nearly the same, the most alike first."""
    sketches: dict[str, frozenset[int]] = {}
    words: dict[str, tuple[str, ...]] = {}
    holding: defaultdict[int, list[str]] = defaultdict(list)
    for document in documents:
        words[document.id] = tuple(document.text[document.body_start :].lower().split())
        sketches[document.id] = _sketch(words[document.id])
        for run in sketches[document.id]:
            holding[run].append(document.id)
    pairs = []
    for first, second in sorted(_candidates(holding)):
        if words[first] == words[second]:
            pairs.append(Pair(first, second, 1.0))
        elif (share := _share(sketches[first], sketches[second])) >= _LEAST:
            pairs.append(Pair(first, second, share))
    return sorted(pairs, key=lambda pair: (-pair.share, pair.first, pair.second))


def _candidates(holding: dict[int, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that have any run in common."""
    pairs: set[tuple[str, str]] = set()
    for ids in holding.values():
        if len(ids) <= _COMMON:
            pairs |= {(first, second) for place, second in enumerate(ids) for first in ids[:place]}
    yield from pairs


def _sketch(words: tuple[str, ...]) -> frozenset[int]:
    hashes = np.array([zlib.crc32(word.encode()) for word in words] or [0], dtype=np.uint64)
    length = max(1, len(hashes) - _RUN + 1)
    runs = np.zeros(length, dtype=np.uint64)
    for place in range(min(_RUN, len(hashes))):
        runs = runs * np.uint64(6364136223846793005) + hashes[place : place + length]
    runs ^= runs >> np.uint64(29)
    runs *= np.uint64(0xBF58476D1CE4E5B9)
    return frozenset(np.unique(runs)[:_SKETCH].tolist())


def _share(first: frozenset[int], second: frozenset[int]) -> float:
    smallest = sorted(first | second)[:_SKETCH]
    return sum(run in first and run in second for run in smallest) / len(smallest)
