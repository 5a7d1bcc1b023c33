from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoding.hashing import HashingEncoder
from embeddings.library.index import VectorIndex
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.library.store import Store
from embeddings.retrieve import Finder
from embeddings.search.allowed import allowed_rows
from embeddings.search.query import make_query


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
    assert allowed_rows(said, make_query("the dam").filters).rows is None


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
    rows = allowed_rows(said, make_query('Who said "the dam at Volta Bend"?').filters).rows
    assert rows is not None
    assert len(rows) == 1  # by its title
