"""One bot per data folder: two would take each other's updates, and answer some twice.

The lock is the system's (flock), which a process that dies lets go of; a file beside it says whose it is.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import filelock
from pydantic import TypeAdapter, ValidationError

from embeddings.errors import StateError
from embeddings.library.lock import Owner
from embeddings.owner import FILE, make_folder, write_file

HOLDER: Final = "bot.owner"
LEADS: Final = "bot"  # what one of several bots on a PostgreSQL leads: schedule, watch, polling
_LOCK: Final = "bot.lock"
_OWNER = TypeAdapter(Owner)


@contextmanager
def only_bot(data: Path) -> Iterator[None]:
    """Be the one bot of a data folder. Raises StateError, which says who is, where another process is that."""
    lock = filelock.FileLock(data / _LOCK, timeout=0, mode=FILE)
    try:
        make_folder(data)
        lock.acquire()
        me = Owner(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))
        write_file(data / HOLDER, _OWNER.dump_json(me))
    except filelock.Timeout:
        who = f" ({holder})" if (holder := _holder(data)) else ""
        raise StateError(
            f"Another bot answers from {str(data)!r} already{who}. Stop it, or name another folder in ONRECORD_DATA."
        ) from None
    except OSError as error:
        lock.release()
        raise StateError(
            f"{str(data)!r} can't be written to ({error.strerror or error}). Name another folder in ONRECORD_DATA."
        ) from None
    try:
        yield
    finally:
        (data / HOLDER).unlink(missing_ok=True)
        lock.release()


def _holder(data: Path) -> Owner | None:
    try:
        return _OWNER.validate_json((data / HOLDER).read_bytes())
    except (OSError, ValidationError):
        return None
