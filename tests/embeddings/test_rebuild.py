from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoding.encoder import Encoder, Matrix, Progress, Vector, no_progress, unit
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.errors import ModelError, RebuildError, RefusedError, SettingsError
from embeddings.library.index import IndexSpec
from embeddings.library.manifest import FORMAT
from embeddings.library.snapshot import current_name, open_current
from embeddings.rebuild import LEAST_RECALL, RebuildReport, Recipe, rebuild
from embeddings.statements.registry import VERSION
from tests.samples import LIBRARY, load_hashing, write_files

ROOT = Path(__file__).parents[2]
STAGES = ["reading", "embedding", "indexing", "verifying", "publishing"]


def never(name: str) -> Encoder:
    raise AssertionError(f"{name} was loaded")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_files(tmp_path / "seeds", LIBRARY)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def build(seeds: Path, data: Path, *, full: bool = False, strict: bool = False) -> RebuildReport:
    return rebuild(seeds, data, Recipe(NAME, load_hashing), full=full, strict=strict)


def test_report_and_snapshot(seeds: Path, data: Path) -> None:
    report = build(seeds, data)
    assert report == RebuildReport(str(current_name(data)), True, 4, 4, ())
    snapshot = open_current(data)
    assert [*snapshot.store.documents()] == ["bridge.md", "ferry-a", "ferry-b", "roof.txt"]
    assert (snapshot.manifest.documents, snapshot.manifest.passages, snapshot.manifest.format) == (4, 4, FORMAT)
    assert (snapshot.manifest.statements, snapshot.manifest.extractor) == (2, VERSION)
    assert snapshot.manifest.encoder == HashingEncoder.spec
    assert snapshot.manifest.index == IndexSpec("exact")
    assert sorted(snapshot.manifest.digests) == ["lengths.npy", "library.sqlite", "postings.npy", "vectors.faiss"]
    snapshot.close()


def test_progress_tells_every_stage_in_order(seeds: Path, data: Path) -> None:
    told: list[tuple[str, int, int]] = []
    rebuild(seeds, data, Recipe(NAME, load_hashing, progress=lambda *one: told.append(one)))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == [
        "reading",
        "embedding",
        "statements",
        "indexing",
        "verifying",
        "publishing",
    ]
    counts = {stage: [(done, total) for at, done, total in told if at == stage] for stage, _, _ in told}
    assert counts["reading"] == [(0, 0), (1, 3), (2, 3), (3, 3)]
    assert counts["embedding"] == [(0, 4), (4, 4)]
    assert counts["statements"] == sorted(counts["statements"])  # from where they were when embedding ended
    assert counts["statements"][-1] == (4, 4)


def test_title_is_embedded(seeds: Path, data: Path) -> None:
    build(seeds, data)
    snapshot = open_current(data)
    text = snapshot.store.passages([2])[2].text
    expected = HashingEncoder().encode_query(f"Ferry {text}")
    assert float(snapshot.index.vectors([2])[0] @ expected) == pytest.approx(1.0)
    snapshot.close()


def test_unchanged_documents_load_no_model(seeds: Path, data: Path) -> None:
    first = build(seeds, data)
    again = rebuild(seeds, data, Recipe(NAME, never))
    assert (again.snapshot, again.published, again.documents) == (first.snapshot, False, 4)


def test_a_first_build_loads_its_model_while_it_reads(seeds: Path, data: Path) -> None:
    reading, loading = threading.Event(), threading.Event()

    def read(stage: str, *_: int) -> None:
        if stage == "reading":
            reading.set()
            assert loading.wait(60)  # each waits for the other: one after the other, neither would end

    def load(_: str) -> Encoder:
        loading.set()
        assert reading.wait(60)
        return HashingEncoder()

    assert rebuild(seeds, data, Recipe(NAME, load, progress=read)).published


def test_what_is_wrong_with_the_documents_is_told_before_what_is_wrong_with_the_model(data: Path) -> None:
    def fail(_: str) -> Encoder:
        raise ModelError("no such model")

    with pytest.raises(SettingsError, match="folder"):
        rebuild(data / "nowhere", data, Recipe(NAME, fail))


@pytest.mark.parametrize(
    "change",
    [
        {"roof.txt": "The school roof\n\nNo rain came."},
        {"more.txt": "More\n\nA fifth one."},
        {"bridge.md": LIBRARY["bridge.md"].replace("Alder Gazette", "Tarn Gazette")},
    ],
)
def test_changed_documents_are_built(seeds: Path, data: Path, change: dict[str, str | bytes]) -> None:
    first = build(seeds, data)
    write_files(seeds, change)
    second = build(seeds, data)
    assert second.published
    assert second.snapshot == current_name(data) != first.snapshot


