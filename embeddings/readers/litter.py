"""What programs leave in folders: locks, backups, caches, halves of downloads. None is a document, nor a failure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_FILES: Final = frozenset(
    "desktop.ini thumbs.db ehthumbs.db ehthumbs_vista.db iconcache.db .ds_store icon\r sync.ffs_db".split(" ")
)
_FOLDERS: Final = frozenset({"__macosx", "$recycle.bin", "system volume information", "lost+found", "@eadir"})
_BEGINNINGS: Final = ("~$", ".~lock.", "~wrl", "~wrd")
_ENDINGS: Final = ("~", ".swp", ".swo", ".crdownload", ".partial", ".part", ".tmp")


def is_litter(parts: Iterable[str]) -> bool:
    """Tell whether a file is that, by the folders it is in and its name."""
    *folders, name = (part.lower() for part in parts)
    is_half = name.startswith(_BEGINNINGS) or name.endswith(_ENDINGS) or (name[0] == name[-1] == "#")
    return is_half or name in _FILES or not _FOLDERS.isdisjoint(folders)
