from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.errors import SnapshotError
from embeddings.library.keywords import PostingList
from embeddings.library.store import Store
from embeddings.library.writing import write_store
from embeddings.text.notes import noted_passages
from embeddings.text.passages import split_passages
from embeddings.types import Document
from tests.samples import make_document

Open = Callable[..., Store]
VOCABULARY = {"amber": PostingList(0, 2), "birch": PostingList(2, 1), "мост": PostingList(3, 7)}


@pytest.fixture
def store_of(tmp_path: Path) -> Iterator[Open]:
    opened: list[Store] = []

    def open_store(*documents: Document) -> Store:
        path = tmp_path / f"{len(opened)}.sqlite"
        write_store(
            path, documents, [passage for document in documents for passage in split_passages(document)], VOCABULARY
        )
        opened.append(Store(path))
        return opened[-1]

    yield open_store
    for store in opened:
        store.close()


@pytest.fixture
def store(store_of: Open) -> Store:
    return store_of(make_document("amber"))


def test_documents_come_back_as_they_were(store_of: Open) -> None:
    full = Document("ŝ", "One 😀.\r\n\r\nTwo.", "a.md", "T", "P", "A", "2017", "u", body_start=2)
    other = make_document("x")
    store = store_of(full, other)
    assert store.documents() == {"ŝ": full, "d": other}
    assert store.documents(["d", "d", "nobody"]) == {"d": other}
    assert store.documents([]) == {}


def test_passages_come_back_with_their_notes(tmp_path: Path) -> None:
    document = make_document("Amber. Birch.")
    passages = noted_passages(document)
    write_store(tmp_path / "library.sqlite", [document], passages, VOCABULARY)
    with closing(Store(tmp_path / "library.sqlite")) as store:
        assert store.passages([1])[1].notes == passages[0].notes != ""


def test_a_library_that_was_made_before_there_were_notes_has_none(tmp_path: Path) -> None:
    document = make_document("Amber.")
    write_store(tmp_path / "library.sqlite", [document], noted_passages(document), VOCABULARY)
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        connection.execute("ALTER TABLE passages DROP COLUMN notes")
    with closing(Store(tmp_path / "library.sqlite")) as store:
        assert [passage.notes for passage in (*store.passages([1]).values(), dict(store.every_passage())[1])] == [
            "",
            "",
        ]


def test_any_number_of_them_may_be_asked_for(store_of: Open) -> None:
    store = store_of(*(make_document(f"amber {number}", id=f"d{number}") for number in range(1200)))
    store._connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)  # the least that there is
    ids, rows = [f"d{number}" for number in range(5_000)], list(range(1, 1201))
    assert set(store.documents(ids)) == set(store.titles(ids)) == set(store.dates(ids)) == set(ids[:1200])
    assert sorted(store.passages(range(5_000))) == store.rows_of_documents(ids * 2) == rows
    assert store.postings([*ids, "мост"]) == {"мост": PostingList(3, 7)}
    assert store.rows_of_publishers(ids) == store.statements.passages_of(ids) == []
    assert (store.statements.of_speakers(ids), store.statements.of_passages(rows)) == ([], {})


def test_passages_come_back_by_row(store_of: Open) -> None:
    document = make_document(" ".join(f"Sentence number {number} is here." for number in range(100)))
    passages = split_passages(document)
    store = store_of(document)
    assert len(passages) > 2
    assert list(store.rows()) == list(range(1, len(passages) + 1))
    assert store.passages([2, 1, 99]) == {1: passages[0], 2: passages[1]}
    assert store.passages([]) == {}
    assert store.counts() == (1, len(passages), 0)


def test_postings_come_back_by_term(store: Store) -> None:
    assert store.postings(["amber", "heather", "мост"]) == {"amber": PostingList(0, 2), "мост": PostingList(3, 7)}
    assert store.postings([]) == {}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_any_term_may_be_asked_for(library: Path, wanted: list[str]) -> None:
    (path,) = library.glob("index/*/library.sqlite")
    store = Store(path)
    try:
        assert set(store.postings([*wanted, "'; DROP TABLE terms; --", "bridg"])) >= {"bridg"}
    finally:
        store.close()


def test_read_only(store: Store, tmp_path: Path) -> None:
    before = (tmp_path / "0.sqlite").read_bytes()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._connection.execute("DELETE FROM passages")
    store.documents()
    assert (tmp_path / "0.sqlite").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["0.sqlite"]


def test_folder_names_with_signs_of_addresses(tmp_path: Path) -> None:
    folder = tmp_path / "a?b#c %41"
    folder.mkdir()
    write_store(folder / "s.sqlite", [make_document()], split_passages(make_document()), {})
    store = Store(folder / "s.sqlite")
    assert store.counts() == (1, 1, 0)
    store.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite").write_bytes(b"not a database" * 99)
    store = Store(tmp_path / "s.sqlite")
    with pytest.raises(SnapshotError, match=r"^library\.sqlite is damaged: file is not a database$"):
        store.counts()
    store.close()


def test_threads_share_a_store(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: store.postings(["amber"]), range(200)))
    assert all(one == {"amber": PostingList(0, 2)} for one in found)
