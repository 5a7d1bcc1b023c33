from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings.errors import RebuildError
from embeddings.library.lock import OWNER, Owner, is_locked, locked, owner_of

ROOT = Path(__file__).parents[3]
HOLDER = """
import sys, time
from pathlib import Path
from embeddings.library.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_lock_tells_whose_it_is(tmp_path: Path) -> None:
    assert not is_locked(tmp_path)
    with locked(tmp_path):
        owner = owner_of(tmp_path)
        assert owner is not None
        assert owner.pid == os.getpid()
        assert is_locked(tmp_path)
    assert (owner_of(tmp_path), is_locked(tmp_path)) == (None, False)


def test_age() -> None:
    assert str(Owner(7, "here", "2020-01-01T00:00:00+00:00")).startswith("process 7 on here, for ")
    assert str(Owner(7, "here", "2020-01-01T00:00:00+00:00")).endswith(" min")


def test_a_dead_owners_lock_is_taken_over(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RebuildError, match=rf"\(process {holder.pid} on "), locked(tmp_path):
            pytest.fail("two at a time")
        holder.send_signal(signal.SIGKILL)
    dead = owner_of(tmp_path)
    assert dead is not None
    assert (dead.pid, is_locked(tmp_path)) == (holder.pid, False)
    with locked(tmp_path):
        assert json.loads((tmp_path / "index" / OWNER).read_text())["pid"] == os.getpid()


@pytest.mark.parametrize(
    ("number", "mended"),
    [
        (errno.ENOSPC, "Make room for it"),
        (errno.EDQUOT, "Make room for it"),
        (errno.EACCES, "Let this user read and write there"),
        (errno.EPERM, "Let this user read and write there"),
        (errno.EROFS, "Let it be written to"),
        (errno.EMFILE, "Let more files be open at a time (ulimit -n)"),
        (errno.ENFILE, "Let more files be open at a time (ulimit -n)"),
        (errno.ENOMEM, "Free some memory"),
        (errno.EIO, "Look after the disk, which fails"),
        (errno.ENOENT, "Mend that"),
    ],
)
def test_what_fails_is_told_with_what_mends_it(tmp_path: Path, number: int, mended: str) -> None:
    def write() -> None:
        raise OSError(number, os.strerror(number), "library.sqlite")

    with pytest.raises(RebuildError) as caught, locked(tmp_path):
        write()
    assert str(caught.value) == (
        f"Nothing was published: {os.strerror(number)} (library.sqlite). What was live still is. {mended}, then: "
        "onrecord rebuild"
    )


def test_an_error_that_has_no_number(tmp_path: Path) -> None:
    def write() -> None:
        raise OSError("broke off")

    with pytest.raises(RebuildError) as caught, locked(tmp_path):
        write()
    assert str(caught.value).startswith("Nothing was published: broke off. What was live still is. Mend that, then")


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in its place")
    with pytest.raises(RebuildError, match=r" \(Not a directory\)\. Mend that, or name"), locked(tmp_path / "data"):
        pytest.fail("there is no folder")
