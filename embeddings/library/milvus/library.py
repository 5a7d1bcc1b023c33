"""The snapshots of a Milvus server: which is live, opening it, publishing another, going back, removing the oldest.

A snapshot is whole before the alias names it, and the alias moves in one step.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ValidationError

from embeddings.errors import IndexGoneError, OnrecordError, SnapshotError
from embeddings.library.keywords import KeywordIndex
from embeddings.library.manifest import FORMAT, Manifest
from embeddings.library.milvus.passages import MilvusPassages, Totals
from embeddings.library.milvus.records import MilvusRecords
from embeddings.library.milvus.schema import ALIAS, PARTS, collection_of, create, snapshot_of
from embeddings.library.milvus.server import MilvusServer, server_at
from embeddings.library.milvus.writing import rows_by_part
from embeddings.library.open_library import OpenLibrary
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.library.snapshots import Listed
from embeddings.library.verdict import Verdict, read_verdict

Examine = Callable[[OpenLibrary, OpenLibrary | None], None]  # the copy, and what is live where it is to be
_BUILD: Final = "Build it: onrecord rebuild"


class Imprint(BaseModel):
    """What the records of a snapshot say of it, first of all."""

    manifest: Manifest
    verdict: Verdict | None
    written: int  # nanoseconds since 1970: the order in which snapshots were published
    every: Totals
    public: Totals
    publishers: list[str]


@dataclass(frozen=True, slots=True)
class MilvusLibrary:
    """An open snapshot in Milvus. Its collections stay until so many newer ones are published that they are pruned."""

    name: str
    manifest: Manifest
    passages: MilvusPassages
    store: MilvusRecords

    def close(self) -> None:
        """Let go of it; the connection is that of all."""


def live_in(address: str) -> str | None:
    """Return the live snapshot's name, None where nothing was ever published there."""
    collection = server_at(address).pointed_at(ALIAS)
    return None if collection is None else snapshot_of(collection)


def open_in(address: str, *, model: str | None = None) -> MilvusLibrary:
    """Open the live snapshot. Raises SnapshotError where there is none, or where ``model`` did not make it."""
    server = server_at(address)
    name = live_in(address)
    if name is None:
        raise SnapshotError(f"There is no index at {server.place} yet. {_BUILD}")
    opened = _opened(server, name)
    made_by = opened.manifest.encoder.model
    if model is not None and model != made_by:
        raise SnapshotError(
            f"The index at {server.place} was made by the model {made_by!r}, and ONRECORD_MODEL is {model!r}. "
            "Name that one, or build it anew: onrecord rebuild"
        )
    return opened


def _opened(server: MilvusServer, name: str) -> MilvusLibrary:
    kept = kept_of(server, name)
    passages = MilvusPassages(server, name, kept.every, kept.public, kept.manifest.encoder.dimension)
    records = MilvusRecords(server, name, passages, kept.publishers, kept.manifest.statements)
    return MilvusLibrary(name, kept.manifest, passages, records)


def kept_of(server: MilvusServer, name: str) -> Imprint:
    """Read what is known of a snapshot. Raises SnapshotError where it is none of this version's."""
    rows = server.query(collection_of(name, "records"), 'kind == "manifest"', ["row", "body"])
    try:
        kept = Imprint.model_validate_json("".join(row["body"] for row in sorted(rows, key=lambda row: row["row"])))
    except ValidationError as error:
        why = f"its manifest can't be read ({error.error_count()} errors)"
        raise SnapshotError(f"The snapshot {name} at {server.place} is damaged: {why}. {_BUILD}") from None
    if kept.manifest.format != FORMAT:
        raise SnapshotError(
            f"The snapshot {name} at {server.place} has format {kept.manifest.format}, and this version reads format "
            f"{FORMAT}. {_BUILD}"
        )
    return kept


def put(address: str, data: Path, keep: int, *, purged: bool = False, examine: Examine | None = None) -> None:
    """Publish the live snapshot of a data folder, and remove all but the newest ``keep``; all others where ``purged``.

    One that is there already, and whole, is not written again. What ``examine`` raises of it, next to what is live
    there, keeps it from being published. Raises SnapshotError where that can't be: what was live still is.
    """
    server = server_at(address)
    with closing(open_current(data)) as live:
        if live.name not in whole(server):
            _write(server, live)
        if examine is not None:
            _examine(server, live.name, examine)
        point_to(server, live.name)
        prune(server, 1 if purged else keep)


