"""Passages of which more are being written: told of by who writes them, followed by who embeds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Condition

from embeddings.building.reuse import KeptRows
from embeddings.building.rows import SplitRows


@dataclass(frozen=True, slots=True)
class WrittenRows:
    """What is known of the rows of all passages."""

    split: SplitRows
    kept: KeptRows


class Growing:
    """How many passages are written, and what is known of all of them when they are."""

    def __init__(self) -> None:
        self._all: Future[WrittenRows] = Future()
        self._count, self._changed = 0, Condition()

    def tell(self, count: int) -> None:
        """Tell how many are written."""
        with self._changed:
            self._count = count
            self._changed.notify()

    def write(self, work: Callable[[], WrittenRows]) -> WrittenRows:
        """Do what writes them. Whoever waits for them is told what it raises, too."""
        try:
            self._all.set_result(work())
        except BaseException as error:
            self._all.set_exception(error)
            raise
        finally:
            with self._changed:
                self._changed.notify()
        return self._all.result()

    def rows(self) -> Iterator[range]:
        """Yield the rows of those that are new since the last, until there will be no more."""
        done = 0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._count > done or self._all.done())  # noqa: B023  it is called here
                count = self._count
            if count == done:
                return
            yield range(done + 1, count + 1)
            done = count

    def all_rows(self) -> WrittenRows:
        """Return what is known of all of them, when they are written. Raises what writing them raised."""
        return self._all.result()
