"""Work in a thread beside other work: what computes without the interpreter leaves it, and a core, to the other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


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
        try:
            yield future.result
        except BaseException:
            failed.set()
            raise
