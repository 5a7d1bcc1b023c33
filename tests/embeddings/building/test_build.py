"""The files of a snapshot, made of small documents and vectors that need no model."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.building.build import Library, build, is_made_of, read_library
from embeddings.encoding.encoder import Matrix, Progress, no_progress
from embeddings.encoding.hashing import HashingEncoder
from embeddings.library.manifest import Manifest, read_manifest
from embeddings.library.snapshot import KEPT, Snapshot, open_snapshot
from tests.samples import LIBRARY, write_files

SAID = {"said.txt": 'The mill\n\n"We close at noon," said Ann Lee of the mill.'}


class Told:
    """What a build said of its progress."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int]] = []

    def __call__(self, stage: str, done: int, total: int) -> None:
        self.steps.append((stage, done, total))


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_files(tmp_path / "seeds", {**LIBRARY, **SAID})


def made(seeds: Path, name: str, *, known: Snapshot | None = None, exact_up_to: int = 100) -> tuple[Path, int, Told]:
    """Build a snapshot beside the documents; return its folder, how many passages were kept, and what was told."""
    aside, told = seeds.parent / name, Told()
    aside.mkdir()
    library = read_library(seeds, known, told)
    return aside, build(aside, library, known, HashingEncoder(), exact_up_to, told), told


def test_the_manifest_says_what_was_made_and_of_what(seeds: Path) -> None:
    aside, kept, _ = made(seeds, "new")
    manifest = read_manifest(aside)
    assert (manifest.documents, manifest.passages, manifest.statements, kept) == (5, 5, 3, 0)
    assert manifest.encoder == HashingEncoder.spec
    assert manifest.index.kind == "exact"
    assert set(manifest.digests) == {path.name for path in aside.iterdir()} - {"manifest.json"}
    with closing(open_snapshot(aside)) as snapshot:
        assert sorted(snapshot.store.documents()) == ["bridge.md", "ferry-a", "ferry-b", "roof.txt", "said.txt"]


def test_each_stage_counts_what_it_does(seeds: Path) -> None:
    _, _, told = made(seeds, "new")
    assert told.steps[0] == ("reading", 0, 0)
    assert told.steps[-1] == ("indexing", 0, 0)
    stages = [stage for stage, *_ in told.steps]
    assert list(dict.fromkeys(stages)) == ["reading", "embedding", "statements", "indexing"]
    for stage, total in (("reading", 4), ("embedding", 5), ("statements", 5)):
        steps = [(done, of) for name, done, of in told.steps if name == stage][stage == "reading" :]
        assert steps[-1] == (total, total)
        assert steps == sorted(steps)


def test_what_is_known_is_taken_over(seeds: Path) -> None:
    first, *_ = made(seeds, "first")
    with closing(open_snapshot(first)) as known:
        second, kept, told = made(seeds, "second", known=known)
    assert kept == 5
    assert ("embedding", 0, 0) in told.steps
    assert "statements" not in {stage for stage, *_ in told.steps}
    assert replace(read_manifest(second), built_at="") == replace(read_manifest(first), built_at="")


def test_many_passages_get_an_approximate_index_and_keep_their_vectors(seeds: Path) -> None:
    write_files(seeds, {f"{number}.txt": f"Page {number}\n\nIt is number {number}." for number in range(45)})
    aside, *_ = made(seeds, "new", exact_up_to=49)
    manifest = read_manifest(aside)
    assert (manifest.passages, manifest.index.kind) == (50, "ivf")
    assert manifest.index.recall is not None
    vectors = np.load(aside / KEPT)
    assert (vectors.shape, vectors.dtype) == ((50, HashingEncoder.spec.dimension), np.float16)


class Batches(HashingEncoder):
    """Keeps what was embedded together."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[list[str]] = []

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        """Return unit vectors, shape (number of texts, dimension)."""
        self.seen.append(list(texts))
        return super().encode_passages(self.seen[-1], progress)


def test_private_passages_move_nothing_that_others_are_shown(seeds: Path) -> None:
    write_files(seeds, {f"{number}.txt": f"Page {number}\n\nIt is number {number}." for number in range(20)})
    write_files(seeds, {f"own/{number}.txt": f"Own {number}\n\nMine: {number}." for number in range(30)})
    write_files(seeds, {"own/folder.toml": 'visibility = "private"'})
    encoder, aside = Batches(), seeds.parent / "aside"
    aside.mkdir()
    library = read_library(seeds, None, Told())
    build(aside, library, None, encoder, 25, Told())
    public, private = encoder.seen
    assert (len(public), len(private)) == (25, 30)
    assert all("Mine" in text for text in private)
    manifest = read_manifest(aside)
    assert (manifest.passages, manifest.deciding, manifest.index.kind) == (55, 25, "exact")
    assert answers(manifest, library, model=manifest.encoder.model, exact_up_to=25)
    assert not answers(manifest, library, model=manifest.encoder.model, exact_up_to=24)


def test_where_all_is_private_all_of_it_decides(seeds: Path) -> None:
    write_files(seeds, {"folder.toml": 'visibility = "private"'})
    manifest = read_manifest(made(seeds, "new", exact_up_to=4)[0])
    assert (manifest.deciding, manifest.index.kind) == (5, "ivf")


def test_no_documents_make_an_empty_snapshot(tmp_path: Path) -> None:
    seeds = write_files(tmp_path / "seeds", {})
    seeds.mkdir(exist_ok=True)
    aside, *_ = made(seeds, "new")
    manifest = read_manifest(aside)
    assert (manifest.documents, manifest.passages, manifest.statements) == (0, 0, 0)


def answers(manifest: Manifest, library: Library, *, model: str = "hashing", exact_up_to: int = 100) -> bool:
    return is_made_of(manifest, library=library, model=model, exact_up_to=exact_up_to)


def test_a_snapshot_is_up_to_date_as_long_as_all_that_it_was_made_of_is_as_it_was(seeds: Path) -> None:
    manifest = read_manifest(made(seeds, "new")[0])
    library = read_library(seeds, None, Told())
    assert answers(manifest, library, model=manifest.encoder.model)
    assert not answers(manifest, library, model="another")
    assert not answers(manifest, library, model=manifest.encoder.model, exact_up_to=4)  # five passages
    assert answers(manifest, library, model=manifest.encoder.model, exact_up_to=5)
    for change in ({"reader": "0"}, {"splitter": "0"}, {"extractor": "0"}, {"source": "0"}):
        assert not answers(replace(manifest, **change), library, model=manifest.encoder.model)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {"roof.txt": "The school roof\n\nIt is mended."},
        {"roof.txt.meta.toml": 'publisher = "The School"'},
        {"aliases.toml": '"Ann Lee" = ["Lee"]'},
        {"more.txt": "More\n\nThere is more."},
    ],
)
def test_the_digest_of_the_source_is_of_words_facts_and_names(seeds: Path, changed: dict[str, str]) -> None:
    before = read_library(seeds, None, Told()).source
    assert read_library(seeds, None, Told()).source == before
    write_files(seeds, changed)
    assert read_library(seeds, None, Told()).source != before
