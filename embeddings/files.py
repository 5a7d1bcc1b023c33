"""Which files a snapshot was read from, so that the next rebuild reads only those that changed.

A file whose size and times are as they were is taken for the same, unless it was written so shortly before it was read
that a later edit could bear the same times (git's "racy" entries): then, as where times differ, its digest decides.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

_SETTLED = 2_000_000_000  # nanoseconds: the coarsest times that a file system in use keeps are of two seconds


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was read. ``modified`` and ``changed`` are its times in nanoseconds (mtime, ctime).

    ``settled`` is whether these alone can be relied on; ``beside`` is a digest of the small files that say more about
    it (sidecars, folder.toml), which are always read; ``documents`` is how many there were in it.
    """

    path: str
    size: int
    modified: int
    changed: int
    settled: bool
    digest: str
    beside: str
    documents: int = 0

    @property
    def holds(self) -> tuple[str, str]:
        """What the file, and those that say more about it, hold."""
        return self.digest, self.beside


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def record_file(
    path: Path, name: str, known: FileRecord | None = None, beside: Sequence[Path] = (), said: str = ""
) -> FileRecord:
    """Describe a file, and those ``beside`` it, as they are now, by what is ``known`` where that still holds.

    ``said`` is what else decides what is made of it.

    Raises OSError where it can't be read.
    """
    more = _digest(beside, said)
    now, found = time.time_ns(), path.stat()
    times = (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    if known is not None and known.settled and times == (known.size, known.modified, known.changed):
        return replace(known, beside=more)
    settled = max(found.st_mtime_ns, found.st_ctime_ns) < now - _SETTLED
    return FileRecord(name, *times, settled, file_digest(path), more, known.documents if known else 0)


def _digest(paths: Iterable[Path], said: str) -> str:
    digest = hashlib.sha256(said.encode())
    for path in paths:
        if path.is_file() and not path.is_symlink():  # what a link leads to may have no end, and is not read
            digest.update(f"{path.name}\0{file_digest(path)}\0".encode("utf-8", "surrogateescape"))
        elif path.is_symlink() or path.exists():
            digest.update(f"{path.name}\0is no file\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
