from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embeddings.errors import SnapshotError
from embeddings.passages import split_passages
from embeddings.store import Store, write_store
from embeddings.terms import question_terms, terms
from embeddings.types import Document
from tests.samples import make_document

Open = Callable[..., Store]
IDF = math.log((4 - 1 + 0.5) / (1 + 0.5))  # of a term that stands in one of four passages


@pytest.fixture
def store_of(tmp_path: Path) -> Iterator[Open]:
    opened: list[Store] = []

    def open_store(*documents: Document) -> Store:
        path = tmp_path / f"{len(opened)}.sqlite"
        write_store(path, documents, [passage for document in documents for passage in split_passages(document)])
        opened.append(Store(path))
        return opened[-1]

    yield open_store
    for store in opened:
        store.close()


def untitled(*texts: str) -> list[Document]:
    return [make_document(text, id=f"d{number}", title=None) for number, text in enumerate(texts, 1)]


@pytest.fixture
def trees(store_of: Open) -> Store:
    """Four passages of two words each, so that BM25's length does not count."""
    return store_of(*untitled("amber birch", "cedar cedar", "dahlia elm", "fir holm"))


def test_documents_come_back_as_they_were(store_of: Open) -> None:
    full = Document("ŝ", "One 😀.\r\n\r\nTwo.", "a.md", "T", "P", "A", "2017", "u", body_start=2)
    store = store_of(full, *untitled("x"))
    assert store.documents() == {"ŝ": full, "d1": untitled("x")[0]}
    assert store.documents(["d1", "d1", "nobody"]) == {"d1": untitled("x")[0]}
    assert store.documents([]) == {}


def test_passages_come_back_by_row(store_of: Open) -> None:
    document = make_document(" ".join(f"Sentence number {number} is here." for number in range(100)))
    passages = split_passages(document)
    store = store_of(document)
    assert len(passages) > 2
    assert store.rows() == list(range(1, len(passages) + 1))
    assert store.passages([2, 1, 99]) == {1: passages[0], 2: passages[1]}
    assert store.passages([]) == {}
    assert store.counts() == (1, len(passages))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["amber"], [(1, IDF)]),
        (["cedar"], [(2, 2 * 2.2 / (2 + 1.2) * IDF)]),
        (["amber", "cedar"], [(2, 1.375 * IDF), (1, IDF)]),
        (["dahlia", "elm", "amber"], [(3, 2 * IDF), (1, IDF)]),
        (["holm", "elm", "birch"], [(1, IDF), (3, IDF), (4, IDF)]),
        (["heather"], []),
        ([], []),
    ],
)
def test_keyword_search_is_bm25(trees: Store, wanted: list[str], expected: list[tuple[int, float]]) -> None:
    found = trees.search(wanted, 10)
    assert [row for row, _ in found] == [row for row, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected])


def test_limit(trees: Store) -> None:
    assert [row for row, _ in trees.search(["holm", "elm", "birch"], 2)] == [1, 3]


def test_long_passages_count_less(store_of: Open) -> None:
    store = store_of(*untitled("amber birch cedar dahlia elm", "amber", "fir", "holm", "hazel"))
    assert [row for row, _ in store.search(["amber"], 5)] == [2, 1]


def test_titles_are_searched(store_of: Open) -> None:
    store = store_of(make_document("cedar", title="Amber"), *untitled("birch", "elm", "fir"))
    assert [row for row, _ in store.search(["amber"], 5)] == [1]


def test_a_question_meets_a_text_by_its_terms(store_of: Open) -> None:
    store = store_of(*untitled("The Café’s owner denies it.", "Ужин в Москве.", "x", "y"))
    assert [row for row, _ in store.search(question_terms("Who was denying that the CAFE was closed?"), 5)] == [1]
    assert [row for row, _ in store.search(question_terms("МОСКВЕ"), 5)] == [2]


def test_frequencies_count_passages(store_of: Open) -> None:
    store = store_of(make_document("amber amber", title="Amber"), *untitled("amber birch", "cedar"))
    assert store.frequencies(["amber", "birch", "heather"]) == {"amber": 2, "birch": 1, "heather": 0}
    assert store.frequencies([]) == {}


OPERATORS = st.lists(
    st.sampled_from(
        ["AND", "OR", "NOT", "NEAR(", '"', "'", "*", "^", ":", "-", "+", "(", ")", "{a b}", "text:", ";", "--", "\0"]
    )
    | st.text(max_size=5),
).map(" ".join)


@given(OPERATORS | st.text())
@example('"amber" AND NOT (title : birch) NEAR/2 *')
@example("'; DROP TABLE passages; --")
@example('\ud800\0"')
@example("𞤀𞤣 ꟊ ⷠ ٣ Ⅳ ß ﬁ")
def test_any_question_is_safe(library: Path, question: str) -> None:
    from embeddings.snapshot import open_current

    snapshot = open_current(library)
    try:
        wanted = question_terms(question)
        rows = {row for row, _ in snapshot.store.search(wanted, 10)}
        counts = snapshot.store.frequencies(wanted)
    finally:
        snapshot.close()
    assert rows <= {1, 2, 3, 4}
    assert bool(rows) == any(counts.values())


def test_a_question_of_a_thousand_terms(trees: Store) -> None:
    assert trees.search([*(f"term{number}" for number in range(1000)), "amber"], 5)[0][0] == 1


@pytest.mark.parametrize(
    "text", ["Ὀδυσσεύς", "Straße", "İstanbul", "ﬁnal", "ΑΣ", "ᏣᎳᎩ", "Ⅻ", "राज्य", "រដ្ឋ", "東京", "𞤀𞤣"]
)
def test_any_script_is_found_by_its_own_terms(store_of: Open, text: str) -> None:
    store = store_of(*untitled(text, "x", "y", "z"))
    assert [row for row, _ in store.search(terms(text), 5)] == [1]
    assert all(count == 1 for count in store.frequencies(terms(text)).values())


def test_read_only(trees: Store, tmp_path: Path) -> None:
    before = (tmp_path / "0.sqlite").read_bytes()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        trees._connection.execute("DELETE FROM passages")
    trees.search(["amber"], 5)
    assert (tmp_path / "0.sqlite").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["0.sqlite"]


def test_folder_names_with_signs_of_addresses(tmp_path: Path) -> None:
    folder = tmp_path / "a?b#c %41"
    folder.mkdir()
    write_store(folder / "s.sqlite", untitled("x"), split_passages(untitled("x")[0]))
    store = Store(folder / "s.sqlite")
    assert store.counts() == (1, 1)
    store.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite").write_bytes(b"not a database" * 99)
    store = Store(tmp_path / "s.sqlite")
    with pytest.raises(SnapshotError, match=r"^library\.sqlite is damaged: file is not a database$"):
        store.counts()
    store.close()


def test_threads_share_a_store(trees: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: trees.search(["amber", "cedar"], 5), range(200)))
    assert all([row for row, _ in one] == [2, 1] for one in found)
