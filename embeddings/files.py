"""Which files a snapshot was read from, so that the next rebuild reads only those that changed.

A file whose size and times are as they were is taken for the same, unless it was written so shortly before it was read
that a later edit could bear the same times (git's "racy" entries): then, as where times differ, its digest decides.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from embeddings.digest import file_digest

_SETTLED = 2_000_000_000  # nanoseconds: the coarsest times that a file system in use keeps are of two seconds


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was read. ``modified`` and ``changed`` are its times in nanoseconds (mtime, ctime).

    ``settled`` is whether these alone can be relied on; ``documents`` is how many there were in it.
    """

    path: str
    size: int
    modified: int
    changed: int
    settled: bool
    digest: str
    documents: int = 0


def record_file(path: Path, name: str, known: FileRecord | None = None) -> FileRecord:
    """Describe a file as it is now, by what is ``known`` of it where that still holds.

    Raises OSError where it can't be read.
    """
    now, found = time.time_ns(), path.stat()
    times = (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    if known is not None and known.settled and times == (known.size, known.modified, known.changed):
        return known
    settled = max(found.st_mtime_ns, found.st_ctime_ns) < now - _SETTLED
    return FileRecord(name, *times, settled, file_digest(path), known.documents if known else 0)