def test_removed_document_leaves_the_index(seeds: Path, data: Path) -> None:
    build(seeds, data)
    (seeds / "roof.txt").unlink()
    assert build(seeds, data).documents == 3
    snapshot = open_current(data)
    assert "roof.txt" not in snapshot.store.documents()
    assert snapshot.store.postings(["roof"]) == {}
    snapshot.close()


def test_full_builds_what_did_not_change(seeds: Path, data: Path) -> None:
    first = build(seeds, data)
    second = build(seeds, data, full=True)
    assert second.published
    assert second.snapshot != first.snapshot


def test_another_model_is_a_change(seeds: Path, data: Path) -> None:
    class Other(HashingEncoder):
        spec = HashingEncoder.spec.__class__(model="other", revision=None, digest="x", dimension=1024)

    build(seeds, data)
    assert rebuild(seeds, data, Recipe("other", lambda _: Other())).published
    open_current(data, model="other").close()


def test_damaged_snapshot_is_built_anew(seeds: Path, data: Path) -> None:
    first = build(seeds, data)
    (data / "index" / first.snapshot / "vectors.faiss").write_bytes(b"")
    assert build(seeds, data).published
    open_current(data).close()


def test_bad_documents_are_reported_and_the_others_built(seeds: Path, data: Path) -> None:
    write_files(seeds, {"bad.txt": b"T\n\n\xff", "rows.jsonl": '{"id": 1, "title": "T"}\n'})
    report = build(seeds, data)
    assert (report.published, report.documents) == (True, 4)
    assert [str(error) for error in report.errors] == [
        "bad.txt, line 3: byte 0xff is not UTF-8; save it as UTF-8",
        "rows.jsonl, line 1: the required field 'text' is missing or empty",
    ]
    assert [*map(str, build(seeds, data).errors)] == [*map(str, report.errors)]  # also where nothing changed


def test_strict_makes_a_bad_document_an_error(seeds: Path, data: Path) -> None:
    first = build(seeds, data)
    write_files(seeds, {"bad.txt": "", "new.txt": "New\n\nOne."})
    with pytest.raises(RebuildError) as caught:
        build(seeds, data, strict=True)
    assert str(caught.value) == (
        "1 document could not be read, and nothing was built. Mend them, or leave out --strict:\n  bad.txt: is empty"
    )
    assert current_name(data) == first.snapshot


def test_a_key_above_many_notes_is_told_once(data: Path, tmp_path: Path) -> None:
    note = "---\ntags: [a]\n{}---\nIt burned. ![x](x.png)\n"
    notes = {f"{number}.md": note.format("autor: Ann\n" * (number > 1)) for number in range(4)}
    report = build(write_files(tmp_path / "notes", notes), data, strict=True)
    told = (("0.md", "tags"), ("2.md", "autor"))
    keys = [f"{name}: the key '{key}' of the front matter, which names no fact" for name, key in told]
    assert sorted(report.left_out) == sorted([*keys, *(f"{number}.md: 1 picture" for number in range(4))])


def test_strict_is_content_with_good_documents(seeds: Path, data: Path) -> None:
    assert build(seeds, data, strict=True).published


def test_only_bad_documents_leave_the_old_index(seeds: Path, data: Path) -> None:
    first = build(seeds, data)
    for path in seeds.iterdir():
        path.write_bytes(b"\xff")
    with pytest.raises(RebuildError, match=r"^3 documents could not be read, and nothing was built\. Mend them:\n"):
        build(seeds, data)
    assert current_name(data) == first.snapshot


def test_many_bad_documents_are_listed_in_part(data: Path, tmp_path: Path) -> None:
    seeds = write_files(tmp_path / "seeds", {"all.jsonl": "{\n" * 500})
    with pytest.raises(RebuildError, match=r"^500 documents could not") as caught:
        build(seeds, data)
    assert len(str(caught.value).splitlines()) == 21


