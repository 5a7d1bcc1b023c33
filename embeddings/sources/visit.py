"""What is known of an address that is followed, and when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from embeddings.fetching import Version
from embeddings.sources.items import Item

_AGAIN: Final = timedelta(minutes=10)  # between two looks at a source that is well, and after its first failure
_LONGEST: Final = timedelta(days=1)  # after many failures in a row
_FOR_GOOD: Final = timedelta(days=7)  # after an error that isn't passing


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of visiting an address of a source. Moments are ISO 8601, UTC.

    ``source`` and ``address`` are the same where it is the source itself. ``path`` is the file that is kept, relative
    to the documents' folder; ``stamp`` is what the source said of its last change when that was fetched, and ``facts``
    what it says of the document. ``error`` is that of the last visit, None where that went well. ``due`` is when it is
    tried again, None where it isn't.
    """

    source: str
    address: str
    path: str | None = None
    etag: str | None = None
    modified: str | None = None
    stamp: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    succeeded: str | None = None
    failed: str | None = None
    error: str | None = None
    passing: bool = True
    failures: int = 0
    due: str | None = None

    @property
    def version(self) -> Version:
        """What tells whether the address still holds what was fetched."""
        return Version(self.etag, self.modified)

    @property
    def is_source(self) -> bool:
        """Whether this is the source itself, and not what it lists."""
        return self.source == self.address


def is_due(visit: Visit, now: datetime) -> bool:
    """Tell whether an address is to be tried; one that was never tried is."""
    if visit.due is None:
        return visit.succeeded is None and visit.failed is None
    return datetime.fromisoformat(visit.due) <= now


def listed(source: str, item: Item, known: Visit | None) -> Visit:
    """Return what is known of something that its source lists: it is due where it is new, or has changed since."""
    facts = tuple(sorted(item.facts.items()))
    if known is None:
        return Visit(source, item.address, stamp=item.stamp, facts=facts)
    if item.stamp == known.stamp:
        return known
    return replace(known, stamp=item.stamp, facts=facts, error=None, succeeded=None, failed=None, failures=0, due=None)


def went_well(visit: Visit, now: datetime) -> Visit:
    """Return what is known after a visit that went well: a source is looked at again, what it lists is not."""
    due = _text(now + _AGAIN) if visit.is_source else None
    return replace(visit, succeeded=_text(now), error=None, passing=True, failures=0, due=due)


def went_wrong(visit: Visit, why: str, now: datetime, *, passing: bool, wait: float | None = None) -> Visit:
    """Return what is known after a visit that failed.

    What may pass is tried again, ever later or when its server says (``wait``, in seconds); a source that fails for
    good in a week, and what it lists not at all.
    """
    failures = visit.failures + 1
    due: datetime | None = now + _FOR_GOOD
    if passing:
        asked = timedelta(seconds=min(wait or 0, _LONGEST.total_seconds()))
        due = now + max(asked, min(_AGAIN * 2 ** min(failures - 1, 20), _LONGEST))
    elif not visit.is_source:
        due = None
    return replace(
        visit, failed=_text(now), error=why, passing=passing, failures=failures, due=_text(due) if due else None
    )


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
