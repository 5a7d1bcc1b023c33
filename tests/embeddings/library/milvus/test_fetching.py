"""A snapshot on a server, fetched into a folder: it is whole, or nothing is published."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pymilvus")
pytest.importorskip("milvus_lite")

from embeddings.errors import SnapshotError
from embeddings.library.milvus.fetching import fetch
from embeddings.library.milvus.library import put
from embeddings.library.milvus.schema import collection_of
from embeddings.library.milvus.server import server_at
from embeddings.library.open_library import OpenLibrary
from embeddings.library.snapshot import current_name
from tests.embeddings.library.test_snapshots import build
from tests.milvus import address_beside
from tests.samples import write_files

pytestmark = pytest.mark.milvus


def test_it_is_examined_next_to_what_is_live_and_then_live_itself(tmp_path: Path) -> None:
    seeds, data, address = write_files(tmp_path / "seeds", {}), tmp_path / "data", address_beside(tmp_path / "data")
    told: list[tuple[str, str | None]] = []

    def examine(copy: OpenLibrary, live: OpenLibrary | None) -> None:
        told.append((copy.store.documents()["page.txt"].text, None if live is None else live.name))

    first = build(seeds, data, "one")
    put(address, data, 3)
    assert fetch(address, tmp_path / "back", examine) == first == current_name(tmp_path / "back")
    build(seeds, data, "two")
    put(address, data, 3)
    fetch(address, tmp_path / "back", examine)
    assert [(text[-4:], live) for text, live in told] == [("one.", None), ("two.", first)]


def test_without_its_passages_nothing_is_published(tmp_path: Path) -> None:
    seeds, data, address = write_files(tmp_path / "seeds", {}), tmp_path / "data", address_beside(tmp_path / "data")
    name = build(seeds, data)
    put(address, data, 3)
    server_at(address).client.delete(collection_of(name, "passages"), filter="row >= 0")
    with pytest.raises(SnapshotError, match=r"has 1 passages, and not all of them are there once each"):
        fetch(address, tmp_path / "back", lambda *_: None)
    assert current_name(tmp_path / "back") is None
