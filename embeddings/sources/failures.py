"""What goes wrong with one address: caught in one place, whatever it is, and described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from embeddings.errors import DocumentError, FetchError, OnrecordError
from embeddings.text.wording import writable

_LONGEST: Final = 1000  # characters

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an address could not be had, and ``line``, which says so of it.

    ``passing`` is whether that may change by itself; ``wait`` is how many seconds its server asks to leave it alone.
    """

    why: str
    line: str
    passing: bool = False
    wait: float | None = None


def attempted(address: str, act: Callable[[], T]) -> T | Failure:
    """Do something with an address. All that it raises is returned: the next address is to be tried in any case."""
    try:
        return act()
    except Exception as error:  # noqa: BLE001  hosts find what nobody thought of
        return failure_of(error, address)


def failure_of(error: Exception, address: str) -> Failure:
    """Describe what went wrong, in words that can be kept and sent, however odd they were."""
    line = str(error) if isinstance(error, OnrecordError) else ""
    match error:
        case FetchError():
            return Failure(_kept(error.why), _kept(line), error.passing, error.wait)
        case DocumentError():
            return Failure(_kept(error.why), _kept(line))
        case OSError() | MemoryError():
            why = _kept(f"can't be kept: {str(error) or 'there is no memory for it'}")
            return Failure(why, _kept(f"{address}: {why}"), passing=True)
    why = _kept(f"can't be taken in ({type(error).__name__}: {error})")
    return Failure(why, _kept(f"{address}: {why}"))


def _kept(text: str) -> str:
    return writable(text)[:_LONGEST]
