"""What programs leave in folders: locks, backups, caches, halves of downloads. None is a document, nor a failure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_FILES: Final = frozenset(
    "desktop.ini thumbs.db ehthumbs.db ehthumbs_vista.db iconcache.db .ds_store icon\r sync.ffs_db".split(" ")
)
_FOLDERS: Final = frozenset({"__macosx", "$recycle.bin", "system volume information", "lost+found", "@eadir"})
_PATTERNS: Final = re.compile(
    r"~\$.*|~wr[dl]\d+\.tmp|\.?~lock\..*#|#.*#|.*~|.*\.(?:sw[a-p]|crdownload|partial|part|tmp)",
    re.DOTALL,
)


def is_litter(parts: Iterable[str]) -> bool:
    """Tell whether a file is that, by the folders it is in and its name."""
    *folders, name = (part.lower() for part in parts)
    return not _FOLDERS.isdisjoint(folders) or name in _FILES or _PATTERNS.fullmatch(name) is not None
