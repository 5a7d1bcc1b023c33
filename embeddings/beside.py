"""Work in a thread beside other work: what computes without the interpreter leaves it, and a core, to the other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar

T = TypeVar("T")

_WORK: Final[ContextVar[Future[Any] | None]] = ContextVar("_WORK", default=None)  # what is done beside this


class OutrunError(Exception):
    """What was done beside failed, so that nobody waits for this any more."""


@contextmanager
def beside(work: Callable[[Callable[[], None]], T]) -> Iterator[Callable[[], T]]:
    """Do ``work`` beside what is done within; yield what waits for its result, and raises what it raised.

    It is given what it has to call now and then, which ends it where what is done within fails.
    """
    failed = threading.Event()

    def go_on() -> None:
        if failed.is_set():
            raise OutrunError

    with ThreadPoolExecutor(1, thread_name_prefix="beside") as pool:
        future = pool.submit(work, go_on)
        outer = _WORK.set(future)
        try:
            yield future.result
        except BaseException:
            failed.set()
            raise
        finally:
            _WORK.reset(outer)


def is_beside() -> bool:
    """Tell whether work is done beside what asks, which leaves a core to it."""
    work = _WORK.get()
    return work is not None and not work.done()
