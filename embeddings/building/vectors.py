"""Passages -> their vectors in a file, taken over from a known snapshot or made: the first while others are split."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from embeddings.building.growing import Growing
from embeddings.building.stages import More, Stages
from embeddings.encoding.encoder import Encoder, Matrix
from embeddings.library.lists import Kept, Kind, kind_of
from embeddings.library.snapshot import KEPT, Snapshot
from embeddings.library.store import Store
from embeddings.owner import open_file
from embeddings.text.passages import embedded_text
from embeddings.types import Document, Passage

_EARLY: Final = "early.f32"
_AT_ONCE: Final = 20_000  # vectors that are copied together
_CHARACTERS: Final = 128  # of a passage, at the least, where many stand together

_Row = tuple[int, Document, Passage]
_Rows = NDArray[np.int64]  # from 1 on


@dataclass(frozen=True, slots=True)
class Embedder:
    """What makes vectors of passages in a store; ``more`` is told how many more are made."""

    encoder: Encoder
    stages: Stages
    store: Store
    more: More

    def made(self, passages: Iterable[_Row]) -> Iterator[tuple[_Rows, Matrix]]:
        """Yield rows and their vectors, of many at a time: the first of these passages don't wait for the last."""
        coming = iter(passages)
        while (first := next(coming, None)) is not None:
            some, rows = islice(chain([first], coming), self.stages.together // _CHARACTERS), array("q")
            vectors = self.stages.embed(self.encoder, _texts(some, rows), self.more)
            yield np.array(rows, dtype=np.int64), vectors


def make_vectors(
    folder: Path, embedder: Embedder, growing: Growing, known: Snapshot | None, exact_up_to: int
) -> tuple[Matrix | Kept, Kind]:
    """Return the vectors of all passages, which stand in a file, and what they are to be searched by."""
    early = np.empty(0, dtype=np.int64) if known else _embed_early(folder / _EARLY, embedder, growing)
    there = growing.all_rows()
    public, rows = there.split.public, there.kept.embedded
    kind = kind_of(int(public.sum()), exact_up_to)
    vectors = _room(folder / KEPT, (len(rows), embedder.encoder.spec.dimension), kind)
    if known is None:
        _take_early(vectors, folder / _EARLY, early)
    else:
        _take_known(vectors, rows, known)
    missing = rows == 0
    missing[early - 1] = False
    for alone in (missing & public, missing & ~public):  # what shares a batch may move a vector's last digits
        for some, made in embedder.made(embedder.store.in_documents((np.flatnonzero(alone) + 1).tolist())):
            vectors[some - 1] = made
    return vectors, kind


def _room(path: Path, shape: tuple[int, int], kind: Kind) -> Matrix | Kept:
    """Make room for vectors in a file, as exact as they are searched, or are kept beside what is searched."""
    dtype = np.float32 if kind == "exact" else np.float16
    return np.lib.format.open_memmap(path, mode="w+", dtype=dtype, shape=shape)


def _embed_early(path: Path, embedder: Embedder, growing: Growing) -> _Rows:
    """Embed public passages as they are written, into a file of their own; return their rows."""
    passages = chain.from_iterable(embedder.store.in_documents(rows) for rows in growing.rows())
    done = [np.empty(0, dtype=np.int64)]
    with open_file(path) as file:
        for rows, vectors in embedder.made(one for one in passages if one[1].visibility == "public"):
            vectors.tofile(file)
            done.append(rows)
    return np.concatenate(done)


def _take_early(vectors: Matrix | Kept, path: Path, rows: _Rows) -> None:
    """Put the vectors that were made early in their places; how many there would be was not known then."""
    if len(rows):
        made = np.memmap(path, dtype=np.float32, mode="r", shape=(len(rows), vectors.shape[1]))
        for at in range(0, len(rows), _AT_ONCE):
            vectors[rows[at : at + _AT_ONCE] - 1] = made[at : at + _AT_ONCE]
    path.unlink()


def _take_known(vectors: Matrix | Kept, rows: _Rows, known: Snapshot) -> None:
    """Take over the vectors of passages that have a row in the known snapshot."""
    places = np.flatnonzero(rows)
    for at in range(0, len(places), _AT_ONCE):
        some = places[at : at + _AT_ONCE]
        vectors[some] = known.vectors(rows[some].tolist())


def _texts(passages: Iterable[_Row], rows: array[int]) -> Iterator[tuple[str, str]]:
    for row, document, passage in passages:
        rows.append(row)
        yield passage.id, embedded_text(document, passage)
