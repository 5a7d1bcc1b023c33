from __future__ import annotations

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


def test_a_disk_that_fails_is_told_in_a_sentence(tmp_path: Path) -> None:
    def write() -> None:
        raise OSError(28, "No space left on device", "library.sqlite")

    with pytest.raises(RebuildError) as caught, locked(tmp_path):
        write()
    assert str(caught.value) == (
        "Nothing was published: No space left on device (library.sqlite). What was live still is. Make room for it, "
        "then: onrecord rebuild"
    )
