from __future__ import annotations

import json
import os
import re
import shutil
import socket
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import pytest

from embeddings.encoding.hashing import NAME
from embeddings.errors import RebuildError, SnapshotError
from embeddings.files import file_digest
from embeddings.library.index import VectorIndex
from embeddings.library.manifest import FORMAT
from embeddings.library.passages import FolderPassages
from embeddings.library.snapshot import Snapshot, building, current_name, open_current, open_snapshot, publish, verify

FILES = ["library.sqlite", "vectors.faiss", "postings.npy", "lengths.npy"]


@pytest.fixture
def data(library: Path, tmp_path: Path) -> Path:
    """A copy of the samples' library that may be spoilt."""
    return Path(shutil.copytree(library, tmp_path / "data"))


def live(data: Path) -> Path:
    return data / "index" / (current_name(data) or "nothing")


def change_manifest(folder: Path, **changes: Any) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def resign(folder: Path) -> None:
    """Write the digests of the files as they are now into the manifest, as nobody honest would."""
    change_manifest(folder, digests={name: file_digest(folder / name) for name in FILES})


def refusal(data: Path) -> str:
    """Return why the live snapshot is refused, after checking how that is told."""
    with pytest.raises(SnapshotError) as caught:
        open_current(data)
    match = re.fullmatch(
        rf"The snapshot {live(data).name} is damaged: (.+)\. Build a new one: onrecord rebuild --full",
        str(caught.value),
    )
    assert match, str(caught.value)
    return match[1]


def test_open_current(data: Path) -> None:
    snapshot = open_current(data, model=NAME)
    assert snapshot.name == current_name(data)
    assert re.fullmatch(r"\d{8}T\d{4}Z-[0-9a-f]{6}", snapshot.name)
    assert (snapshot.manifest.documents, snapshot.manifest.passages) == (4, 4)
    assert [*snapshot.store.rows()] == snapshot.index.rows.tolist() == [1, 2, 3, 4]
    assert snapshot.manifest.encoder.model == NAME
    snapshot.close()


def test_no_index_yet(tmp_path: Path) -> None:
    data = tmp_path / "nowhere"
    assert current_name(data) is None
    with pytest.raises(SnapshotError) as caught:
        open_current(data)
    assert str(caught.value) == f"There is no index in {str(data)!r} yet. Build it: onrecord rebuild"


def test_made_by_another_model(data: Path) -> None:
    with pytest.raises(SnapshotError) as caught:
        open_current(data, model="another")
    assert str(caught.value) == (
        "The index was made by the model 'hashing', and ONRECORD_MODEL is 'another'. Name that one again, "
        "or build the index anew: onrecord rebuild"
    )


def test_current_names_what_is_not_there(data: Path) -> None:
    (data / "index" / "CURRENT").write_text("20200101T0000Z-abcdef\n")
    assert "manifest.json is missing" in refusal(data)


def test_missing_manifest(data: Path) -> None:
    (live(data) / "manifest.json").unlink()
    assert "manifest.json is missing" in refusal(data)