def _examine(server: MilvusServer, name: str, examine: Examine) -> None:
    """Examine what was written; what does not pass is removed, unless it is live already."""
    collection = server.pointed_at(ALIAS)
    live = None if collection is None else snapshot_of(collection)
    try:
        examine(_opened(server, name), _opened(server, live) if live in whole(server) else None)
    except OnrecordError:
        for part in reversed(_of(server, name)) if name != live else ():
            server.drop(part)
        raise


def whole(server: MilvusServer) -> list[str]:
    """Return the snapshots that are there, the oldest first: their records are written last."""
    known = {name: kept for name in _names(server) if (kept := _kept_or_none(server, name)) is not None}
    return sorted(known, key=lambda name: known[name].written)


def point_to(server: MilvusServer, name: str) -> None:
    """Make a snapshot the live one."""
    for collection in _of(server, name):
        server.load(collection)
    server.point(ALIAS, collection_of(name, "records"))


def go_back(address: str, name: str | None = None) -> str:
    """Make an older snapshot the live one again: the one before it, or the one named. Return its name."""
    server, names, live = server_at(address), whole(server_at(address)), live_in(address)
    before = names[: names.index(live)] if live in names else names
    if name is None and not before:
        raise SnapshotError(f"There is no older snapshot at {server.place} to go back to.")
    target = name or before[-1]
    if target not in names:
        listed = ", ".join(reversed(names)) or "none"
        raise SnapshotError(f"There is no snapshot {target!r} at {server.place}. There are: {listed}")
    point_to(server, target)
    return target


def prune(server: MilvusServer, keep: int) -> list[str]:
    """Remove all but the newest ``keep`` snapshots, never the live one, and what writers that died have left before it.

    Return the names of those that are gone.
    """
    collection, names = server.pointed_at(ALIAS), whole(server)
    live = None if collection is None else snapshot_of(collection)
    older = [name for name in names if name != live]
    gone = older[: max(0, len(names) - max(1, keep))]
    gone += [name for name in _names(server) if name not in names and live is not None and name < live]
    for name in gone:
        for part in reversed(_of(server, name)):  # the records first: without them it is no snapshot
            server.drop(part)
    return gone


def _write(server: MilvusServer, live: Snapshot) -> None:
    facts = {
        "manifest": asdict(live.manifest),
        "verdict": None if (verdict := read_verdict(live.folder)) is None else asdict(verdict),
        "written": time.time_ns(),
        "every": asdict(_totals(live, live.keywords, private=True)),
        "public": asdict(_totals(live, live.public_keywords, private=False)),
        "publishers": live.store.publishers(),
    }
    parts = rows_by_part(live, facts)
    for part in (one for one in PARTS if one in parts):
        name = collection_of(live.name, part)
        create(server, name, part, live.manifest.encoder.dimension, live.manifest.index)
        written = server.write(name, parts[part])
        with server.telling():
            server.client.flush(name, timeout=300)
        server.load(name)
        if server.count(name) != written:
            raise SnapshotError(f"{server.place} does not hold the {written} rows of {name} that were written.")


def _totals(live: Snapshot, keywords: KeywordIndex, *, private: bool) -> Totals:
    size = live.passages.size(private=private)
    return Totals(size, keywords.mean, tuple(live.passages.languages(private=private)))


def _names(server: MilvusServer) -> list[str]:
    found = {name for one in server.collections() if (name := snapshot_of(one)) is not None}
    return sorted(found)


def _of(server: MilvusServer, name: str) -> list[str]:
    there = set(server.collections())
    return [one for part in PARTS if (one := collection_of(name, part)) in there]


def _kept_or_none(server: MilvusServer, name: str) -> Imprint | None:
    if collection_of(name, "records") not in server.collections():
        return None
    try:
        return kept_of(server, name)
    except IndexGoneError:
        raise
    except SnapshotError:
        return None


def listed(address: str) -> Iterator[Listed]:
    """Yield the snapshots of a server, those that are not whole among them, the newest first."""
    server, live = server_at(address), live_in(address)
    names = whole(server)
    for name in (*reversed(names), *(one for one in reversed(_names(server)) if one not in names)):
        kept = _kept_or_none(server, name)
        manifest, verdict = (None, None) if kept is None else (kept.manifest, kept.verdict)
        yield Listed(name, manifest, verdict, 0, name == live, refused=False)
