"""Documents are held on the disk, and come back as they were, in their order."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from embeddings.library.gathered import gathering
from embeddings.library.store import Store
from embeddings.library.writing import write_store
from embeddings.types import Document, Part, WrittenTurn

ONE = Document("one", "First words 😀.", "a.jsonl", title="One", date="2017", pages=(0, 3))
OTHER = Document("other", "Other words.", "a.jsonl", parts=(Part("heading", 0, 5, 1),), visibility="private")
THIRD = Document("third", "Third.", "b.txt", turns=(WrittenTurn((0, 2), ((3, 5),)),), left_out=("a picture",))


def test_documents_come_back_as_they_were_in_their_order(tmp_path: Path) -> None:
    third, other = THIRD, OTHER
    with gathering(tmp_path / "read") as documents:
        assert (list(documents), "third" in documents, documents.of_file("b.txt")) == ([], False, [])
        documents.update({"third": third, "other": other})
        assert list(documents.values()) == [third, other]
        assert (len(documents), "third" in documents, documents["third"]) == (2, True, third)
        del documents["third"]
        assert list(documents.items()) == [("other", other)]
    assert list(tmp_path.iterdir()) == []


def test_what_a_known_library_has_is_read_from_there(tmp_path: Path) -> None:
    write_store(tmp_path / "known.sqlite", [OTHER, THIRD], [], {})
    with closing(Store(tmp_path / "known.sqlite")) as known, gathering(tmp_path / "read", known) as documents:
        (given,) = documents.of_file("a.jsonl")
        assert (given, documents.of_file("none.txt")) == (OTHER, [])
        (given,) = documents.of_file("a.jsonl")
        changed = Document("third", "Changed.", "b.txt")
        documents.update({"other": given, "third": changed})
        assert list(documents.values()) == [OTHER, changed]
        assert documents["other"] is not given
