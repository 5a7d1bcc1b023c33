"""What came of the last rebuild, kept in ``<data>/index/last.json`` for ``onrecord status``, the doctor and the bot."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter, ValidationError

from embeddings.library.snapshot import ASIDE
from embeddings.owner import write_file
from embeddings.text.wording import writable

Outcome = Literal["published", "unchanged", "refused", "failed"]

LAST: Final = "last.json"


@dataclass(frozen=True, slots=True)
class LastRebuild:
    """What came of a rebuild. ``at`` is when it ended, ISO 8601; ``message`` is what was said of it.

    ``left_out`` are lines that name the documents which could not be read, ``unfetched`` those of sources.
    """

    at: str
    outcome: Outcome
    message: str
    seconds: float
    left_out: tuple[str, ...] = ()
    unfetched: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """A line for each page that could not be fetched, then for each document that could not be read."""
        return (*(f"not fetched: {one}" for one in self.unfetched), *(f"left out: {one}" for one in self.left_out))


_LAST = TypeAdapter(LastRebuild)


def last_rebuild(data: Path) -> LastRebuild | None:
    """Return what came of the last rebuild, None where there was none."""
    try:
        return _LAST.validate_json((data / "index" / LAST).read_bytes())
    except (OSError, ValidationError):
        return None


def written_at(data: Path) -> int:
    """Return when the last rebuild was remembered, in nanoseconds, 0 where none was: it is finer than ``at``."""
    try:
        return (data / "index" / LAST).stat().st_mtime_ns
    except OSError:
        return 0


def ended(
    outcome: Outcome, said: str, seconds: float, left_out: tuple[str, ...] = (), unfetched: tuple[str, ...] = ()
) -> LastRebuild:
    """Return what came of a rebuild that has ended now."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return LastRebuild(at, outcome, writable(said), round(seconds, 1), tuple(map(writable, left_out)), unfetched)


def remember(data: Path, last: LastRebuild) -> LastRebuild:
    """Keep what came of a rebuild, and return it."""
    path = data / "index" / LAST
    with contextlib.suppress(OSError):  # a full disk is what the rebuild itself tells of
        new = path.with_name(f"{ASIDE}{LAST}")
        write_file(new, _LAST.dump_json(last, indent=2) + b"\n")
        new.replace(path)
    return last
