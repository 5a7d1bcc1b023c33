"""A real Ray cluster of two nodes on loopback, one of which is killed: the index is that of a single process."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from embeddings.building.cluster import cluster
from embeddings.building.stages import HERE, More, Stages
from embeddings.encoding.encoder import Encoder, Matrix
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.errors import RebuildError, UsageError
from embeddings.library.open_library import OpenLibrary
from embeddings.library.snapshot import LIBRARY, open_current
from embeddings.rebuild import Recipe, rebuild
from embeddings.retrieve import Finder
from embeddings.search.query import make_query
from embeddings.statements.registry import Text
from embeddings.types import Document, Passage, Statement
from tests.milvus import in_milvus
from tests.samples import write_files

STORE = 200 << 20  # bytes


@pytest.mark.parametrize("address", ["ray://host:10001", "host", "host:", ":1", "local", "host:port"])
def test_what_is_no_address(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--ray takes host:port or auto"), cluster(address, tmp_path):
        pytest.fail("it was taken for one")


def test_nobody_there_is_told_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with (
        pytest.raises(UsageError, match=f"no Ray cluster at '{address}' .*ray start --head"),
        cluster(address, tmp_path),
    ):
        pytest.fail("nobody listens")


@dataclass
class Nodes:
    """A cluster of a head and one more, which can be killed."""

    ray: Any
    second: Any = None

    @property
    def address(self) -> str:
        return str(self.ray.address)

    def kill(self) -> None:
        """Kill the second node, once."""
        if self.second is not None:
            self.ray.remove_node(self.second, allow_graceful=False)
            self.second = None

    def grow(self) -> None:
        if self.second is None:
            self.second = self.ray.add_node(num_cpus=1, object_store_memory=STORE, node_ip_address="127.0.0.1")
            self.ray.wait_for_nodes()


@pytest.fixture(scope="module")
def running() -> Iterator[Nodes]:
    pytest.importorskip("ray", reason="needs the extra `ray`: make ray")
    from ray.cluster_utils import Cluster as Started

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setattr("ray._private.services.get_node_ip_address", lambda *_: "127.0.0.1")  # else it listens outside
        head = {"num_cpus": 1, "object_store_memory": STORE, "include_dashboard": False, "node_ip_address": "127.0.0.1"}
        nodes = Nodes(Started(initialize_head=True, head_node_args=head))
        yield nodes
        nodes.ray.shutdown()


@pytest.fixture
def nodes(running: Nodes) -> Nodes:
    running.grow()
    return running


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    said = '"We close gate {n} at noon {k} times," said Ann Lee of the mill. ' + "The harbour was quiet that day. " * 12
    pages = {f"{n}.txt": "\n\n".join([f"Page {n}", *(said.format(n=n, k=k) for k in range(30))]) for n in range(80)}
    return write_files(tmp_path / "seeds", pages)


@dataclass(frozen=True)
class Held:
    """All that a snapshot holds but the times of its files."""

    documents: Mapping[str, Document]
    passages: Sequence[tuple[int, Passage]]
    statements: Sequence[Statement]
    digests: Mapping[str, str]  # of vectors and keywords


def made(seeds: Path, data: Path, stages: Stages) -> Held:
    data.mkdir()
    rebuild(seeds, data, Recipe(NAME, lambda _: HashingEncoder(), stages=stages))
    with closing(open_current(data)) as live:
        digests = {name: digest for name, digest in live.manifest.digests.items() if name != LIBRARY}
        store = live.store
        return Held(store.documents(), list(store.every_passage()), list(store.statements.everything()), digests)


def killing(stages: Stages, stage: str, kill: Callable[[], None]) -> Stages:
    """Kill when the first block of a stage has come."""

    def told(more: More) -> More:
        def tell(count: int) -> None:
            kill()
            more(count)

        return tell

    def statements(documents: Iterable[Text], more: More) -> dict[str, list[Statement]]:
        return stages.statements(documents, told(more))

    def embed(encoder: Encoder, texts: Iterable[tuple[str, str]], more: More) -> Matrix:
        return stages.embed(encoder, texts, told(more))

    return replace(stages, statements=statements) if stage == "statements" else replace(stages, embed=embed)


@pytest.mark.ray
@pytest.mark.filterwarnings("ignore")  # the library's own
@pytest.mark.parametrize("stage", ["nothing", "statements", "embed"])
def test_a_lost_node_costs_no_passage(
    nodes: Nodes, seeds: Path, tmp_path: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.building.cluster._DOCUMENTS", 4)  # 20 blocks of them, and 19 of passages
    monkeypatch.setattr("embeddings.building.cluster._PASSAGES", 64)
    alone = made(seeds, tmp_path / "alone", HERE)
    with cluster(nodes.address, tmp_path / "far") as stages:
        far = made(seeds, tmp_path / "far", stages if stage == "nothing" else killing(stages, stage, nodes.kill))
    assert (nodes.second is None) == (stage != "nothing")
    assert far == alone
    assert (len(far.documents), len(far.passages), len(far.statements)) == (80, 1200, 2400)
    assert "vectors.faiss" in far.digests


@pytest.mark.ray
@pytest.mark.filterwarnings("ignore")  # as above
def test_what_a_machine_finds_wrong_is_told_as_it_is(nodes: Nodes, seeds: Path, tmp_path: Path) -> None:
    with (
        cluster(nodes.address, tmp_path / "gone") as stages,
        pytest.raises(RebuildError, match=r"the data folder '.*gone'"),
    ):
        made(seeds, tmp_path / "far", stages)


def answers(library: OpenLibrary) -> list[list[tuple[str, str, float, int]]]:
    """Return what is found for questions about many gates: passages, with their scores and how much was said there."""
    finder = Finder(library, HashingEncoder())
    asked = [f"Who closes gate {number} at noon {number % 30} times?" for number in range(0, 80, 4)]
    return [
        [
            (hit.passage.id, hit.passage.text, hit.scores.fused, len(found.statements[hit.passage.id]))
            for hit in found.hits
        ]
        for found in (finder.find(make_query(question)) for question in asked)
    ]


@pytest.mark.ray
@pytest.mark.milvus
@pytest.mark.filterwarnings("ignore")  # as above
def test_what_a_cluster_built_with_a_node_lost_is_in_milvus_what_one_process_built(
    nodes: Nodes, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.building.cluster._PASSAGES", 64)
    alone = made(seeds, tmp_path / "alone", HERE)
    with cluster(nodes.address, tmp_path / "far") as stages:
        made(seeds, tmp_path / "far", killing(stages, "embed", nodes.kill))
    assert nodes.second is None
    with closing(in_milvus(tmp_path / "far")) as there, closing(open_current(tmp_path / "alone")) as here:
        numbers = there.passages.numbers()
        assert there.store.documents(private=True) == alone.documents
        assert list(there.passages.of(numbers.values()).items()) == alone.passages
        assert list(there.store.statements.everything()) == alone.statements
        assert (there.passages.vectors(range(1, 1201)) == here.passages.vectors(range(1, 1201))).all()
    with closing(in_milvus(tmp_path / "far")) as there, closing(in_milvus(tmp_path / "alone")) as here:
        assert answers(there) == answers(here)
        assert all(answers(here))
