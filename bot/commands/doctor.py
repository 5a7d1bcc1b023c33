"""``onrecord doctor``: everything that can be wrong with an installation, looked at once, each with what mends it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Literal

import typer

from bot.commands.add import ADDED
from bot.commands.token import ask_telegram
from bot.live import open_live
from bot.rebuilds.gate import golden_file
from bot.rebuilds.golden import read_golden
from bot.rebuilds.last import last_rebuild
from bot.render import clean, short
from bot.settings import Settings
from bot.state.moving import counts
from bot.state.opening import open_state
from bot.state.sqlite import NAME as STATE
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.export import half_made
from embeddings.errors import OnrecordError, SnapshotError
from embeddings.library.hold import read_hold
from embeddings.library.lock import OWNER, is_locked, owner_of
from embeddings.library.open_library import OpenLibrary
from embeddings.library.shelf import Shelf
from embeddings.library.snapshot import building, current_name, leftovers, open_snapshot, verify
from embeddings.library.snapshots import list_snapshots
from embeddings.owner import looser_than_ours, tighten
from embeddings.readers.pool import POOL
from embeddings.sources.file import FOLDER
from embeddings.text.wording import many

Level = Literal["fine", "note", "trouble"]
_LEAST_FREE = 200_000_000  # bytes, beside twice what the live snapshot takes
_SKEW = 60.0  # seconds that a clock may be wrong by
_NAMED = 10
_ALIVE = datetime(2025, 1, 1, tzinfo=UTC)  # no clock that is right tells an earlier time


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. Only ``trouble`` needs somebody to do something."""

    level: Level
    about: str
    found: str


def run_doctor(settings: Settings, *, mend: bool) -> bool:
    """Print what is found, a line each, and mend what may be mended; return whether all is well."""
    well = True
    for finding in examine(settings, mend=mend):
        typer.echo(f"{finding.level:8}{finding.about}: {clean(finding.found)}".replace("\n", f"\n{'':8}"))
        well = well and finding.level != "trouble"
    return well


def examine(settings: Settings, *, mend: bool = False) -> Iterator[Finding]:
    """Look at everything, cheap things first.

    With ``mend`` what died half-way is removed, and what others may read is made its owner's alone.
    """
    yield from _configuration(settings)
    yield from _disk(settings)
    yield from _leftovers(settings, mend=mend)
    yield from _modes(settings, mend=mend)
    try:
        snapshot = open_live(settings)
    except SnapshotError as error:
        yield Finding("trouble", "index", str(error))
    else:
        with closing(snapshot):
            yield from _index(snapshot)
            yield from _model(settings, snapshot)
            yield from _documents(snapshot)
    yield from _shared(settings)
    yield from _readers()
    yield from _last(settings)
    yield from _others(settings)
    yield from _clock(settings)
    yield from _telegram(settings)


def _configuration(settings: Settings) -> Iterator[Finding]:
    if settings.seeds.is_dir():
        yield Finding("fine", "documents", f"in {settings.seeds}")
    else:
        yield Finding("trouble", "documents", f"{settings.seeds} is no folder; name one in ONRECORD_SEEDS")
    if settings.data.is_dir() and not os.access(settings.data, os.W_OK):
        yield Finding("trouble", "data", f"{settings.data} can't be written to, so that no rebuild can publish")
    path = golden_file(settings)
    try:
        questions = f"{len(read_golden(path))} in {path}" if path else "none; see docs/rebuilds.md"
    except OnrecordError as error:
        yield Finding("trouble", "golden questions", str(error))
    else:
        yield Finding("fine" if path else "note", "golden questions", questions)


