"""What a passage must fulfil to be found, as data: whoever keeps the passages looks up by itself which those are."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Condition:
    """What is None lets every passage through; what is empty lets none.

    Without ``private`` those of private documents are left out, and words are weighed as if they were not there.
    ``speakers`` are keys, any of which has words in the passage; ``documents`` ids of those that it may stand in, and
    ``without`` of those that it may not; ``only`` are the numbers of the passages themselves. Dates are ISO 8601, to
    the year, month or day: ``after`` takes its own day in, what is dated must lie ``before`` wholly.
    """

    private: bool = False
    speakers: frozenset[str] | None = None
    publishers: frozenset[str] | None = None
    after: str | None = None
    before: str | None = None
    language: str | None = None
    documents: frozenset[str] | None = None
    only: frozenset[int] | None = None
    without: frozenset[str] = frozenset()

    @property
    def narrows(self) -> bool:
        """Whether it leaves out anything but private documents."""
        return self != Condition(self.private)

    @property
    def is_void(self) -> bool:
        """Whether nothing can fulfil it."""
        sets = (self.speakers, self.publishers, self.documents, self.only)
        return any(found is not None and not found for found in sets)

    def __and__(self, other: Self) -> Self:
        """Return what fulfils both. Of what both say, sets are narrowed; the rest must be said by one of them."""
        both: dict[str, Any] = {"private": self.private and other.private, "without": self.without | other.without}
        for name in (field.name for field in fields(self) if field.name not in both):
            mine, its = getattr(self, name), getattr(other, name)
            if mine is None or its is None or mine == its:
                both[name] = its if mine is None else mine
            else:
                both[name] = mine & its
        return type(self)(**both)
