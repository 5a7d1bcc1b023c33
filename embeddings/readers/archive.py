"""Files that are zip archives, opened with care: how much they unpack to is known before anything is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embeddings.errors import DocumentError

MOST_BYTES = 256 << 20
MOST_FILES = 10_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)


@contextmanager
def opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """Open an archive. Raises DocumentError where it is damaged, encrypted, or a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > MOST_BYTES or len(entries) > MOST_FILES:
                raise DocumentError(
                    name,
                    f"unpacks to {size >> 20:,} MB in {len(entries):,} files, and at most {MOST_BYTES >> 20} MB in "
                    f"{MOST_FILES:,} are read",
                )
            if any(entry.flag_bits & 1 for entry in entries):
                raise DocumentError(name, "is locked with a password; save it without")
            yield archive
    except _DAMAGED as error:
        why = " ".join(str(error).split())[:120]
        raise DocumentError(name, f"is a damaged file ({why}); save it anew from where it came") from None
