"""The small TOML files that an operator writes among the documents: read in one way, refused with their line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from embeddings.errors import DocumentError

_LINE = re.compile(r"\(at line (\d+),")


def is_there(path: Path, name: str, *, links: bool = False) -> bool:
    """Return whether a file is there to be read. What stands in its place and is none is never opened.

    Raises DocumentError with its ``name`` for that, and for a link, unless ``links`` are followed.
    """
    if path.is_symlink() and not links:
        raise DocumentError(name, "is a link, which is not followed; put the file itself there")
    if not path.exists() and not path.is_symlink():
        return False
    if not path.is_file():
        raise DocumentError(name, "is no file, and is not opened; put a file there, or nothing")
    return True


def read_toml(path: Path, name: str, expected: str, *, largest: int | None = None) -> tuple[dict[str, Any], str]:
    """Return what a file says, and its text. Raises DocumentError with its ``name``, a line, what was ``expected``.

    A file of more than ``largest`` bytes is refused.
    """
    try:
        with path.open("rb") as file:
            content = file.read(-1 if largest is None else largest + 1)
    except OSError as error:
        raise DocumentError(name, f"can't be read: {error}") from None
    if largest is not None and len(content) > largest:
        raise DocumentError(name, f"is larger than {largest >> 10} KB; a few facts were expected")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DocumentError(name, "is not UTF-8; save it as UTF-8", line=line) from None
    try:
        return tomllib.loads(text), text
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        found = _LINE.search(str(error))
        line = int(found[1]) if found else max(1, len(text.splitlines()))
        raise DocumentError(name, f"is not TOML; {expected}", line=line) from None
