"""Snapshots shared through a folder, a store in memory and, with ``make s3``, an S3 server: whole, or not at all."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import fsspec
import pytest

from embeddings.errors import BusyError, SettingsError, SnapshotError
from embeddings.library.lock import locked
from embeddings.library.shelf import Shelf
from embeddings.library.snapshot import current_name, leftovers, open_current
from embeddings.library.snapshots import list_snapshots, rollback
from tests.embeddings.library.test_snapshots import build
from tests.samples import write_files

KEEP = 3


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket of an S3 server on loopback."""
    pytest.importorskip("s3fs", reason="needs s3fs: make s3")
    moto = pytest.importorskip("moto.server", reason="needs moto: make s3")
    server = moto.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    with pytest.MonkeyPatch.context() as patch:
        told = {"key": "onrecord", "secret": "of nobody", "endpoint_url": endpoint}
        patch.setitem(fsspec.config.conf, "s3", told)  # as FSSPEC_S3_ENDPOINT_URL and the others do
        fsspec.filesystem("s3").mkdir("onrecord")
        yield "onrecord"
    server.stop()


@pytest.fixture(params=["file", "memory", pytest.param("s3", marks=pytest.mark.filterwarnings("ignore"))])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    if request.param == "file":
        return Shelf(f"file://{tmp_path}/shelf")
    store = request.getfixturevalue("bucket") if request.param == "s3" else ""
    return Shelf(f"{request.param}://{store}/{secrets.token_hex(6)}")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_files(tmp_path / "seeds", {})


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "here"


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return tmp_path / "there"


def words(data: Path) -> list[str]:
    with closing(open_current(data)) as snapshot:
        return [one.text for one in snapshot.store.documents(private=True).values()]


def kept(shelf: Shelf) -> list[str]:
    names = (path.rsplit("/", 1)[-1] for path in shelf._files.ls(shelf._root, detail=False))
    return sorted(name for name in names if name[0].isdigit())


def test_what_one_shares_another_takes_up_once(shelf: Shelf, seeds: Path, here: Path, there: Path) -> None:
    assert shelf.pointer() is None
    assert shelf.take(there) is None
    name = build(seeds, here, "one")
    shelf.put(here, KEEP)
    assert shelf.take(here) is None  # it is where it came from
    assert shelf.take(there) == name == current_name(there)
    assert words(there) == words(here)
    assert [path for path in there.rglob("*") if path.stat().st_mode & 0o077] == []
    assert shelf.take(there) is None
    second = build(seeds, here, "two")
    assert shelf.take(there) is None  # not shared yet
    shelf.put(here, KEEP)
    assert shelf.take(there) == second
    assert leftovers(there) == []


def test_what_is_built_and_not_shared_yet_is_not_taken_back(shelf: Shelf, seeds: Path, here: Path) -> None:
    build(seeds, here, "one")
    shelf.put(here, KEEP)
    second = build(seeds, here, "two")
    assert shelf.take(here) is None
    assert current_name(here) == second


def test_going_back_goes_back_everywhere_and_stays_so(shelf: Shelf, seeds: Path, here: Path, there: Path) -> None:
    first = build(seeds, here, "one")
    shelf.put(here, KEEP)
    shelf.take(there)
    build(seeds, here, "two")
    shelf.put(here, KEEP)
    shelf.take(there)
    rollback(here)
    shelf.put(here, KEEP)
    assert shelf.take(there) == first == current_name(there)
    with pytest.raises(Exception, match="was rolled back on"):  # also where others rebuild
        build(seeds, there, "two")


def test_the_oldest_go_from_the_shelf(shelf: Shelf, seeds: Path, here: Path) -> None:
    names = []
    for number in range(5):
        names.append(build(seeds, here, f"n{number}"))
        shelf.put(here, KEEP)
    assert len(kept(shelf)) == KEEP
    assert names[-1] in kept(shelf)


def test_after_a_purge_nobody_has_another(shelf: Shelf, seeds: Path, here: Path, there: Path) -> None:
    for text in ("secret", "harmless"):
        last = build(seeds, here, text)
        shelf.put(here, KEEP)
        shelf.take(there)
    assert len(list_snapshots(there)) == 2
    shelf.put(here, KEEP, purged=True)
    assert kept(shelf) == [last]
    shelf.take(there)
    assert [one.name for one in list_snapshots(there)] == [last]


def test_one_that_was_away_at_the_purge_purges_when_it_is_back(
    shelf: Shelf, seeds: Path, here: Path, there: Path
) -> None:
    build(seeds, here, "secret")
    shelf.put(here, KEEP)
    shelf.take(there)
    build(seeds, here, "harmless")
    shelf.put(here, KEEP, purged=True)
    last = build(seeds, here, "and more")
    shelf.put(here, KEEP)
    shelf.take(there)
    assert [one.name for one in list_snapshots(there)] == [last]


class CutError(Exception):
    """The line was cut."""


