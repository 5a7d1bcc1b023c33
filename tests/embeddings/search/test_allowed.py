from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoding.hashing import HashingEncoder
from embeddings.library.index import VectorIndex
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.library.store import Store
from embeddings.rebuild import Recipe, rebuild
from embeddings.retrieve import Finder
from embeddings.search.allowed import allowed_by
from embeddings.search.filters import read_filters
from embeddings.search.query import make_query
from tests.samples import load_hashing, write_files

NORTH = HashingEncoder().encode_query("north")


@pytest.fixture
def said(speakers_library: Path) -> Iterator[Snapshot]:
    opened = open_current(speakers_library)
    yield opened
    opened.close()


def found(said: Snapshot, question: str) -> list[str]:
    return sorted(hit.document.id for hit in Finder(said, HashingEncoder()).find(make_query(question)).hits)


@pytest.mark.parametrize(
    ("filters", "documents"),
    [
        ("from:Owusu", ["school.md", "undated"]),
        ("from:RUU", ["dam.md"]),
        ('from:"Headteacher Owusu" from:RUU', ["dam.md", "school.md", "undated"]),
        ('in:"Volta Herald"', ["dam.md"]),
        ("in:herald", ["dam.md"]),
        ("in:herald in:voix", ["dam.md", "fr"]),
        ("after:2021", ["dam.md", "fr"]),
        ("after:2021-05-03", ["dam.md"]),
        ("after:2021-05-04 in:herald", []),
        ("before:2021-05-03", ["school.md"]),
        ("before:2021-12-31", ["dam.md", "school.md"]),  # what is dated 2021 may be of that day
        ("before:2022", ["dam.md", "fr", "school.md"]),
        ("after:2020-02-01", ["dam.md", "fr"]),  # what is dated February may be older
        ('"measured the river"', ["dam.md"]),
        ('"MEASURED  the river,"', ["dam.md"]),
        ('"measure the rivers"', []),
        ('"a school for Tamale"', ["school.md"]),
        ('"the roof" from:Boateng before:2021', ["school.md"]),
        ('"xyzzy"', []),
    ],
)
def test_both_searches_keep_to_the_filters(said: Snapshot, filters: str, documents: list[str]) -> None:
    assert found(said, f"the dam or the school {filters}") == documents


@pytest.mark.parametrize(
    ("filters", "excluding"),
    [
        ("from:Nobody", ('from:"Nobody"',)),
        ('from:Owusu in:"Daily Moon" after:2030', ('in:"Daily Moon"', "after:2030")),
        ("from:RUU in:ledger", ('from:"RUU"', 'in:"ledger"')),  # each leaves something, together they do not
        ('before:1999 "the dam"', ("before:1999",)),
    ],
)
def test_what_excludes_everything_is_named(said: Snapshot, filters: str, excluding: tuple[str, ...]) -> None:
    query = make_query(f"the dam {filters}")
    retrieval = Finder(said, HashingEncoder()).find(query)
    assert (retrieval.hits, retrieval.excluding) == ((), excluding)


def test_no_filter_allows_all(said: Snapshot) -> None:
    assert not allowed_by(said, make_query("the dam").filters).condition.narrows


@pytest.mark.parametrize("exact_up_to", [10_000, 100])
def test_an_index_finds_all_that_are_allowed(exact_up_to: int) -> None:
    vectors = np.random.default_rng(3).normal(size=(2000, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = VectorIndex.build(vectors, exact_up_to=exact_up_to)
    assert index.approximate == (exact_up_to == 100)
    allowed = np.array([3, 700, 701, 1999, 2000])
    hits = index.search(vectors[0], 50, allowed=allowed)
    assert sorted(row for row, _ in hits) == allowed.tolist()
    best = allowed[np.argsort(-(vectors[allowed - 1] @ vectors[0]))]
    assert [row for row, _ in index.search(vectors[0], 2, allowed=allowed)] == best[:2].tolist()
    assert index.search(vectors[0], 5, allowed=np.zeros(0, dtype=np.int64)) == []


def test_exact_words_load_no_whole_document(said: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "documents", None)
    only = allowed_by(said, make_query('Who said "the dam at Volta Bend"?').filters).condition.only
    assert only is not None
    assert len(only) == 1  # by its title


@pytest.fixture
def half_private(tmp_path: Path) -> Iterator[Snapshot]:
    """Two documents of the Post, the second of them private, with a speaker each; and nothing else."""
    files = {
        "a.md": '---\ntitle: Mill\npublisher: Post\ndate: 2020\n---\n"We close at noon," said Ann Lee.',
        "b/b.md": '---\ntitle: Mill\npublisher: Post\ndate: 2021\n---\n"We close at ten," said Bo Lund.',
        "b/folder.toml": 'visibility = "private"',
    }
    seeds = write_files(tmp_path / "seeds", files)
    rebuild(seeds, tmp_path / "data", Recipe("hashing", load_hashing))
    with closing(open_current(tmp_path / "data")) as snapshot:
        yield snapshot


@pytest.mark.parametrize(
    ("filters", "public", "private"),
    [
        ("", 1, 2),
        ("in:Post", 1, 2),
        ('from:"Ann Lee"', 1, 1),
        ('from:"Bo Lund"', 0, 1),
        ("after:2021", 0, 1),
        ('"we close"', 1, 2),
        ('"at ten"', 0, 1),
    ],
)
def test_private_passages_are_left_to_those_who_may_see_them(
    half_private: Snapshot, filters: str, public: int, private: int
) -> None:
    read = read_filters(filters)[1]
    for may_see, count in ((False, public), (True, private)):
        condition = allowed_by(half_private, read, private=may_see).condition
        assert len(half_private.passages.nearest(NORTH, 9, condition)) == count
        assert half_private.passages.any(condition) == (count > 0)


def test_a_filter_that_leaves_private_passages_alone_is_named(half_private: Snapshot) -> None:
    assert allowed_by(half_private, read_filters('in:Post "at ten"')[1]).excluding == ('"at ten"',)
    assert allowed_by(half_private, read_filters('in:Post "at ten"')[1], private=True).excluding == ()


def test_what_leaves_nothing_finds_nothing(said: Snapshot) -> None:
    for filters in ("from:Nobody", "in:Nobody", "after:2999", '"xyzzy"', "from:RUU in:ledger"):
        condition = allowed_by(said, read_filters(filters)[1]).condition
        assert said.passages.nearest(NORTH, 9, condition) == said.passages.best(["dam"], 9, condition) == []
