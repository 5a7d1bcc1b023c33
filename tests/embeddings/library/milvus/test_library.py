"""Snapshots published on a server: one is live, moved in one step, gone back from, pruned."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("pymilvus")
pytest.importorskip("milvus_lite")

from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.errors import SnapshotError
from embeddings.library.condition import Condition
from embeddings.library.milvus.library import go_back, listed, live_in, open_in, point_to, prune, put, whole
from embeddings.library.milvus.schema import collection_of, snapshot_of
from embeddings.library.milvus.server import MilvusServer, server_at
from embeddings.library.snapshot import current_name
from tests.embeddings.library.test_snapshots import build
from tests.milvus import address_beside
from tests.samples import write_files

pytestmark = pytest.mark.milvus
KEEP = 3


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_files(tmp_path / "seeds", {})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def address(data: Path) -> str:
    return address_beside(data)


def number_in(address: str) -> str:
    with closing(open_in(address)) as library:
        (document,) = library.store.documents(private=True).values()
        return document.text.rpartition(" ")[2]


def test_nothing_is_there_at_first(address: str) -> None:
    assert live_in(address) is None
    assert list(listed(address)) == []
    with pytest.raises(
        SnapshotError, match=r"^There is no index at milvus:///.*\.db yet\. Build it: onrecord rebuild$"
    ):
        open_in(address)
    with pytest.raises(SnapshotError, match="no older snapshot"):
        go_back(address)


def test_what_is_published_is_live_and_the_oldest_go(seeds: Path, data: Path, address: str) -> None:
    names = []
    for number in range(KEEP + 1):
        names.append(build(seeds, data, f"{number}"))
        put(address, data, KEEP)
        assert live_in(address) == names[-1]
        assert number_in(address) == f"{number}."
    server = server_at(address)
    assert whole(server) == names[1:]
    assert {snapshot_of(one) for one in server.collections()} == set(names[1:])
    assert [(one.name, one.live, one.manifest is not None) for one in listed(address)] == [
        (name, name == names[-1], True) for name in reversed(names[1:])
    ]


def test_the_same_is_not_written_twice(seeds: Path, data: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build(seeds, data, "one")
    put(address, data, KEEP)
    monkeypatch.setattr(MilvusServer, "write", None)
    put(address, data, KEEP)
    assert live_in(address) == current_name(data)


def test_going_back(seeds: Path, data: Path, address: str) -> None:
    names = [build(seeds, data, text) for text in ("one",)]
    put(address, data, KEEP)
    for text in ("two", "three"):
        names.append(build(seeds, data, text))
        put(address, data, KEEP)
    assert go_back(address) == names[1] == live_in(address)
    assert go_back(address, names[0]) == names[0] == live_in(address)
    assert number_in(address) == "one."
    assert go_back(address, names[2]) == live_in(address)
    with pytest.raises(SnapshotError, match=r"There is no snapshot 'x' at .*\. There are: "):
        go_back(address, "x")
    go_back(address, names[0])
    assert prune(server_at(address), 1) == names[1:]  # never the live one
    assert whole(server_at(address)) == names[:1]


@pytest.mark.parametrize("after", [0, 3, 6, 8])
def test_one_that_dies_half_way_changes_nothing(
    seeds: Path, data: Path, address: str, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(seeds, data, "one")
    put(address, data, KEEP)
    second = build(seeds, data, "two")
    with monkeypatch.context() as patched:
        cut_after(patched, after)
        with pytest.raises(SnapshotError, match="cut off"):
            put(address, data, KEEP)
    assert live_in(address) == first
    assert number_in(address) == "one."
    put(address, data, KEEP)
    assert live_in(address) == second
    assert number_in(address) == "two."


def cut_after(patched: pytest.MonkeyPatch, calls: int) -> None:
    """Let only so many calls that change something through."""
    left = [calls]

    def cut(name: str) -> None:
        whole_call = getattr(MilvusServer, name)

        def call(self: MilvusServer, *given: object) -> object:
            if not left[0]:
                raise SnapshotError("cut off")
            left[0] -= 1
            return whole_call(self, *given)

        patched.setattr(MilvusServer, name, call)

    for name in ("write", "load", "point"):
        cut(name)


def test_what_a_dead_writer_left_goes_with_the_next(seeds: Path, data: Path, address: str) -> None:
    build(seeds, data, "one")
    put(address, data, KEEP)
    server = server_at(address)
    with server.telling():
        server.client.create_collection("onrecord_20000101T0000Z_abcdef_passages", dimension=2)
        server.client.create_collection("somebody_elses", dimension=2)
    put(address, data, KEEP)
    assert "onrecord_20000101T0000Z_abcdef_passages" not in server.collections()
    assert "somebody_elses" in server.collections()


def test_another_models_index_is_told(seeds: Path, data: Path, address: str) -> None:
    build(seeds, data, "one")
    put(address, data, KEEP)
    assert open_in(address, model=NAME).manifest.encoder.model == NAME
    with pytest.raises(SnapshotError, match="was made by the model 'hashing', and ONRECORD_MODEL is 'other'"):
        open_in(address, model="other")


def test_a_damaged_manifest_is_told(seeds: Path, data: Path, address: str) -> None:
    name = build(seeds, data, "one")
    put(address, data, KEEP)
    server = server_at(address)
    with server.telling():
        server.client.delete(collection_of(name, "records"), filter='kind == "manifest"')
    with pytest.raises(SnapshotError, match=r"is damaged: its manifest can't be read .*onrecord rebuild"):
        open_in(address)
    assert [(one.live, one.manifest) for one in listed(address)] == [(True, None)]
    put(address, data, KEEP)
    assert number_in(address) == "one."


def test_the_alias_moves_under_questions(seeds: Path, data: Path, address: str) -> None:
    """Twenty times from one to another, while a thousand questions are asked: each is answered from one of the two."""
    build(seeds, data, "one of the mill")
    put(address, data, KEEP)
    build(seeds, data, "two of the bridge")
    put(address, data, KEEP)
    server, encoder = server_at(address), HashingEncoder()
    names, done = whole(server), threading.Event()
    told: list[tuple[str, str]] = []

    def ask() -> None:
        for _ in range(1000):
            library = open_in(address)
            ((number, _),) = library.passages.nearest(encoder.encode_query("mill"), 3, Condition())
            told.append((library.name, library.passages.of([number])[number].text.rpartition(" ")[2]))
        done.set()

    asking = threading.Thread(target=ask)
    asking.start()
    for number in range(20):
        point_to(server, names[number % 2])
        while not done.is_set() and len(told) < number * 50:
            done.wait(0.01)
    asking.join()
    assert len(told) == 1000
    assert set(told) == {(names[0], "mill."), (names[1], "bridge.")}
