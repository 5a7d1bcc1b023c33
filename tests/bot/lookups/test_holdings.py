"""What there is to ask about, counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.lookups.holdings import holdings
from embeddings.encoding.hashing import NAME
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.rebuild import Recipe, rebuild
from tests.samples import LIBRARY, load_hashing, write_files


@contextmanager
def opened(tmp_path: Path, files: dict[str, str]) -> Iterator[Snapshot]:
    rebuild(write_files(tmp_path / "seeds", files), tmp_path / "data", Recipe(NAME, load_hashing))
    snapshot = open_current(tmp_path / "data")
    try:
        yield snapshot
    finally:
        snapshot.close()


def article(publisher: str, date: str | None, number: int = 0) -> str:
    dated = "" if date is None else f"date: {date}\n"
    return f"---\ntitle: T{number}\npublisher: {publisher}\n{dated}---\n{publisher} wrote text number {number}.\n"


def test_outlets_come_by_count_then_name_and_a_small_library_names_its_documents(tmp_path: Path) -> None:
    with opened(tmp_path, dict(LIBRARY)) as snapshot:
        listing = holdings(snapshot)
    assert listing.head.startswith("4 documents, index as of ")
    assert listing.head.endswith(" UTC")
    assert listing.lines[:4] == (
        "Alder Gazette: 1 document, March 1, 2020",
        "Harbour Post: 1 document, no dates",
        "Island Herald: 1 document, no dates",
        "publisher unknown: 1 document, no dates",
    )
    assert "The bridge at Alder Creek, Alder Gazette, March 1, 2020" in listing.lines[4:]
    assert len(listing.lines) == 8


def test_an_outlet_has_its_first_and_last_date(tmp_path: Path) -> None:
    files = {
        "a.md": article("Post", "2021-05-02"),
        "b.md": article("Post", "2019-01-01", 1),
        "c.md": article("Post", None, 2),
    }
    with opened(tmp_path, files) as snapshot:
        assert holdings(snapshot).lines[0] == "Post: 3 documents, January 1, 2019 to May 2, 2021"


def test_of_many_only_outlets_are_named_and_thirty_of_them(tmp_path: Path) -> None:
    files = {f"{number}.md": article(f"Outlet {number:02}", None, number) for number in range(32)}
    with opened(tmp_path, files) as snapshot:
        lines = holdings(snapshot).lines
    assert lines[0] == "Outlet 00: 1 document, no dates"
    assert lines[29:] == ("Outlet 29: 1 document, no dates", "and 2 more outlets")


@pytest.mark.parametrize(("private", "count"), [(False, "There are no documents yet."), (True, "1 document,")])
def test_private_documents_are_counted_for_those_who_may_see_them(tmp_path: Path, *, private: bool, count: str) -> None:
    text = "---\ntitle: T\nvisibility: private\n---\nA secret is kept here.\n"
    with opened(tmp_path, {"a.md": text}) as snapshot:
        assert holdings(snapshot, private=private).head.startswith(count)
