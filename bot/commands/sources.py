"""``onrecord sources``: what is followed, how that goes, and what failed and why."""

from __future__ import annotations

import json as js
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

import typer

from bot.render import clean
from bot.settings import Settings
from bot.state.opening import open_state
from bot.state.sources import Visits
from embeddings.sources.file import FILE, FOLDER, Source, read_sources
from embeddings.sources.visit import Visit

State = Literal["new", "ok", "failing", "refused", "missing"]

_SHOWN: Final = 10  # pages of a source that failed


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A page that could not be had. ``passing`` is whether that may change by itself; ``next_try`` None is never."""

    address: str
    error: str
    passing: bool
    next_try: str | None


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How following a source goes. Moments are ISO 8601, UTC.

    ``state``: "new" was never tried, "failing" may pass, "refused" is an error for good, "missing" a folder that is
    not there. ``kept`` counts pages, ``waiting`` those that are still to be fetched.
    """

    kind: str
    address: str
    name: str
    state: State
    kept: int
    waiting: int
    last_success: str | None
    last_error: str | None
    last_failure: str | None
    next_try: str | None
    failed: tuple[FailedPage, ...]


def print_sources(settings: Settings, *, json: bool, retry: bool) -> None:
    """Print the sources, as lines or as JSON; with ``retry`` let the next rebuild try everything at once."""
    sources = read_sources(settings.seeds)
    with closing(open_state(settings)) as database:
        visits = Visits(database)
        if retry:
            visits.retry()
        found = [status_of(source, visits.visits(source.address)) for source in sources]
    if json:
        typer.echo(js.dumps([asdict(status) for status in found], ensure_ascii=False))
        return
    nothing = f"Nothing is followed. onrecord add FEED begins to, or {settings.seeds / FILE} (docs/documents.md)."
    typer.echo("\n".join(line for status in found for line in _lines(status)) or nothing)
    if retry:
        typer.echo("The next rebuild tries everything at once: onrecord rebuild")


def status_of(source: Source, visits: list[Visit]) -> SourceStatus:
    """Put together what is known of a source."""
    own = next((visit for visit in visits if visit.is_source), Visit(source.address, source.address))
    failed = tuple(
        FailedPage(visit.address, visit.error, visit.passing, visit.due)
        for visit in visits
        if visit.error is not None and not visit.is_source
    )
    return SourceStatus(
        kind=source.kind,
        address=source.address,
        name=source.name,
        state=_folder_state(source) if source.kind == "folder" else _state(own),
        kept=sum(visit.path is not None for visit in visits),
        waiting=sum(visit.succeeded is None and visit.failed is None for visit in visits),
        last_success=own.succeeded,
        last_error=own.error,
        last_failure=own.failed,
        next_try=own.due,
        failed=failed,
    )


def _folder_state(source: Source) -> State:
    return "ok" if Path(source.address).is_dir() else "missing"


def _state(visit: Visit) -> State:
    if visit.error is not None:
        return "failing" if visit.passing else "refused"
    return "new" if visit.succeeded is None else "ok"


def _lines(status: SourceStatus) -> Iterator[str]:
    yield f"{status.kind} {clean(status.address)}"
    if status.kind == "folder":
        yield f"  {status.state}, read as {status.name}/ at each rebuild"
        return
    waiting = f", {status.waiting} waiting" if status.waiting else ""
    failed = f", {len(status.failed)} failed" if status.failed else ""
    yield f"  {status.state}: {status.kept} kept in {FOLDER}/{status.name}/{waiting}{failed}"
    facts = {
        "last success": status.last_success,
        "last error": f"{status.last_error} ({status.last_failure})" if status.last_error else None,
        "next try": f"at the first rebuild after {status.next_try}" if status.next_try else None,
    }
    yield from (f"  {name}: {clean(value)}" for name, value in facts.items() if value)
    for one in status.failed[:_SHOWN]:
        again = f"tried again after {one.next_try}" if one.next_try else "not tried again"
        yield f"  failed: {clean(one.address)}: {clean(one.error)} ({again})"
    if len(status.failed) > _SHOWN:
        yield f"  … and {len(status.failed) - _SHOWN} more; --json lists them all"
