"""Documents with the same words, or nearly: linked when the index is built, for the doctor and ``onrecord show``.

Passages that are copies are found at question time: see copies.py. A document is read once, and held as a sketch.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from embeddings.text.runs import shared_share, sketch_of
from embeddings.types import Document, Link

LEAST = 0.6  # of the runs of two documents, that both must hold
_SHORTEST = 30  # words, or characters where words are not spaced: shorter texts are duplicates only if all is the same
_MOST = 20  # links of one document, the earliest others
_SKETCH = 96  # runs that a text is known by
_AT_ONCE: Final = 4_000_000  # runs, or pairs of documents that share one

_Sketch = NDArray[np.uint64]  # ascending
_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is held of a document: ``words`` is a digest of them."""

    date: str
    id: str
    words: bytes
    sketch: _Sketch


def link_duplicates(documents: Iterable[Document]) -> Iterator[tuple[str, list[Link]]]:
    """Yield the ids of documents with the same words as others, or nearly, each with these; others are left out.

    The earliest come first, those without a date last.
    """
    ordered = sorted(map(_known, documents), key=lambda one: (one.date, one.id))
    groups = _with_same_words(ordered)
    near = _near([ordered[group[0]].sketch for group in groups])
    for number, group in enumerate(groups):
        others = [(place, False) for other in near[number] for place in groups[other][: _MOST + 1]]
        for one in group:
            same = [(place, True) for place in group[: _MOST + 1] if place != one]
            if links := sorted([*same, *others])[:_MOST]:
                yield ordered[one].id, [Link(ordered[place].id, same=alike) for place, alike in links]


def _known(document: Document) -> _Known:
    words = " ".join(document.text.split()).encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(words, digest_size=16).digest()
    return _Known(document.date or "~", document.id, digest, _sketch(document))


def _with_same_words(documents: Sequence[_Known]) -> list[list[int]]:
    same: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        same[document.words].append(number)
    return list(same.values())


def _near(sketches: Sequence[_Sketch]) -> defaultdict[int, list[int]]:
    """Return the places of the documents that share most of their runs with each, by its own place."""
    near: defaultdict[int, list[int]] = defaultdict(list)
    for number, other in _likely(sketches):
        one, another = (frozenset(sketches[place].tolist()) for place in (other, number))
        if shared_share(one, another, _SKETCH) >= LEAST:
            near[number].append(other)
            near[other].append(number)
    return near


def _likely(sketches: Sequence[_Sketch]) -> Iterator[tuple[int, int]]:
    """Yield the places of each two documents that share many runs of their sketches, the later one first.

    Of those that hold a run the first few count: a run that everybody has tells nothing.
    """
    lengths = np.array([len(sketch) for sketch in sketches], dtype=np.int64)
    holders, starts, counts = _shared(np.concatenate([np.empty(0, np.uint64), *sketches]), lengths)
    by_owner = np.argsort(holders, kind="stable")
    ends = np.cumsum(counts[by_owner])
    for first, last in _cut(holders[by_owner], ends):
        some = by_owner[first:last]
        repeated = counts[some]
        at = np.repeat(starts[some] - np.cumsum(repeated) + repeated, repeated) + np.arange(repeated.sum())
        keys, shared = np.unique(np.repeat(holders[some], repeated) << 32 | holders[at], return_counts=True)
        many = keys[shared >= LEAST / 2 * lengths[keys >> 32]]
        yield from zip((many >> 32).tolist(), (many & 0xFFFFFFFF).tolist(), strict=True)


def _shared(runs: _Sketch, lengths: _Numbers) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Return who holds each run that others hold, too, ascending, run after run.

    For each of them: where the holders of that run begin, and how many of these count that come before.
    """
    owners, parts = np.repeat(np.arange(len(lengths)), lengths), len(runs) // _AT_ONCE + 1
    found, done = [np.empty((3, 0), dtype=np.int64)], 0
    for part in range(parts):
        inside = np.flatnonzero(runs % np.uint64(parts) == part)
        order = inside[np.argsort(runs[inside], kind="stable")]
        _, starts, sizes = np.unique(runs[order], return_index=True, return_counts=True)
        alone = np.repeat(sizes == 1, sizes)
        sizes = sizes[sizes > 1]
        starts = np.repeat(np.cumsum(sizes) - sizes, sizes)
        before = np.minimum(np.arange(len(starts)) - starts, _MOST)
        found.append(np.array([owners[order[~alone]], done + starts, before]))
        done += len(starts)
    holders, starts, before = np.concatenate(found, axis=1)
    return holders, starts, before


def _cut(owners: _Numbers, ends: _Numbers) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of what belongs to some owners, with as many pairs as are looked at together."""
    first = 0
    while first < len(owners):
        most = int(np.searchsorted(ends, (ends[first - 1] if first else 0) + _AT_ONCE, side="right"))
        last = int(np.searchsorted(owners, owners[min(most, len(owners) - 1)], side="left"))
        last = len(owners) if most >= len(owners) else last
        last = last if last > first else int(np.searchsorted(owners, owners[first], side="right"))
        yield first, last
        first = last


def _sketch(document: Document) -> _Sketch:
    text = "" if document.question else document.text[document.body_start :].casefold()
    words: Sequence[str] = text.split()
    words = words if len(words) * 20 > len(text) else "".join(words)
    runs = sorted(sketch_of(words, _SKETCH)) if len(words) >= _SHORTEST else []
    return np.array(runs, dtype=np.uint64)
