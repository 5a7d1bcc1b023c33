"""What we write is its owner's alone, whatever the umask: files 0600, folders 0700. Everything is written by this.

What a library writes by itself (FAISS, SQLite, OpenVINO) is tightened before it gets the name that it is found under.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, Literal, cast

FILE, FOLDER = 0o600, 0o700
OTHERS: Final = 0o077  # what group and others may do


def make_folder(path: Path, *, new: bool = False) -> None:
    """Make a folder, and those that it lies in, where there is none. Raises OSError, also where a ``new`` one is."""
    if not path.parent.exists():
        make_folder(path.parent)
    path.mkdir(mode=FOLDER, exist_ok=not new)


def open_file(path: Path, mode: Literal["wb", "xb"] = "wb") -> BinaryIO:
    """Open a file to write it; with "xb" it must be a new one. One that is there keeps its mode. Raises OSError."""
    return cast("BinaryIO", open(path, mode, opener=lambda name, flags: os.open(name, flags, FILE)))


def write_file(path: Path, content: bytes | str) -> None:
    """Write a file, whatever was in it. Raises OSError."""
    with open_file(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


def copy_file(path: Path, to: Path) -> None:
    """Copy a file to a new one. Raises OSError."""
    with path.open("rb") as found, open_file(to, "xb") as file:
        shutil.copyfileobj(found, file)


def tighten(path: Path) -> None:
    """Take a file, or a folder with all that is in it, from everybody but its owner. Raises OSError."""
    for looser in looser_than_ours([path]):
        looser.chmod(FOLDER if looser.is_dir() else FILE)


def looser_than_ours(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files and folders, those in them included, that somebody else may use; links are not followed."""
    for path in paths:
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            continue
        if mode & OTHERS and (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            yield path
        if stat.S_ISDIR(mode):
            yield from looser_than_ours(sorted(path.iterdir()))