def test_no_documents_make_an_empty_index(data: Path, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    assert build(tmp_path / "seeds", data).passages == 0
    snapshot = open_current(data)
    assert (len(snapshot.index), [*snapshot.store.rows()]) == (0, [])
    snapshot.close()


def test_no_folder_of_documents(data: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no documents' folder"):
        build(tmp_path / "nowhere", data)
    assert current_name(data) is None


@pytest.mark.parametrize("stage", STAGES)
def test_an_error_at_any_stage_leaves_the_old_snapshot(seeds: Path, data: Path, stage: str) -> None:
    first = build(seeds, data)
    write_files(seeds, {"more.txt": "More\n\nA fifth one."})

    def trip(at: str, *_: int) -> None:
        if at == stage:
            raise RuntimeError(f"no more {at}")

    with pytest.raises(RuntimeError, match=f"no more {stage}"):
        rebuild(seeds, data, Recipe(NAME, load_hashing, progress=trip))
    check_old_then_new(first, seeds, data)


def test_an_error_of_the_model_leaves_the_old_snapshot(seeds: Path, data: Path) -> None:
    class Failing(HashingEncoder):
        def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
            count = len(list(texts))
            progress(count)
            raise MemoryError(f"{count} texts")

    first = build(seeds, data)
    write_files(seeds, {"more.txt": "More\n\nA fifth one."})
    with pytest.raises(MemoryError, match="1 texts"):
        rebuild(seeds, data, Recipe(NAME, lambda _: Failing()))
    check_old_then_new(first, seeds, data)


def test_an_error_before_the_last_step_leaves_the_old_snapshot(
    seeds: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError("disk full")

    first = build(seeds, data)
    write_files(seeds, {"more.txt": "More\n\nA fifth one."})
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full_disk)  # what makes CURRENT point at the new one
        with pytest.raises(RebuildError, match="disk full"):
            build(seeds, data)
    check_old_then_new(first, seeds, data)


KILLED = """
import os, sys
from pathlib import Path
from embeddings.encoding.hashing import HashingEncoder
from embeddings.rebuild import Recipe, rebuild
seeds, data, stage = sys.argv[1:]
die = lambda at, *_: os._exit(9) if at == stage else None
rebuild(Path(seeds), Path(data), Recipe("hashing", lambda _: HashingEncoder(), progress=die))
"""


@pytest.mark.parametrize("stage", ["embedding", "verifying"])
def test_a_killed_process_leaves_the_old_snapshot(seeds: Path, data: Path, stage: str) -> None:
    first = build(seeds, data)
    write_files(seeds, {"more.txt": "More\n\nA fifth one."})
    command = [sys.executable, "-c", KILLED, str(seeds), str(data), stage]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    assert list((data / "index").glob(".building-*"))
    check_old_then_new(first, seeds, data)


def check_old_then_new(first: RebuildReport, seeds: Path, data: Path) -> None:
    snapshot = open_current(data)
    assert snapshot.name == first.snapshot
    assert len(snapshot.index) == 4
    snapshot.close()
    second = build(seeds, data)
    assert (second.published, second.documents) == (True, 5)
    assert not list((data / "index").glob(".building-*"))
    open_current(data).close()


def test_source_digest_does_not_depend_on_the_order_of_a_file_system(seeds: Path, data: Path, tmp_path: Path) -> None:
    build(seeds, data)
    other = write_files(tmp_path / "other", dict(reversed([*LIBRARY.items()])))
    assert not build(other, data).published
    assert json.loads((data / "index" / str(current_name(data)) / "manifest.json").read_text())["splitter"]


class Topics(HashingEncoder):
    """Gives every text a direction near to one of ten, by chance that is the same each time."""

    def encode_query(self, text: str) -> Vector:
        number = zlib.crc32(text.encode())
        topic, own = (np.random.default_rng(seed).normal(size=1024) for seed in (number % 10, number))
        return unit(topic + 0.3 * own)


def many(folder: Path, count: int) -> Path:
    rows = (json.dumps({"id": f"d{number}", "title": "T", "text": f"Number {number}."}) for number in range(count))
    return write_files(folder, {"all.jsonl": "\n".join(rows)})


def test_a_large_library_is_searched_approximately_and_says_how_well(data: Path, tmp_path: Path) -> None:
    rebuild(many(tmp_path / "many", 300), data, Recipe(NAME, lambda _: Topics(), exact_up_to=299))
    snapshot = open_current(data)
    spec = snapshot.manifest.index
    assert (snapshot.index.approximate, spec.kind, spec.lists) == (True, "ivf", 7)
    assert spec.recall is not None
    assert spec.recall >= LEAST_RECALL
    snapshot.close()


class Deaf(HashingEncoder):
    """Gives texts directions by chance, and questions others: the lists near to a question hold nothing of it."""

    def encode_query(self, text: str) -> Vector:
        return unit(np.random.default_rng(zlib.crc32(text.encode())).normal(size=1024))

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        count = len(list(texts))
        progress(count)
        return unit(np.random.default_rng(7).normal(size=(count, 1024)))


def test_an_index_that_finds_too_little_is_refused_or_accepted(data: Path, tmp_path: Path) -> None:
    seeds = many(tmp_path / "many", 900)
    with pytest.raises(RefusedError) as caught:
        rebuild(seeds, data, Recipe(NAME, lambda _: Deaf(), exact_up_to=100))
    assert re.fullmatch(
        r"Nothing was published, as the gate refused the new index:\n"
        r"FAILED  recall: the approximate index finds \d+% of what exact search does, at least 95% was expected; "
        r"ONRECORD_EXACT_UP_TO=1000000000 searches exactly\n"
        r"It is kept in refused-[0-9a-f]{6}\. Mend the documents and rebuild, or publish it anyway: "
        r"onrecord rebuild --accept",
        str(caught.value),
    )
    assert current_name(data) is None
    assert rebuild(seeds, data, Recipe(NAME, never, exact_up_to=100), accept=True).published
    assert not list((data / "index").glob("refused-*"))
