from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.owner import copy_file, looser_than_ours, make_folder, open_file, tighten, write_file


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """Leave new files to everybody, as far as the system decides."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_the_owners_alone(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    write_file(tmp_path / "a" / "text", "naïve")
    copy_file(tmp_path / "a" / "text", tmp_path / "a" / "b" / "copy")
    with open_file(tmp_path / "new", "xb") as file:
        file.write(b"1")
    assert (tmp_path / "a" / "b" / "copy").read_text(encoding="utf-8") == "naïve"
    assert [mode(tmp_path / name) for name in ("a", "a/b")] == [0o700] * 2
    assert [mode(tmp_path / name) for name in ("a/text", "a/b/copy", "new")] == [0o600] * 3
    assert list(looser_than_ours([tmp_path / "a", tmp_path / "new", tmp_path / "none"])) == []


def test_what_is_there_is_kept_or_refused(tmp_path: Path) -> None:
    (tmp_path / "shared").write_bytes(b"")
    write_file(tmp_path / "shared", b"1")
    assert mode(tmp_path / "shared") == 0o666  # somebody gave it that mode
    with pytest.raises(FileExistsError):
        open_file(tmp_path / "shared", "xb")
    with pytest.raises(FileExistsError):
        copy_file(tmp_path / "shared", tmp_path / "shared")
    make_folder(tmp_path)
    with pytest.raises(FileExistsError):
        make_folder(tmp_path, new=True)
    with pytest.raises(NotADirectoryError):
        make_folder(tmp_path / "shared" / "below")


def test_what_is_looser_is_found_and_tightened_and_links_are_left_alone(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    (ours / "below").mkdir(parents=True)
    (ours / "below" / "file").write_bytes(b"")
    (ours / "run").write_bytes(b"")
    (ours / "run").chmod(0o711)
    theirs.mkdir()
    (theirs / "file").write_bytes(b"")
    (ours / "link").symlink_to(theirs)
    (ours / "dangling").symlink_to(tmp_path / "none")
    found = [path.relative_to(tmp_path).as_posix() for path in looser_than_ours([ours])]
    assert found == ["ours", "ours/below", "ours/below/file", "ours/run"]
    tighten(ours)
    assert list(looser_than_ours([ours])) == []
    assert (mode(ours), mode(ours / "run"), mode(theirs), mode(theirs / "file")) == (0o700, 0o600, 0o777, 0o666)
