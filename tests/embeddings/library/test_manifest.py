"""What a snapshot is made of, written and read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.errors import SnapshotError
from embeddings.library.manifest import FORMAT, MANIFEST, read_manifest, write_manifest
from embeddings.library.snapshot import Snapshot


def test_it_is_read_back_as_it_was_written(tmp_path: Path, snapshot: Snapshot) -> None:
    manifest = replace(snapshot.manifest, deciding=7, calibration=None, examples=("Who denied it?", "Où est-ce ?"))
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest


@pytest.mark.parametrize("found", [b"", b"[]", b'{"format": "eight"}', b"\xff"])
def test_what_is_no_manifest_is_said(tmp_path: Path, found: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(found)
    with pytest.raises(SnapshotError, match=r"manifest\.json can't be read \(\d+ errors\)"):
        read_manifest(tmp_path)


def test_one_of_another_format_is_not_read(tmp_path: Path, snapshot: Snapshot) -> None:
    write_manifest(tmp_path, replace(snapshot.manifest, format=FORMAT + 1))
    with pytest.raises(SnapshotError, match=f"has format {FORMAT + 1}, and this version reads format {FORMAT}"):
        read_manifest(tmp_path)
