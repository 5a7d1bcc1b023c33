"""What was rolled back is published again when something of it was mended, or somebody says so."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from embeddings.encoding.encoder import Encoder
from embeddings.encoding.hashing import HashingEncoder
from embeddings.errors import RefusedError
from embeddings.library.hold import HOLD, check_hold, hold_back, read_hold, release_hold
from embeddings.library.snapshot import open_snapshot
from embeddings.rebuild import Recipe, rebuild
from embeddings.types import Document
from tests.samples import load_hashing, make_document, write_files

FIRST = {"a.txt": "A\n\nThe mill.", "b.txt": "B\n\nThe dam.", "c.txt": "C\n\nThe roof."}


def built(folder: Path, files: dict[str, str]) -> str:
    seeds = write_files(folder / "seeds", files)
    for path in seeds.iterdir():
        if path.name not in files:
            path.unlink()
    return rebuild(seeds, folder / "data", Recipe("hashing", load_hashing)).snapshot


def load_other(model: str) -> Encoder:
    encoder = HashingEncoder()
    encoder.spec = replace(encoder.spec, model=model)
    return encoder


def documents(data: Path, name: str) -> list[Document]:
    with closing(open_snapshot(data / "index" / name)) as snapshot:
        return list(snapshot.store.documents(private=True).values())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A second snapshot, in which a is as it was, b is another, c is gone and d is new, and it is rolled back."""
    first = built(tmp_path, FIRST)
    second = built(tmp_path, {"a.txt": FIRST["a.txt"], "b.txt": "B\n\nThe dam broke.", "d.txt": "D\n\nNew."})
    with closing(open_snapshot(tmp_path / "data" / "index" / first)) as restored:
        hold_back(tmp_path / "data", second, restored)
    return tmp_path / "data"


def test_it_remembers_what_differs(data: Path) -> None:
    held = read_hold(data)
    assert held is not None
    assert (data / "index" / held.snapshot).is_dir()
    assert datetime.fromisoformat(held.since).tzinfo is not None
    assert sorted(held.documents) == ["b.txt", "c.txt", "d.txt"]
    assert [identity for identity, digest in held.documents.items() if digest is None] == ["c.txt"]
    assert held.documents["b.txt"] != held.documents["d.txt"]


def rolled_back(data: Path) -> list[Document]:
    held = read_hold(data)
    assert held is not None
    return documents(data, held.snapshot)


MORE = make_document("Something else.", id="e.txt")


@pytest.mark.parametrize(
    ("gone", "added"),
    [
        ([], []),  # as it was rolled back
        ([], [MORE]),  # whatever else there is
        (["a.txt"], []),  # it had that before, too
    ],
)
def test_as_long_as_all_of_it_is_there_nothing_is_published(
    data: Path, gone: Sequence[str], added: list[Document]
) -> None:
    now = [one for one in rolled_back(data) if one.id not in gone] + added
    with pytest.raises(RefusedError) as caught:
        check_hold(data, now, "hashing", accept=False)
    held = read_hold(data)
    assert held is not None
    assert caught.value.name == held.snapshot
    assert str(caught.value) == (
        f"Nothing was published: {held.snapshot} was rolled back on {held.since}. Nothing of what it brought was "
        "changed since (b.txt, d.txt, c.txt). Mend or remove one of these documents, or publish all the same: onrecord "
        "rebuild --accept"
    )
    check_hold(data, now, "hashing", accept=True)


@pytest.mark.parametrize(
    ("gone", "added"),
    [
        (["b.txt"], []),
        (["d.txt"], []),
        (["d.txt"], [make_document("New, and mended.", id="d.txt")]),
        ([], [make_document("The roof.", id="c.txt")]),  # it is back
    ],
)
def test_what_was_mended_is_published(data: Path, gone: Sequence[str], added: list[Document]) -> None:
    check_hold(data, [one for one in rolled_back(data) if one.id not in gone] + added, "hashing", accept=False)


def test_five_are_named(tmp_path: Path) -> None:
    first = built(tmp_path, {"a.txt": "A\n\nThe mill."})
    second = built(tmp_path, {f"{number}.txt": f"N\n\nNumber {number}." for number in range(6)})
    with closing(open_snapshot(tmp_path / "data" / "index" / first)) as restored:
        hold_back(tmp_path / "data", second, restored)
    with pytest.raises(RefusedError, match=r"\(0\.txt, 1\.txt, 2\.txt, 3\.txt, 4\.txt and 2 more\)"):
        check_hold(tmp_path / "data", documents(tmp_path / "data", second), "hashing", accept=False)


def test_the_same_documents_under_another_name(tmp_path: Path) -> None:
    name = built(tmp_path, FIRST)
    with closing(open_snapshot(tmp_path / "data" / "index" / name)) as restored:
        hold_back(tmp_path / "data", name, restored)
    with pytest.raises(RefusedError, match="It brought no other documents"):
        check_hold(tmp_path / "data", [], "hashing", accept=False)


def test_another_model_alone_is_what_was_rolled_back(tmp_path: Path) -> None:
    first = built(tmp_path, FIRST)
    second = rebuild(tmp_path / "seeds", tmp_path / "data", Recipe("other", load_other)).snapshot
    with closing(open_snapshot(tmp_path / "data" / "index" / first)) as restored:
        hold_back(tmp_path / "data", second, restored)
    now = documents(tmp_path / "data", second)
    with pytest.raises(RefusedError, match=r"It brought the model 'other' alone\. Go on with another one, or publish"):
        check_hold(tmp_path / "data", now, "other", accept=False)
    check_hold(tmp_path / "data", now, "hashing", accept=False)


def test_documents_of_a_damaged_snapshot_are_not_at_fault(tmp_path: Path) -> None:
    name = built(tmp_path, FIRST)
    with closing(open_snapshot(tmp_path / "data" / "index" / name)) as restored:
        hold_back(tmp_path / "data", "20260101T0000Z-abcdef", restored)
    assert read_hold(tmp_path / "data") is None


def test_it_is_forgotten(data: Path) -> None:
    now = rolled_back(data)
    release_hold(data)
    assert read_hold(data) is None
    check_hold(data, now, "hashing", accept=False)
    release_hold(data)  # twice is no fault


def test_one_that_can_not_be_read_holds_nothing(data: Path) -> None:
    (data / "index" / HOLD).write_text("{")
    assert read_hold(data) is None