@pytest.mark.parametrize("after", range(6))
def test_half_an_upload_is_never_seen(
    shelf: Shelf, seeds: Path, here: Path, there: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    first = build(seeds, here, "one")
    shelf.put(here, KEEP)
    shelf.take(there)
    second = build(seeds, here, "two")
    with monkeypatch.context() as patched:
        cut_after(patched, shelf, ["put_file", "pipe_file", "mv"], after)
        with pytest.raises(SnapshotError, match=r"can't be written: .*cut"):
            shelf.put(here, KEEP)
    assert shelf.take(there) is None
    assert current_name(there) == first
    shelf.put(here, KEEP)
    assert shelf.take(there) == second


@pytest.mark.parametrize("after", range(4))
def test_half_a_copy_is_never_opened(
    shelf: Shelf, seeds: Path, here: Path, there: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    first = build(seeds, here, "one")
    shelf.put(here, KEEP)
    shelf.take(there)
    second = build(seeds, here, "two")
    shelf.put(here, KEEP)
    with monkeypatch.context() as patched:
        cut_after(patched, shelf, ["get_file"], after)
        with pytest.raises(SnapshotError, match=r"can't be read: .*cut"):
            shelf.take(there)
    assert [one.name for one in list_snapshots(there)] == [first]
    assert leftovers(there) == []
    assert shelf.take(there) == second


def cut_after(patched: pytest.MonkeyPatch, shelf: Shelf, names: list[str], most: int) -> None:
    """Let so many calls go through; the next does half of its work, and fails."""
    made = []

    def limited(call: Any, half: bool) -> Any:
        def one(*arguments: Any, **named: Any) -> Any:
            made.append(1)
            if len(made) > most:
                if half:
                    call(*arguments, **named)
                    path = Path(arguments[1])
                    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
                raise CutError("the line was cut")
            return call(*arguments, **named)

        return one

    for name in names:
        patched.setattr(shelf._files, name, limited(getattr(shelf._files, name), name == "get_file"))


@pytest.mark.parametrize("how", ["changed", "cut off", "missing", "another pointer", "no pointer", "outside"])
def test_what_is_not_what_was_put_is_refused(shelf: Shelf, seeds: Path, here: Path, there: Path, how: str) -> None:
    first = build(seeds, here, "one")
    shelf.put(here, KEEP)
    shelf.take(there)
    name = build(seeds, here, "two")
    shelf.put(here, KEEP)
    files, path = shelf._files, f"{shelf._root}/{name}/library.sqlite"
    pointer = json.loads(files.cat_file(f"{shelf._root}/CURRENT"))
    if how == "changed":
        files.pipe_file(path, b"x" + files.cat_file(path)[1:])
    elif how == "cut off":
        files.pipe_file(path, files.cat_file(path)[:-1])
    elif how == "missing":
        files.rm(path)
    elif how == "no pointer":
        files.pipe_file(f"{shelf._root}/CURRENT", b'{"snapshot": "2026')
    else:
        pointer |= {"snapshot": "20260101T0000Z-aaaaaa"} if how == "another pointer" else {"snapshot": "../../evil"}
        files.pipe_file(f"{shelf._root}/CURRENT", json.dumps(pointer).encode())
    with pytest.raises(SnapshotError, match=r"^The shared indexes at .+ can't be read: |names what is no snapshot"):
        shelf.take(there)
    assert current_name(there) == first
    assert [one.name for one in list_snapshots(there)] == [first]


def test_files_that_would_lie_outside_are_refused(shelf: Shelf, seeds: Path, here: Path, there: Path) -> None:
    build(seeds, here, "one")
    shelf.put(here, KEEP)
    pointer = json.loads(shelf._files.cat_file(f"{shelf._root}/CURRENT"))
    pointer["files"]["../evil"] = "0"
    shelf._files.pipe_file(f"{shelf._root}/CURRENT", json.dumps(pointer).encode())
    with pytest.raises(SnapshotError, match="names what is no snapshot"):
        shelf.take(there)
    assert not list(there.rglob("evil"))


def test_nothing_is_taken_while_something_is_built(shelf: Shelf, seeds: Path, here: Path, there: Path) -> None:
    build(seeds, here, "one")
    shelf.put(here, KEEP)
    with locked(there), pytest.raises(BusyError):
        shelf.take(there)
    assert current_name(there) is None
    assert shelf.take(there) is not None


def test_the_shelf_may_be_lost_and_is_filled_again(shelf: Shelf, seeds: Path, here: Path, there: Path) -> None:
    name = build(seeds, here, "one")
    shelf.put(here, KEEP)
    shelf._files.rm(shelf._root, recursive=True)
    assert shelf.take(there) is None
    shelf.put(here, KEEP)
    assert shelf.take(there) == name
    shutil.rmtree(there)
    assert shelf.take(there) == name


def test_a_store_that_nothing_speaks_is_told() -> None:
    with pytest.raises(SettingsError, match=r"ONRECORD_SNAPSHOTS 'nowhere://host/x' can't be used: "):
        Shelf("nowhere://host/x")
    with pytest.raises(SettingsError, match=r"'gs://bucket/x' needs what is not there: .+gcsfs") as told:
        Shelf("gs://key:hush@bucket/x")
    assert "hush" not in str(told.value)
