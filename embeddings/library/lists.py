"""The kinds of vector index, by how many vectors there are, and what FAISS makes them of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.defaults import EXACT_UP_TO
from embeddings.encoding.encoder import Matrix

Kind = Literal["exact", "ivf", "codes"]
Rows = NDArray[np.int64]
Kept = NDArray[np.float16]  # the vectors themselves, in the order of their rows

CODES_ABOVE = 1_000_000  # vectors; above it codes are searched: see docs/benchmarks.md
_LISTS: dict[Kind, float] = {"ivf": 4, "codes": 1}  # for each root of the number of vectors
_PER_LIST = 39  # vectors that FAISS wants to train one centre with
_AT_ONCE = 65_536  # vectors that are read from a file together


def kind_of(count: int, exact_up_to: int = EXACT_UP_TO) -> Kind:
    """Return the kind of index that is made of so many vectors."""
    if count <= exact_up_to:
        return "exact"
    return "codes" if count > CODES_ABOVE else "ivf"


def empty_index(kind: Kind, vectors: Matrix | Kept, places: Rows) -> faiss.Index:
    """Return an index that holds nothing yet, trained with the vectors of these places where it has lists."""
    dimension = vectors.shape[1]
    if kind == "exact":
        return faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
    count, centres, metric = len(places), faiss.IndexFlatIP(dimension), faiss.METRIC_INNER_PRODUCT
    lists = min(int(_LISTS[kind] * count**0.5), max(1, count // _PER_LIST))
    index: faiss.IndexIVF
    if kind == "codes":
        index = faiss.IndexIVFRaBitQ(centres, dimension, lists, metric)
    else:
        index = faiss.IndexIVFScalarQuantizer(centres, dimension, lists, faiss.ScalarQuantizer.QT_8bit, metric)
    sample = places[:: max(1, count // (_PER_LIST * lists * 2))]
    index.train(np.ascontiguousarray(vectors[sample], dtype=np.float32))
    index.nprobe = 8
    if kind == "codes":
        return index
    index.make_direct_map()  # so that the vector of a row can be looked up
    return faiss.IndexIDMap2(index)


def in_blocks(vectors: Matrix | Kept) -> Iterator[tuple[int, Matrix]]:
    """Yield vectors, a few at a time, each with the place of the first."""
    for first in range(0, len(vectors), _AT_ONCE):
        yield first, np.ascontiguousarray(vectors[first : first + _AT_ONCE], dtype=np.float32)


def only(allowed: Rows, probes: int | None) -> faiss.SearchParameters:
    """Leave out other rows."""
    inside = np.zeros(int(allowed.max()) + 1, dtype=np.bool_)
    inside[allowed] = True
    selector: Any = faiss.IDSelectorBitmap  # the type stubs know the call of C++ alone
    # Keywords, unknown to them as well, are what keeps the selector alive as long as the parameters.
    given: dict[str, Any] = {"sel": selector(np.packbits(inside, bitorder="little"))}
    if probes is None:
        return faiss.SearchParameters(**given)
    given["nprobe"] = probes
    return faiss.SearchParametersIVF(**given)


def ids_of(index: faiss.IndexIVF) -> Iterator[Rows]:
    """Yield the ids that each list holds."""
    lists: Any = index.invlists
    for number in range(index.nlist):
        yield faiss.rev_swig_ptr(lists.get_ids(number), lists.list_size(number)).copy()


def as_lists(index: faiss.Index) -> faiss.IndexIVF | None:
    """Return an index, or the one that others number the vectors of, where it has lists."""
    inner = faiss.downcast_index(index.index) if isinstance(index, faiss.IndexIDMap2) else index
    return inner if isinstance(inner, faiss.IndexIVF) else None
