"""How far a build is: of each stage, how many are done, and of how many."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

Progress = Callable[[str, int, int], None]  # stage, how many are done, of how many


class Count:
    """Counts what is done of a stage, from any thread; it is told from when that is the one to be told of."""

    def __init__(self, stage: str, progress: Progress) -> None:
        self._stage, self._progress = stage, progress
        self._done, self._total = 0, -1
        self._alone = Lock()

    def more(self, count: int) -> None:
        """Count how many more are done."""
        with self._alone:
            self._done += count
            if self._total >= 0:
                self._progress(self._stage, self._done, self._total)

    def tell(self, total: int) -> None:
        """Tell how many are done, now and from now on."""
        with self._alone:
            self._total = total
            self._progress(self._stage, self._done, total)
