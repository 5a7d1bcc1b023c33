from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.files import record_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.txt"
    file.write_text("words")
    return file


def test_a_file_just_written_is_not_settled(path: Path) -> None:
    assert not record_file(path, "a.txt").settled


def test_what_is_settled_is_not_read_again(path: Path) -> None:
    known = replace(record_file(path, "a.txt"), settled=True, digest="as it was")
    assert record_file(path, "a.txt", known) == known


def test_what_is_not_settled_is(path: Path) -> None:
    known = replace(record_file(path, "a.txt"), settled=False, digest="as it was")
    assert record_file(path, "a.txt", known).digest != "as it was"


def test_a_file_put_in_place_with_the_same_size_and_time_is_read(path: Path) -> None:
    known = replace(record_file(path, "a.txt"), settled=True)
    found = path.stat()
    time.sleep(0.02)  # a file system keeps times by the tick of the kernel
    path.write_text("other")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert record_file(path, "a.txt", known).digest != known.digest
