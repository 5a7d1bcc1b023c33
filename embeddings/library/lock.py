"""The rebuild lock of a data folder: one process at a time builds, rolls back, prunes or mends.

The lock itself is the system's (flock), which a process that dies lets go of; a file beside it says whose it is.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import filelock
from pydantic import TypeAdapter, ValidationError

from embeddings.errors import BusyError, RebuildError
from embeddings.owner import FILE, make_folder, write_file

OWNER: Final = ".owner"
_LOCK = ".lock"
_MENDS: Final = {  # by what the system says is wrong
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "Make room for it"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "Let this user read and write there"),
    errno.EROFS: "Let it be written to",
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), "Let more files be open at a time (ulimit -n)"),
    errno.ENOMEM: "Free some memory",
    errno.EIO: "Look after the disk, which fails",
}
_PATIENCE = 0.5  # seconds: who only asks whether it is held, holds it for a moment


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds the lock, or held it and died; ``since`` is ISO 8601."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        age = datetime.now(UTC) - datetime.fromisoformat(self.since)
        minutes = max(0, int(age.total_seconds())) // 60
        spent = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
        return f"process {self.pid} on {self.host}, for {spent}"


_OWNER = TypeAdapter(Owner)


@contextmanager
def locked(data: Path) -> Iterator[Path]:
    """Hold the rebuild lock of a data folder and give its index folder, which is made where there is none.

    Raises BusyError where another process holds it, RebuildError where nothing can be written.
    """
    root = data / "index"
    lock = filelock.FileLock(root / _LOCK, timeout=_PATIENCE, mode=FILE)
    try:
        make_folder(root)
        lock.acquire()
    except filelock.Timeout:
        who = f" ({owner})" if (owner := owner_of(data)) else ""
        raise BusyError(f"Another rebuild is running in {str(data)!r}{who}. Wait for it to end.") from None
    except OSError as error:
        why = error.strerror or error
        mend = _MENDS.get(error.errno or 0, "Mend that")
        raise RebuildError(
            f"Nothing can be written to {str(data)!r} ({why}). {mend}, or name another in ONRECORD_DATA."
        ) from None
    try:
        me = Owner(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))
        write_file(root / OWNER, _OWNER.dump_json(me))
        yield root
    except OSError as error:
        raise RebuildError(
            f"Nothing was published: {error.strerror or error}{f' ({error.filename})' if error.filename else ''}. What "
            f"was live still is. {_MENDS.get(error.errno or 0, 'Mend that')}, then: onrecord rebuild"
        ) from error
    finally:
        (root / OWNER).unlink(missing_ok=True)
        lock.release()


def owner_of(data: Path) -> Owner | None:
    """Return who holds the rebuild lock, or died holding it; None where nobody does."""
    try:
        return _OWNER.validate_json((data / "index" / OWNER).read_bytes())
    except (OSError, ValidationError):
        return None


def is_locked(data: Path) -> bool:
    """Tell whether a process holds the rebuild lock now."""
    if not (data / "index" / _LOCK).exists():
        return False
    lock = filelock.FileLock(data / "index" / _LOCK, timeout=0)
    try:
        with lock:
            return False
    except filelock.Timeout:
        return True
    except OSError:  # nobody can write here
        return False
