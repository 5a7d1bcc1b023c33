from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from embeddings.encoding.encoder import Encoder
from embeddings.encoding.hashing import NAME
from embeddings.errors import RebuildError, RefusedError, SnapshotError
from embeddings.library.lock import locked
from embeddings.library.snapshot import Snapshot, current_name, open_current, open_snapshot
from embeddings.library.snapshots import list_snapshots, prune, rollback
from embeddings.library.verdict import Check, read_verdict
from embeddings.rebuild import RebuildReport, Recipe, rebuild
from tests.samples import load_hashing, write_files

ROOT = Path(__file__).parents[3]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_files(tmp_path / "seeds", {"page.txt": "Page\n\nNumber zero."})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def build(seeds: Path, data: Path, text: str = "zero", *, accept: bool = False) -> str:
    write_files(seeds, {"page.txt": f"Page\n\nNumber {text}."})
    return rebuild(seeds, data, Recipe(NAME, load_hashing), accept=accept).snapshot


def refuse(new: Snapshot, live: Snapshot | None, load: object) -> list[Check]:
    return [Check("taste", False, "it was bad")]


def test_list_is_the_newest_first(seeds: Path, data: Path) -> None:
    names = [build(seeds, data, text) for text in ("one", "two", "three")]
    listed = list_snapshots(data)
    assert [one.name for one in listed] == names[::-1]
    assert [one.live for one in listed] == [True, False, False]
    assert [one.manifest.documents for one in listed if one.manifest] == [1, 1, 1]
    assert all(one.size > 1000 for one in listed)
    assert str(listed[0].verdict) == "passed"


def test_list_names_what_can_not_be_read(seeds: Path, data: Path) -> None:
    name = build(seeds, data)
    (data / "index" / name / "manifest.json").write_text("{")
    assert [(one.name, one.manifest) for one in list_snapshots(data)] == [(name, None)]


def test_nothing_to_list(data: Path) -> None:
    assert list_snapshots(data) == []


def test_rollback_goes_one_back_and_again(seeds: Path, data: Path) -> None:
    first, second, _ = (build(seeds, data, text) for text in ("one", "two", "three"))
    assert rollback(data) == second == current_name(data)
    assert rollback(data) == first == current_name(data)
    with pytest.raises(SnapshotError, match=r"^There is no older snapshot to go back to\. See: onrecord snapshots$"):
        rollback(data)
    open_current(data).close()


def test_rollback_by_name(seeds: Path, data: Path) -> None:
    first, _, third = (build(seeds, data, text) for text in ("one", "two", "three"))
    assert rollback(data, first) == first == current_name(data)
    assert rollback(data, third) == third == current_name(data)


@pytest.mark.parametrize("name", ["20200101T0000Z-abcdef", "..", "CURRENT", "refused-abcdef", ""])
def test_rollback_to_what_is_not_there(seeds: Path, data: Path, name: str) -> None:
    first = build(seeds, data)
    with pytest.raises(SnapshotError, match="There is no"):
        rollback(data, name)
    assert current_name(data) == first


def test_rollback_to_a_damaged_snapshot(seeds: Path, data: Path) -> None:
    first, second = build(seeds, data, "one"), build(seeds, data, "two")
    (data / "index" / first / "library.sqlite").write_bytes(b"")
    with pytest.raises(SnapshotError, match=f"The snapshot {first} is damaged"):
        rollback(data)
    assert current_name(data) == second


def test_no_rollback_during_a_rebuild(seeds: Path, data: Path) -> None:
    build(seeds, data)
    with locked(data), pytest.raises(RebuildError, match="Another rebuild is running"):
        rollback(data)


def test_what_was_rolled_back_is_not_published_again(seeds: Path, data: Path) -> None:
    first, second = build(seeds, data, "one"), build(seeds, data, "two")
    rollback(data)
    write_files(seeds, {"other.txt": "Other\n\nSomething else is new."})
    with pytest.raises(RefusedError) as caught:
        build(seeds, data, "two")
    message = str(caught.value)
    assert message.startswith(f"Nothing was published: {second} was rolled back on 20")
    assert message.endswith(
        "Nothing of what it brought was changed since (page.txt). Mend or remove one of these documents, or publish "
        "all the same: onrecord rebuild --accept"
    )
    assert current_name(data) == first
    assert build(seeds, data, "two", accept=True) == current_name(data)