@pytest.mark.parametrize("name", FILES)
def test_missing_file(data: Path, name: str) -> None:
    (live(data) / name).unlink()
    assert f"{name} is missing" in refusal(data)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\0", b"[]", b'{"format": 1}', b'"x"', b"[" * 10_000])
def test_manifest_that_is_none(data: Path, content: bytes) -> None:
    (live(data) / "manifest.json").write_bytes(content)
    assert re.fullmatch(r"manifest\.json can't be read \(\d+ errors\)", refusal(data))


def test_other_format(data: Path) -> None:
    change_manifest(live(data), format=99)
    assert refusal(data) == f"it has format 99, and this version reads format {FORMAT}"


def test_truncated_faiss_file(data: Path) -> None:
    path = live(data) / "vectors.faiss"
    path.write_bytes(path.read_bytes()[:-100])
    assert refusal(data) == "vectors.faiss is not what its manifest says"
    resign(live(data))
    assert refusal(data) == "vectors.faiss is not a FAISS index"


def test_edited_sqlite(data: Path) -> None:
    connection = sqlite3.connect(live(data) / "library.sqlite")
    connection.execute("UPDATE passages SET text = 'Somebody else said so.'")
    connection.commit()
    connection.close()
    assert refusal(data) == "library.sqlite is not what its manifest says"


@pytest.mark.parametrize("name", FILES)
def test_one_changed_bit(data: Path, name: str) -> None:
    path = live(data) / name
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert refusal(data) == f"{name} is not what its manifest says"


def test_sqlite_that_is_none(data: Path) -> None:
    (live(data) / "library.sqlite").write_bytes(b"x" * 5000)
    resign(live(data))
    assert refusal(data) == "library.sqlite is damaged: file is not a database"


def reindex(folder: Path, rows: list[int]) -> None:
    """Index the first vectors under other rows, by FAISS itself: ours gives no way to."""
    path = folder / "vectors.faiss"
    vectors = VectorIndex.load(path).vectors(range(1, len(rows) + 1))
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
    index.add_with_ids(vectors, np.array(rows, dtype=np.int64))
    faiss.write_index(index, str(path))
    resign(folder)


def test_fewer_vectors_than_passages(data: Path) -> None:
    reindex(live(data), [1, 2, 3])
    assert refusal(data) == (
        "it holds 4 documents, 4 passages, 2 statements, 3 vectors and keywords of 4 passages, and its manifest says "
        "4 documents, 4 passages and 2 statements"
    )


def test_keywords_of_fewer_passages(data: Path) -> None:
    np.save(live(data) / "lengths.npy", np.ones(3, dtype=np.float32))
    resign(live(data))
    assert refusal(data).startswith(
        "it holds 4 documents, 4 passages, 2 statements, 4 vectors and keywords of 3 passages, and "
    )


@pytest.mark.parametrize("rows", [[2, 3, 4, 5], [1, 2, 3, 3]])
def test_rows_that_do_not_belong_together(data: Path, rows: list[int]) -> None:
    reindex(live(data), rows)
    assert refusal(data) == "its passages and its vectors do not belong together"


def test_verify(snapshot: Snapshot) -> None:
    verify(snapshot)


def test_verify_refuses_a_passage_that_does_not_find_itself(snapshot: Snapshot) -> None:
    # Row 3 is nearer to row 2 than that to itself.
    vectors = np.array([[1, 0], [0, 1], [0, 2], [-1, 0]], dtype=np.float32)
    passages = FolderPassages(snapshot.store, VectorIndex.build(vectors), snapshot.keywords, snapshot.public_keywords)
    wrong = replace(snapshot, passages=passages)
    with pytest.raises(SnapshotError, match=rf"^passage 2 does not find itself in {snapshot.name}$"):
        verify(wrong)


def test_publish_makes_a_folder_the_live_one(tmp_path: Path) -> None:
    with building(tmp_path) as aside:
        (aside / "manifest.json").write_text("{}")
        assert current_name(tmp_path) is None
        name = publish(aside)
    assert current_name(tmp_path) == name
    assert (tmp_path / "index" / name / "manifest.json").read_text() == "{}"
    assert sorted(path.name for path in (tmp_path / "index").iterdir()) == sorted([".lock", "CURRENT", name])


def test_nothing_half_made_is_left_after_an_exception(tmp_path: Path) -> None:
    def fail(aside: Path) -> None:
        (aside / "library.sqlite").write_text("half")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"), building(tmp_path) as aside:
        fail(aside)
    assert [path.name for path in (tmp_path / "index").iterdir()] == [".lock"]
    with building(tmp_path) as again:  # and the lock is free
        assert again.is_dir()


def test_leftovers_are_swept(data: Path) -> None:
    left = data / "index" / ".building-dead00"
    left.mkdir()
    (left / "library.sqlite").write_text("half")
    name = current_name(data)
    with building(data) as aside:
        assert not left.exists()
        assert list(aside.iterdir()) == []
    assert current_name(data) == name
    open_snapshot(live(data)).close()


def test_one_rebuild_at_a_time(tmp_path: Path) -> None:
    with building(tmp_path) as aside:
        with pytest.raises(RebuildError) as caught, building(tmp_path):
            pytest.fail("two at a time")
        assert aside.is_dir()
    owner = f"process {os.getpid()} on {socket.gethostname()}, for 0 min"
    assert str(caught.value) == f"Another rebuild is running in {str(tmp_path)!r} ({owner}). Wait for it to end."


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"\n", b"../..", b"a\0b"])
def test_current_that_names_nothing(data: Path, content: bytes) -> None:
    (data / "index" / "CURRENT").write_bytes(content)
    with pytest.raises(SnapshotError, match=r"onrecord rebuild"):
        open_current(data)


def test_pointers_that_were_never_put_in_place_are_swept(data: Path) -> None:
    left = data / "index" / ".CURRENT-dead00"
    left.write_text("20200101T0000Z-dead00")
    with building(data):
        assert not left.exists()


def test_data_folder_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(RebuildError, match="data"), building(tmp_path / "data"):
        pytest.fail("a folder in a file")
