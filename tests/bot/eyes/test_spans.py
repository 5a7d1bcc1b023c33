"""What is marked is measured only while something measures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.eyes.spans import measured_by, span


def test_marks_are_measured_where_that_is_wanted() -> None:
    told: list[str] = []

    @contextmanager
    def maker(name: str) -> Iterator[None]:
        told.append(f"{name} begins")
        yield
        told.append(f"{name} ends")

    with span("before"):
        pass
    with measured_by(maker), span("outer"), span("inner"):
        pass
    with span("after"):
        pass
    assert told == ["outer begins", "inner begins", "inner ends", "outer ends"]
