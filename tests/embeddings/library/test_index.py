from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.encoding.encoder import Matrix, unit
from embeddings.errors import SnapshotError
from embeddings.library.index import WANTED_RECALL, IndexSpec, VectorIndex

# In the plane: along x, 3-4-5 between, along y, and against x.
VECTORS = np.array([[1, 0], [0.6, 0.8], [0, 1], [-1, 0]], dtype=np.float32)
ALONG_X = VECTORS[0]


@pytest.fixture
def index() -> VectorIndex:
    return VectorIndex.build(VECTORS)


def check(found: list[tuple[int, float]], expected: list[tuple[int, float]]) -> None:
    assert [row for row, _ in found] == [row for row, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-6)


def test_scores_are_cosines_best_first(index: VectorIndex) -> None:
    check(index.search(ALONG_X, 4), [(1, 1.0), (2, 0.6), (3, 0.0), (4, -1.0)])
    check(index.search(VECTORS[2], 2), [(3, 1.0), (2, 0.8)])


def test_limit_beyond_the_size_gives_every_row_and_no_other(index: VectorIndex) -> None:
    check(index.search(ALONG_X, 50), [(1, 1.0), (2, 0.6), (3, 0.0), (4, -1.0)])


@pytest.mark.parametrize("limit", [0, -1])
def test_no_limit_gives_nothing(index: VectorIndex, limit: int) -> None:
    assert index.search(ALONG_X, limit) == []


def test_what_faiss_can_not_compare_never_leaves_as_a_row(index: VectorIndex) -> None:
    assert index.search(np.array([np.nan, np.nan], dtype=np.float32), 4) == []


def test_empty_index() -> None:
    index = VectorIndex.build(np.zeros((0, 2), dtype=np.float32))
    assert (len(index), index.rows.tolist(), index.search(ALONG_X, 5)) == (0, [], [])
    assert index.vectors([]).shape == (0, 2)


def test_facts(index: VectorIndex) -> None:
    assert (len(index), index.dimension, index.rows.tolist()) == (4, 2, [1, 2, 3, 4])


def test_vectors_come_back_by_row(index: VectorIndex) -> None:
    assert np.array_equal(index.vectors([4, 2]), VECTORS[[3, 1]])
    assert index.vectors([]).shape == (0, 2)


