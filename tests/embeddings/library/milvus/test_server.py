"""What a server's address means, what goes into a filter, and what is said where something is wrong."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.errors import IndexGoneError, SettingsError, SnapshotError

pytest.importorskip("pymilvus")
from pymilvus.exceptions import MilvusException

from embeddings.library.milvus.server import MilvusServer, digest_of, one_of, read_address

pytestmark = pytest.mark.milvus


@pytest.mark.parametrize(
    ("address", "place", "given"),
    [
        ("milvus://db.example.org", "milvus://db.example.org:19530", {"uri": "http://db.example.org:19530"}),
        (
            "milvus://ann:p%40ss@db.example.org:1/news",
            "milvus://db.example.org:1/news",
            {"uri": "http://db.example.org:1", "user": "ann", "password": "p@ss", "db_name": "news"},
        ),
        (
            "milvuss://:token-of-a-service@db.example.org:443",
            "milvuss://db.example.org:443",
            {"uri": "https://db.example.org:443", "token": "token-of-a-service"},
        ),
        ("milvus:///srv/a%20b/milvus.db", "milvus:///srv/a%20b/milvus.db", {"uri": "/srv/a b/milvus.db"}),
    ],
)
def test_addresses(address: str, place: str, given: dict[str, str]) -> None:
    assert read_address(address)[1:] == (place, given)


@pytest.mark.parametrize(
    "address", ["milvus://", "http://host", "milvus://host:port", "milvus://u:p/w@host:1", "milvus://[u:pass@host", "x"]
)
def test_what_is_no_address_is_told_without_showing_it(address: str) -> None:
    with pytest.raises(SettingsError, match="ONRECORD_INDEX can't be read as an address") as told:
        read_address(address)
    assert "p/w" not in str(told.value)
    assert "pass@" not in str(told.value).replace("user:password@", "")


@pytest.mark.parametrize("value", ['"] or 1 == 1 or x in ["', "a'b", "{x}", "%", "\\", "\n", "мост", "\ud800"])
def test_no_text_stands_in_a_filter(value: str) -> None:
    told = one_of("name", [digest_of(value)])
    assert told == f'name in ["{digest_of(value)}"]'
    assert set(told) <= set('name in ["0123456789abcdef"]')
    with pytest.raises(ValueError, match=r".*"):
        one_of("name", [value])


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(IndexGoneError, match=rf"^The index at milvus://127.0.0.1:{port} can't be reached\.") as told:
        MilvusServer(f"milvus://ann:very-secret@127.0.0.1:{port}")
    assert "very-secret" not in str(told.value)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MilvusServer]:
    pytest.importorskip("milvus_lite")
    opened = MilvusServer(f"milvus://{tmp_path}/one.db")
    yield opened
    opened.client.close()


@pytest.mark.parametrize(
    ("said", "kind", "told"),
    [
        ("auth check failure, please check api key is correct", SnapshotError, "refuses the password"),
        (
            "Fail connecting to server on host:1, illegal connection params or server unavailable",
            IndexGoneError,
            "reached",
        ),
        ("<_MultiThreadedRendezvous of RPC that terminated with: StatusCode.UNAVAILABLE>", IndexGoneError, "reached"),
        ("collection not found[collection=x]", SnapshotError, "can't be used: collection not found"),
    ],
)
def test_what_a_server_says_is_told_in_a_sentence(
    server: MilvusServer, said: str, kind: type[Exception], told: str
) -> None:
    with pytest.raises(kind, match=told), server.telling():
        raise MilvusException(message=said)


def test_a_refused_password_is_no_server_that_is_gone(server: MilvusServer) -> None:
    refused = OSError("status = StatusCode.UNAUTHENTICATED, details = 'auth check failure'")
    refused.__context__ = OSError("round")
    refused.__context__.__context__ = refused  # as the client's errors lead back to themselves
    with pytest.raises(SnapshotError, match="refuses the password"), server.telling():
        raise MilvusException(message="Fail connecting to server, server unavailable") from refused


def test_a_server_without_bm25_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pymilvus

    monkeypatch.setattr(pymilvus.MilvusClient, "__init__", lambda *_, **__: None)
    monkeypatch.setattr(pymilvus.MilvusClient, "get_server_version", lambda *_, **__: "v2.3.5")
    with pytest.raises(SnapshotError, match=r"of version v2\.3\.5, which has no BM25; 2\.5 or later is needed"):
        MilvusServer("milvus://db.example.org")
    monkeypatch.setattr(pymilvus.MilvusClient, "get_server_version", lambda *_, **__: "2.6.4-dev")
    assert MilvusServer("milvus://db.example.org").place == "milvus://db.example.org:19530"
