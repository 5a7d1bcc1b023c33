"""Where the time of a request goes: marked here and there, and measured only where traces are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

SpanMaker = Callable[[str], AbstractContextManager[object]]
_makers: list[SpanMaker] = []


def span(name: str) -> AbstractContextManager[object]:
    """Measure what is done inside, as a part of what is measured around it."""
    return _makers[-1](name) if _makers else nullcontext()


@contextmanager
def measured_by(maker: SpanMaker) -> Iterator[None]:
    """Measure by this, all over the process."""
    _makers.append(maker)
    try:
        yield
    finally:
        _makers.remove(maker)
