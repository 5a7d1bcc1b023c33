"""``onrecord status`` and ``onrecord snapshots``: what is live, as of when, and what else there is."""

from __future__ import annotations

import json as js
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

import typer

from bot.live import every_index, live_name
from bot.rebuilds.last import LastRebuild, last_rebuild
from bot.render import clean
from bot.schedule import next_run
from bot.settings import Settings
from bot.state.opening import has_state, open_state
from bot.state.standing import StandingStore
from embeddings.errors import SnapshotError
from embeddings.library.calibration import Calibration
from embeddings.library.hold import read_hold
from embeddings.library.lock import is_locked, owner_of
from embeddings.library.manifest import Manifest
from embeddings.library.snapshots import Listed
from embeddings.text.wording import many


@dataclass(frozen=True, slots=True)
class Status:
    """What an operator asks first. ``running`` is who rebuilds now, ``next_run`` when the schedule does (ISO 8601)."""

    snapshot: str | None = None
    built_at: str | None = None
    documents: int = 0
    passages: int = 0
    statements: int = 0
    model: str | None = None
    gate: str | None = None
    running: str | None = None
    last: LastRebuild | None = None
    refused: str | None = None
    rolled_back: str | None = None
    next_run: str | None = None
    calibration: str | None = None
    trouble: str | None = None  # why nothing is live, where something should be


def status_of(settings: Settings) -> Status:
    """Look at what is kept, without opening it."""
    snapshots = list(every_index(settings))
    live = next((one for one in snapshots if one.live), None)
    held = read_hold(settings.data)
    status = Status(
        gate=str(live.verdict) if live and live.verdict else None,
        running=str(owner_of(settings.data) or "yes") if is_locked(settings.data) else None,
        last=last_rebuild(settings.data),
        refused=next((one.name for one in snapshots if one.refused), None),
        rolled_back=held.snapshot if held else None,
        next_run=_next_run(settings),
        trouble=_trouble(settings, live),
    )
    return status if live is None or live.manifest is None else _holding(status, live.name, live.manifest)


def _holding(status: Status, name: str, manifest: Manifest) -> Status:
    """Say what the live snapshot holds, too."""
    return replace(
        status,
        snapshot=name,
        built_at=manifest.built_at,
        documents=manifest.documents,
        passages=manifest.passages,
        statements=manifest.statements,
        model=manifest.encoder.model,
        calibration=_calibration(manifest.calibration),
    )


def _trouble(settings: Settings, live: Listed | None) -> str | None:
    try:
        name = live_name(settings)
    except SnapshotError as error:
        return str(error)
    if name is None or (live is not None and live.manifest is not None):
        return None
    return f"{name}, which is {'gone' if live is None else 'damaged'}. See: onrecord doctor"


def _next_run(settings: Settings) -> str | None:
    due = next_run(settings.rebuild_schedule, datetime.now(UTC)) if settings.rebuild_schedule else None
    return due.isoformat(timespec="minutes") if due else None


def _calibration(found: Calibration | None) -> str:
    """Say what confidence and refusals rest on."""
    if found is None or found.encoder is None:
        return "words alone, as none was fitted to this model. Fit one: onrecord calibrate --questions FILE"
    return f"{'your own' if found.own else 'of the project'}, fitted on {found.fitted_on}"


def status_text(status: Status) -> str:
    """Return the status as lines for people."""
    if status.snapshot is None:
        lines = [f"live: {status.trouble or 'nothing yet. Build it: onrecord rebuild'}"]
    else:
        counts = _counts(status)
        lines = [f"live: {status.snapshot}, built {status.built_at}", f"holds: {counts}", f"model: {status.model}"]
    more = {
        "confidence": status.calibration,
        "gate": status.gate,
        "running": status.running,
        "last rebuild": _last(status.last) if status.last else None,
        "refused": f"{status.refused}; onrecord rebuild --accept publishes it" if status.refused else None,
        "rolled back": status.rolled_back,
        "next run": status.next_run,
    }
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in more.items() if value)])


def _counts(held: Status | Manifest) -> str:
    counts = {"document": held.documents, "passage": held.passages, "statement": held.statements}
    return ", ".join(many(count, noun) for noun, count in counts.items())


def _last(last: LastRebuild) -> str:
    return f"{last.outcome}, {last.at}: {clean(last.message)}".replace("\n", "\n  ")


def snapshots_text(snapshots: Sequence[Listed]) -> str:
    """Return a snapshot a line, the newest first; a star marks the live one."""
    return "\n".join(map(_line, snapshots)) or "There are no snapshots yet. Build one: onrecord rebuild"


def print_status(settings: Settings, *, json: bool) -> None:
    """Print the status, as lines or as one JSON object."""
    status, (asked, waiting) = status_of(settings), _standing(settings)
    if json:
        row = asdict(status) | {"standing_questions": asked, "to_be_told": waiting}
        typer.echo(js.dumps(row, ensure_ascii=False))
        return
    watched = [f"watched: {many(asked, 'standing question')}, {waiting} to be told"] if asked else []
    typer.echo("\n".join([status_text(status), *watched]))


def _standing(settings: Settings) -> tuple[int, int]:
    """Return how many questions stand on Telegram, and how much of them waits to be told."""
    if not has_state(settings):
        return 0, 0
    with closing(open_state(settings)) as database:
        return StandingStore(database).counts()


def print_snapshots(settings: Settings) -> None:
    """Print the snapshots."""
    typer.echo(snapshots_text(list(every_index(settings))))


def _line(listed: Listed) -> str:
    mark, size = "*" if listed.live else " ", f"{listed.size / 1e6:,.1f} MB" if listed.size else "in Milvus"
    if listed.manifest is None:
        return f"{mark} {listed.name}  can't be read, {size}"
    manifest = listed.manifest
    counts = _counts(manifest)
    gate = listed.verdict or "no gate was asked"
    return f"{mark} {listed.name}  {manifest.built_at}  {counts}  {size}  gate: {gate}"
