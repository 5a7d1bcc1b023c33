from __future__ import annotations

import faiss
import numpy as np
import pytest

from embeddings.encoding.encoder import unit
from embeddings.library.lists import as_lists, empty_index, ids_of, in_blocks, kind_of, only

VECTORS = unit(np.random.default_rng(7).normal(size=(300, 16)))


@pytest.mark.parametrize(
    ("count", "kind"), [(0, "exact"), (10, "exact"), (11, "ivf"), (20, "ivf"), (21, "codes"), (10**8, "codes")]
)
def test_the_kind_goes_by_the_count(monkeypatch: pytest.MonkeyPatch, count: int, kind: str) -> None:
    monkeypatch.setattr("embeddings.library.lists.CODES_ABOVE", 20)
    assert kind_of(count, 10) == kind


def test_who_wants_exact_search_gets_it_whatever_the_count() -> None:
    assert kind_of(10**8, exact_up_to=10**9) == "exact"


def test_blocks_are_all_the_vectors_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.library.lists._AT_ONCE", 128)
    blocks = list(in_blocks(VECTORS.astype(np.float16)))
    assert [first for first, _ in blocks] == [0, 128, 256]
    assert all(some.dtype == np.float32 for _, some in blocks)
    np.testing.assert_array_equal(np.vstack([some for _, some in blocks]), VECTORS.astype(np.float16))


def test_lists_hold_every_id_once() -> None:
    index = empty_index("codes", VECTORS, np.arange(300))
    index.add_with_ids(VECTORS, np.arange(1, 301))
    lists = as_lists(index)
    assert lists is not None
    assert sorted(np.concatenate(list(ids_of(lists))).tolist()) == list(range(1, 301))
    assert as_lists(empty_index("exact", VECTORS, np.arange(300))) is None


@pytest.mark.parametrize("allowed", [[1], [300], [7, 8, 9], [8, 16, 24, 264], list(range(1, 301))])
def test_only_those_allowed_are_found(allowed: list[int]) -> None:
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(16))
    index.add_with_ids(VECTORS, np.arange(1, 301))
    _, rows = index.search(VECTORS[:5], 300, params=only(np.array(allowed), None))
    assert all(sorted(row for row in found if row != -1) == allowed for found in rows.tolist())