def _disk(settings: Settings) -> Iterator[Finding]:
    place = next(folder for folder in (settings.data.absolute(), *settings.data.absolute().parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    largest = max((listed.size for listed in list_snapshots(settings.data)), default=0)
    needed = 2 * largest + _LEAST_FREE
    level: Level = "fine" if free >= needed else "trouble"
    yield Finding(level, "disk", f"{free / 1e6:,.0f} MB are free, and {needed / 1e6:,.0f} MB should be for a rebuild")


def _leftovers(settings: Settings, *, mend: bool) -> Iterator[Finding]:
    owner = owner_of(settings.data)
    if is_locked(settings.data):
        yield Finding("note", "rebuild", f"one is running ({owner})" if owner else "one is running")
        return
    root = settings.data / "index"
    left = leftovers(settings.data) + ([root / OWNER] if owner else [])
    if left and mend:
        with building(settings.data):  # sweeps, as every rebuild does
            pass
    for path in (*left, *half_made(settings.data, sweep=mend)):
        what = f"a rebuild died ({owner}) and left {path.name}" if owner else f"a rebuild died and left {path.name}"
        if mend:
            yield Finding("fine", "leftovers", f"{what}; it was removed")
        else:
            yield Finding("trouble", "leftovers", f"{what}; remove it: onrecord doctor --mend")


def _modes(settings: Settings, *, mend: bool) -> Iterator[Finding]:
    """Look for what others may read or write: older versions left that to the umask."""
    ours = [*settings.data.glob(f"{STATE}*"), settings.seeds / ADDED, settings.seeds / FOLDER]
    if not is_locked(settings.data):  # what is being built is tightened when it is done
        ours += [settings.data / "index", settings.data / "models"]
    looser = list(looser_than_ours(ours))
    named = ", ".join(map(str, looser[:_NAMED])) + (f" and {len(looser) - _NAMED} more" if len(looser) > _NAMED else "")
    if looser and mend:
        for path in ours:
            tighten(path)
        yield Finding("fine", "files", f"others could read {named}; no more")
    elif looser:
        yield Finding("trouble", "files", f"others may read {named}; make them yours alone: onrecord doctor --mend")


def _index(snapshot: OpenLibrary) -> Iterator[Finding]:
    counts = f"{many(snapshot.manifest.documents, 'document')}, {many(snapshot.manifest.passages, 'passage')}"
    try:
        verify(snapshot)
    except SnapshotError as error:
        yield Finding("trouble", "index", f"{error}; build a new one: onrecord rebuild --full")
    else:
        yield Finding("fine", "index", f"{snapshot.name} is whole: {counts}, built {snapshot.manifest.built_at}")


def _model(settings: Settings, snapshot: OpenLibrary) -> Iterator[Finding]:
    made_by = snapshot.manifest.encoder
    if made_by.model != settings.model:
        why = f"the index was made by {made_by.model!r}, and ONRECORD_MODEL is {settings.model!r}: onrecord rebuild"
        yield Finding("trouble", "model", why)
        return
    said: list[str] = []
    try:
        spec = load_encoder(made_by.model, settings.data, precision=made_by.precision, say=said.append).spec
    except OnrecordError as error:
        yield Finding("trouble", "model", str(error))
        return
    yield from (Finding("note", "model", line) for line in said)
    if spec == made_by:
        yield Finding("fine", "model", f"{spec.model}, weights {spec.digest[:12]}, as the index was made by")
    else:
        why = f"weights {spec.digest[:12]}, and the index was made by {made_by.digest[:12]}: onrecord rebuild --full"
        yield Finding("trouble", "model", why)


def _documents(snapshot: OpenLibrary) -> Iterator[Finding]:
    pairs = snapshot.store.duplicates()
    for one, other, same in pairs[:_NAMED]:
        what = "say the same" if same else "are nearly the same"
        yield Finding("note", "duplicates", f"{short(one)} and {short(other)} {what}")
    if len(pairs) > _NAMED:
        yield Finding("note", "duplicates", f"{len(pairs) - _NAMED} more pairs")


def _shared(settings: Settings) -> Iterator[Finding]:
    """Look at what several bots share, where they do."""
    if settings.state is not None:
        try:
            with closing(open_state(settings)) as state:
                rows = sum(counts(state).values())
                skew = state.now() - datetime.now(UTC).timestamp()
        except OnrecordError as error:
            yield Finding("trouble", "state", str(error))
        else:
            level: Level = "fine" if abs(skew) <= _SKEW else "trouble"
            told = f"{state.place} holds {many(rows, 'row')}; its clock is {skew:+.0f} s from that of this machine"
            yield Finding(level, "state", told)
    if settings.snapshots is not None:
        try:
            pointer = Shelf(settings.snapshots).pointer()
            live = current_name(settings.data)
        except OnrecordError as error:
            yield Finding("trouble", "shared indexes", str(error))
        else:
            shared = pointer.snapshot if pointer is not None else "nothing yet: onrecord rebuild"
            same = pointer is not None and pointer.snapshot == live
            yield Finding("fine" if same else "note", "shared indexes", f"{shared}; live here is {live or 'nothing'}")


def _readers() -> Iterator[Finding]:
    if POOL.is_offline():
        yield Finding("fine", "readers", "what takes files of others apart has no secrets and no network")
    else:
        why = "what takes files of others apart has no secrets, but the network: this system does not let it leave that"
        yield Finding("note", "readers", f"{why} (docs/documents.md#limits)")


def _last(settings: Settings) -> Iterator[Finding]:
    last = last_rebuild(settings.data)
    if last is not None:
        yield Finding("trouble" if last.outcome in {"refused", "failed"} else "fine", "last rebuild", last.message)
        yield from (Finding("note", "left out", line) for line in last.left_out)


def _others(settings: Settings) -> Iterator[Finding]:
    kept = list_snapshots(settings.data)
    for listed in kept:
        if listed.refused:
            yield Finding("note", "refused", f"{listed.name} waits: onrecord rebuild --accept publishes it")
        if not listed.live:
            try:
                open_snapshot(settings.data / "index" / listed.name).close()
            except SnapshotError as error:
                yield Finding("note", "snapshots", f"{str(error).partition('. Build')[0]}; it can't be gone back to")
    held = read_hold(settings.data)
    unpublished = [one.name for one in takewhile(lambda one: not one.live, kept) if not one.refused]
    if unpublished and not any(one.live for one in kept):
        yield Finding(
            "note", "snapshots", f"none is live; {unpublished[0]} is whole: onrecord rollback {unpublished[0]}"
        )
    elif held is None:
        for name in unpublished:
            why = f"{name} is newer than the live one; publish it: onrecord rollback {name}"
            yield Finding("note", "snapshots", why)
    if held is not None:
        why = f"{held.snapshot} was rolled back, and is not published again until its documents are mended"
        yield Finding("note", "rollback", why)


def _clock(settings: Settings) -> Iterator[Finding]:
    now = datetime.now(UTC)
    built = [listed.manifest.built_at for listed in list_snapshots(settings.data) if listed.manifest is not None]
    newest = max(map(datetime.fromisoformat, built), default=now)
    if now < _ALIVE or newest > now + timedelta(seconds=_SKEW):
        yield Finding(
            "trouble", "clock", f"it says {now:%Y-%m-%d %H:%M} UTC, and a snapshot was built {newest:%Y-%m-%d %H:%M}"
        )
    else:
        yield Finding("fine", "clock", f"{now:%Y-%m-%d %H:%M} UTC")


def _telegram(settings: Settings) -> Iterator[Finding]:
    if settings.telegram_token is None or not settings.telegram_token.get_secret_value():
        yield Finding("note", "telegram", "there is no token, so that only the terminal answers")
        return
    try:
        asked = ask_telegram(settings)
    except OnrecordError as error:
        yield Finding("trouble", "telegram", str(error))
        return
    yield Finding("fine", "telegram", f"the token is that of @{asked.username}")
    if asked.ahead is not None and abs(asked.ahead) > _SKEW:
        yield Finding("trouble", "clock", f"it is {asked.ahead:+.0f} s from that of {settings.telegram_api}")