def test_saved_and_loaded(index: VectorIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "v.faiss")
    loaded = VectorIndex.load(tmp_path / "v.faiss")
    assert (loaded.rows.tolist(), loaded.dimension) == (index.rows.tolist(), 2)
    assert loaded.search(ALONG_X, 4) == index.search(ALONG_X, 4)


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95])
def test_truncated_file(index: VectorIndex, tmp_path: Path, share: float) -> None:
    path = tmp_path / "v.faiss"
    index.save(path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(SnapshotError, match=r"^v\.faiss is not a FAISS index$"):
        VectorIndex.load(path)


def test_another_kind_of_file(tmp_path: Path) -> None:
    path = tmp_path / "v.faiss"
    path.write_bytes(b"This is not an index. " * 9)
    with pytest.raises(SnapshotError, match=r"^v\.faiss is not a FAISS index$"):
        VectorIndex.load(path)


def test_any_library_finds_itself() -> None:
    vectors: Matrix = unit(np.random.default_rng(7).normal(size=(200, 16)))
    index = VectorIndex.build(vectors)
    assert [index.search(vector, 1)[0][0] for vector in vectors] == list(range(1, 201))


def test_many_queries_at_once(index: VectorIndex) -> None:
    one, other = index.search_many(VECTORS[[0, 2]], 2)
    assert (one, other) == (index.search(VECTORS[0], 2), index.search(VECTORS[2], 2))
    assert VectorIndex.build(np.zeros((0, 2), dtype=np.float32)).search_many(VECTORS, 2) == [[], [], [], []]


def test_an_exact_index_needs_no_tuning(index: VectorIndex) -> None:
    assert not index.approximate
    assert index.tune(VECTORS, VECTORS) == IndexSpec("exact")


def clusters(count: int) -> Matrix:
    """Vectors that lie around twenty centres, as those of texts lie around their topics."""
    random = np.random.default_rng(7)
    centres = random.normal(size=(20, 32))
    return unit(centres[np.arange(count) % 20] + 0.3 * random.normal(size=(count, 32)))


def test_above_the_limit_the_index_is_approximate_and_its_recall_is_measured(tmp_path: Path) -> None:
    vectors = clusters(2000)
    index = VectorIndex.build(vectors, exact_up_to=1999)
    spec = index.tune(vectors[::10], vectors)
    assert index.approximate
    assert (spec.kind, spec.lists) == ("ivf", 51)  # 2,000 vectors, 39 a list
    exact = VectorIndex.build(vectors).search_many(vectors[::10], 10)
    ours = index.search_many(vectors[::10], 10)
    shared = [len({row for row, _ in a} & {row for row, _ in b}) for a, b in zip(exact, ours, strict=True)]
    assert spec.recall == pytest.approx(sum(shared) / len(shared) / 10, abs=1e-4)
    assert sum(shared) / len(shared) >= 9.5
    index.save(tmp_path / "v.faiss")
    assert VectorIndex.load(tmp_path / "v.faiss").search_many(vectors[::10], 10) == ours  # and is kept so


def test_vectors_of_an_approximate_index_are_nearly_what_they_were() -> None:
    vectors = clusters(500)
    index = VectorIndex.build(vectors, exact_up_to=0)
    assert index.vectors([500, 1]) == pytest.approx(vectors[[499, 0]], abs=0.02)


def test_limit_that_is_not_passed_is_exact() -> None:
    assert not VectorIndex.build(VECTORS, exact_up_to=4).approximate


@pytest.mark.parametrize("count", [1, 5, 9])
def test_a_small_library_may_be_searched_approximately(count: int) -> None:
    vectors = clusters(count)
    assert VectorIndex.build(vectors, exact_up_to=0).tune(vectors, vectors).recall == 1.0


def test_another_index_of_the_same_vectors_is_searched_as_the_first() -> None:
    vectors = unit(np.random.default_rng(0).normal(size=(400, 8)))
    first = VectorIndex.build(vectors, exact_up_to=0)
    spec = first.tune(vectors[:20], vectors)
    again = VectorIndex.build(vectors, exact_up_to=0)
    again.search_as(spec)
    assert again.search_many(vectors[:20], 5) == first.search_many(vectors[:20], 5)
    VectorIndex.build(vectors, exact_up_to=400).search_as(IndexSpec("exact"))
    with pytest.raises(SnapshotError, match=r"the same vectors make an index of 10 lists here, and of 11 there"):
        again.search_as(IndexSpec("ivf", lists=11, probes=2))


def test_equally_good_neighbours_are_as_good() -> None:
    groups = np.repeat(clusters(20), 30, axis=0)  # each of twenty texts stands thirty times
    spec = VectorIndex.build(groups, exact_up_to=0).tune(groups[::30], groups)
    assert spec.recall is not None
    assert spec.recall >= WANTED_RECALL


def test_only_those_that_decide_choose_the_kind_of_index_and_train_it() -> None:
    vectors = clusters(300)
    decide = np.arange(300) < 200
    assert not VectorIndex.build(vectors, exact_up_to=200, deciding=decide).approximate
    strange = np.where(decide[:, None], vectors, unit(10 * clusters(300)[::-1]))  # others where none decides
    one, other = (VectorIndex.build(given, exact_up_to=199, deciding=decide) for given in (vectors, strange))
    assert one.approximate
    assert (one.vectors(range(1, 201)) == other.vectors(range(1, 201))).all()
    assert len(one) == len(other) == 300


def test_a_search_wakes_no_other_threads_whichever_thread_asks() -> None:
    index = VectorIndex.build(np.eye(4, dtype=np.float32))

    def threads() -> int:
        index.search(np.eye(4, dtype=np.float32)[0], 2)
        return int(faiss.omp_get_max_threads())

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(threads).result() == threads() == 1


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any count of vectors is taken for a great many."""
    monkeypatch.setattr("embeddings.library.lists.CODES_ABOVE", 0)


def coded(vectors: Matrix, folder: Path) -> VectorIndex:
    """An index of codes, as it is after it was saved."""
    built = VectorIndex.build(vectors, exact_up_to=0)
    built.tune(vectors[::10], vectors)
    built.save(folder / "v.faiss")
    np.save(folder / "v.npy", vectors.astype(np.float16))
    return VectorIndex.load(folder / "v.faiss", folder / "v.npy")


@pytest.mark.usefixtures("many")
def test_codes_propose_and_the_vectors_decide(tmp_path: Path) -> None:
    vectors = clusters(3000)
    built = VectorIndex.build(vectors, exact_up_to=0)
    spec = built.tune(vectors[::10], vectors)
    assert (spec.kind, spec.lists) == ("codes", 54)  # the root of 3,000
    assert spec.recall is not None
    assert spec.recall >= WANTED_RECALL
    index = coded(vectors, tmp_path)
    assert (len(index), index.dimension, index.approximate) == (3000, 32, True)
    assert index.rows.tolist() == list(range(1, 3001))
    exact = VectorIndex.build(vectors.astype(np.float16).astype(np.float32))
    for query in vectors[::100]:
        found, best = index.search(query, 10), exact.search(query, 10)
        assert len({row for row, _ in found} & {row for row, _ in best}) >= 8
        assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))
        scores = dict(exact.search(query, 3000))
        check(found, [(row, scores[row]) for row, _ in found])  # not what the codes make of them
    assert (tmp_path / "v.faiss").stat().st_size < vectors.nbytes / 4


@pytest.mark.usefixtures("many")
def test_with_codes_every_vector_finds_itself(tmp_path: Path) -> None:
    vectors = clusters(3000)
    index = coded(vectors, tmp_path)
    assert [hits[0][0] for hits in index.search_many(vectors, 1)] == list(range(1, 3001))
    assert index.vectors([3000, 1]) == pytest.approx(vectors[[2999, 0]], abs=1e-3)
    assert index.vectors([]).shape == (0, 32)
    assert index.search(vectors[0], 0) == []


@pytest.mark.parametrize("compared", [0, 20_000], ids=["by codes", "themselves"])
@pytest.mark.parametrize("step", [1, 3, 60, 2999])
@pytest.mark.usefixtures("many")
def test_with_codes_only_those_allowed_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compared: int, step: int
) -> None:
    monkeypatch.setattr("embeddings.library.index._COMPARED", compared)
    vectors, allowed = clusters(3000), np.arange(1, 3001, step)
    index = coded(vectors, tmp_path)
    for query in vectors[1:3000:500]:
        found = index.search(query, 50, allowed=allowed)
        assert len(found) == min(50, len(allowed))
        assert {row for row, _ in found} <= set(allowed.tolist())


@pytest.mark.usefixtures("many")
def test_those_allowed_are_found_wherever_they_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.library.index._COMPARED", 0)
    vectors = clusters(3000)
    far = np.flatnonzero(np.arange(3000) % 20 == int(np.argmin(vectors[:20] @ vectors[0]))) + 1
    index = coded(vectors, tmp_path)
    assert {row for row, _ in index.search(vectors[0], len(far), allowed=far)} == set(far.tolist())


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("allowed", [None, np.arange(1, 9)])
def test_what_codes_can_not_compare_never_leaves_as_a_row(tmp_path: Path, allowed: NDArray[np.int64] | None) -> None:
    nothing = np.full(32, np.nan, dtype=np.float32)
    assert coded(clusters(300), tmp_path).search(nothing, 4, allowed=allowed) == []


@pytest.mark.usefixtures("many")
def test_equally_near_vectors_come_in_their_order(tmp_path: Path) -> None:
    groups = np.repeat(clusters(100), 30, axis=0)
    assert [row for row, _ in coded(groups, tmp_path).search(groups[30], 30)] == list(range(31, 61))


@pytest.mark.parametrize("kept", [None, "other.npy", "v.faiss", "short.npy", "wide.npy", "whole.npy"])
@pytest.mark.usefixtures("many")
def test_codes_without_their_vectors(tmp_path: Path, kept: str | None) -> None:
    vectors = clusters(300)
    coded(vectors, tmp_path)
    np.save(tmp_path / "short.npy", vectors[1:].astype(np.float16))
    np.save(tmp_path / "wide.npy", vectors[:, 1:].astype(np.float16))
    np.save(tmp_path / "whole.npy", vectors)
    with pytest.raises(SnapshotError, match=r"^v\.faiss holds codes, and the vectors that they stand for are not"):
        VectorIndex.load(tmp_path / "v.faiss", None if kept is None else tmp_path / kept)