def test_what_was_mended_is_published(seeds: Path, data: Path) -> None:
    build(seeds, data, "one")
    build(seeds, data, "two")
    rollback(data)
    mended = build(seeds, data, "three")
    assert mended == current_name(data)
    (seeds / "page.txt").unlink()
    assert rebuild(seeds, data, Recipe(NAME, load_hashing)).published  # nothing is held back any more


def test_prune_keeps_the_newest_and_the_live_one(seeds: Path, data: Path) -> None:
    names = [build(seeds, data, text) for text in ("one", "two", "three", "four")]
    rollback(data, names[0])
    assert prune(data, 2) == names[1:3]
    assert [one.name for one in list_snapshots(data)] == [names[3], names[0]]
    assert prune(data, 2) == []


READER = """
import sys
from pathlib import Path
from embeddings.library.snapshot import open_snapshot
snapshot = open_snapshot(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
assert len(snapshot.store.documents()) == 1
"""


def test_prune_leaves_what_another_process_reads(seeds: Path, data: Path) -> None:
    first, second = build(seeds, data, "one"), build(seeds, data, "two")
    command = [sys.executable, "-c", READER, str(data / "index" / first)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open\n"
        assert prune(data, 1) == []
        reader.communicate("")
    assert reader.returncode == 0
    assert prune(data, 1) == [first]
    assert current_name(data) == second


def test_prune_leaves_what_this_process_reads(seeds: Path, data: Path) -> None:
    first, _ = build(seeds, data, "one"), build(seeds, data, "two")
    with closing(open_snapshot(data / "index" / first)):
        assert prune(data, 1) == []
    assert prune(data, 1) == [first]


def refused(seeds: Path, data: Path) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        rebuild(seeds, data, Recipe(NAME, load_hashing, gate=refuse))
    return caught.value


def test_refused_is_kept_aside_with_a_report(seeds: Path, data: Path) -> None:
    first = build(seeds, data, "one")
    write_files(seeds, {"page.txt": "Page\n\nNumber two."})
    error = refused(seeds, data)
    assert str(error) == (
        "Nothing was published, as the gate refused the new index:\nFAILED  taste: it was bad\n"
        f"It is kept in {error.name}. Mend the documents and rebuild, or publish it anyway: onrecord rebuild --accept"
    )
    folder = data / "index" / error.name
    assert str(read_verdict(folder)) == "refused (taste)"
    assert (folder / "report.txt").read_text().splitlines() == [
        "FAILED  taste: it was bad",
        "passed  integrity: every sampled passage finds itself",
    ]
    assert [(one.name, one.refused) for one in list_snapshots(data)] == [(error.name, True), (first, False)]
    assert current_name(data) == first


@pytest.mark.parametrize("name", ["refused-000000", "refused-ffffff"])
def test_refused_is_listed_by_its_time_whatever_its_name(seeds: Path, data: Path, name: str) -> None:
    first = build(seeds, data, "one")
    write_files(seeds, {"page.txt": "Page\n\nNumber two."})
    (data / "index" / refused(seeds, data).name).rename(data / "index" / name)
    assert [one.name for one in list_snapshots(data)] == [name, first]
    second = build(seeds, data, "three")
    assert [one.name for one in list_snapshots(data)] == [second, name, first]


def test_refused_again_is_not_built_again_and_replaces_itself(seeds: Path, data: Path) -> None:
    refused(seeds, data)

    def never(_: str) -> Encoder:
        raise AssertionError("a model was loaded")

    with pytest.raises(RefusedError):
        rebuild(seeds, data, Recipe(NAME, never, gate=refuse))
    assert len(list((data / "index").glob("refused-*"))) == 1


def test_refused_is_published_when_it_is_accepted(seeds: Path, data: Path) -> None:
    refused(seeds, data)
    report: RebuildReport = rebuild(seeds, data, Recipe(NAME, load_hashing, gate=refuse), accept=True)
    assert report.published
    (listed,) = list_snapshots(data)
    assert (listed.live, str(listed.verdict)) == (True, "accepted (taste)")


def test_refused_is_published_when_the_gate_changes_its_mind(seeds: Path, data: Path) -> None:
    refused(seeds, data)
    assert rebuild(seeds, data, Recipe(NAME, load_hashing)).published
    assert [str(listed.verdict) for listed in list_snapshots(data)] == ["passed"]


def test_the_list_is_given_where_current_names_nothing(seeds: Path, data: Path) -> None:
    name = build(seeds, data)
    (data / "index" / "CURRENT").write_text("nonsense")
    assert [(one.name, one.live) for one in list_snapshots(data)] == [(name, False)]
