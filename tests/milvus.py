"""A library in Milvus for tests: milvus-lite, in a folder beside the library's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.library.open_library import OpenLibrary


def address_beside(data: Path) -> str:
    """Return the address of a server of a data folder's own; the test is skipped where none is installed."""
    pytest.importorskip("pymilvus")
    pytest.importorskip("milvus_lite")
    return f"milvus://{data.absolute()}.db"


def in_milvus(data: Path) -> OpenLibrary:
    """Publish the live snapshot of a data folder on a server of its own, and open it there."""
    address = address_beside(data)
    from embeddings.library.milvus.library import open_in, put

    put(address, data, 3)
    return open_in(address)
