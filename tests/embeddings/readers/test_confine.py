"""The child that takes hostile files apart, looked at from inside and outside."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.errors import DocumentError
from embeddings.readers.confine import bare_environment
from embeddings.readers.pool import Pool
from tests.embeddings.readers import files
from tests.embeddings.readers.files import write
from tests.server import page, serving

SECRETS = ("ONRECORD_TELEGRAM_TOKEN", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "HTTPS_PROXY", "PYTHONPATH", "HOME")
SCRIPT = """
import json, socket, sys
sys.path[:] = json.loads(sys.argv[1])
from embeddings.errors import DocumentError
from embeddings.readers.confine import leave_network
reached = []
def reach():
    try:
        socket.create_connection(("127.0.0.1", int(sys.argv[2])), timeout=10).close()
    except OSError:
        return False
    return True
before = reach()
left = leave_network()
print(json.dumps([before, left, reach(), open(sys.argv[3]).read()]))
"""


@pytest.fixture
def pool() -> Iterator[Pool]:
    found = Pool()
    yield found
    found.close()


def test_no_secret_is_in_its_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pool: Pool) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, "a secret")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "a secret" not in bare_environment().values()
    assert bare_environment()["LC_ALL"] == "C.UTF-8"
    assert len(list(pool.read("eml", write(tmp_path, "a.eml", files.EMAIL), "a.eml"))) == 1
    seen = Path(f"/proc/{pool._waiting[0][0].pid}/environ")
    if not seen.exists():
        pytest.skip("this system does not show the environment of a process")
    assert b"a secret" not in seen.read_bytes()


def test_a_network_that_was_left_is_gone_and_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / "a.txt").chmod(0o600)
    with serving() as server:
        server.put("/", page())
        words = [json.dumps(sys.path), server.root.rpartition(":")[2], str(tmp_path / "a.txt")]
        said = subprocess.run([sys.executable, "-c", SCRIPT, *words], capture_output=True, check=True).stdout
    before, left, after, text = json.loads(said)
    assert (before, text) == (True, "Words.")
    assert after is not left  # where the system does not allow it, it says so


def test_it_says_whether_it_has_a_network(pool: Pool) -> None:
    offline = pool.is_offline()
    assert pool.is_offline() is offline
    ours, theirs = (Path(f"/proc/{pid}/ns/net").readlink() for pid in ("self", pool._waiting[0][0].pid))
    assert (ours != theirs) is offline


def test_we_keep_ours(pool: Pool) -> None:
    pool.is_offline()
    with serving() as server:
        socket.create_connection(("127.0.0.1", int(server.root.rpartition(":")[2])), timeout=10).close()


@pytest.mark.parametrize(
    "answer", ["x", "[]", "{}", '{"draft": {}}', '{"draft": {"turns": [], "pages": 1}}', "1", "[" * 9999]
)
def test_a_child_that_was_taken_over_breaks_nothing(tmp_path: Path, pool: Pool, answer: str) -> None:
    script = f"import sys; sys.stdin.readline(); print({answer!r}, flush=True); sys.stdin.readline()"
    child = subprocess.Popen([sys.executable, "-c", script], stdin=-1, stdout=-1, text=True)
    pool._waiting.append((child, time.monotonic()))
    with pytest.raises(DocumentError, match="broke its reader, which said what makes no sense"):
        list(pool.read("eml", tmp_path / "a.eml", "a.eml"))
    assert child.poll() is not None
