"""What was rolled back, so that the next rebuild does not publish the same again unasked.

A rollback remembers the documents by which the snapshot that was taken back differs from the one that is live again.
As long as all of them are still as they were, whatever else changed, a rebuild publishes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from embeddings.errors import RefusedError, SnapshotError
from embeddings.library.snapshot import Snapshot, open_snapshot
from embeddings.owner import write_file
from embeddings.types import Document

HOLD: Final = "HOLD"
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Hold:
    """A rollback from ``snapshot``. ``documents`` are digests of what differed, None of what it did not have."""

    snapshot: str
    since: str
    documents: dict[str, str | None]


_HOLD = TypeAdapter(Hold)


def hold_back(data: Path, name: str, restored: Snapshot) -> None:
    """Remember by what the snapshot ``name`` differs from the one that is restored."""
    try:
        with closing(open_snapshot(data / "index" / name)) as snapshot:
            differing = _differing(_digests(_documents(snapshot)), _digests(_documents(restored)))
    except SnapshotError:  # it is damaged, which is why it was rolled back: its documents are not at fault
        return
    held = Hold(name, datetime.now(UTC).isoformat(timespec="seconds"), differing)
    write_file(data / "index" / HOLD, _HOLD.dump_json(held, indent=2) + b"\n")


def read_hold(data: Path) -> Hold | None:
    """Return what was rolled back and not mended since, None where nothing was."""
    try:
        return _HOLD.validate_json((data / "index" / HOLD).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def release_hold(data: Path) -> None:
    """Forget what was rolled back."""
    (data / "index" / HOLD).unlink(missing_ok=True)


def check_hold(data: Path, documents: Iterable[Document], *, accept: bool) -> None:
    """Raise RefusedError where all that was rolled back is in the documents as it was, unless ``accept``."""
    held = read_hold(data)
    if held is None or accept:
        return
    digests = _digests(documents)
    if any(digests.get(identity) != digest for identity, digest in held.documents.items()):
        return
    named = ", ".join(list(held.documents)[:_NAMED])
    more = f" and {len(held.documents) - _NAMED} more" if len(held.documents) > _NAMED else ""
    what = f"Nothing of what it brought was changed since ({named}{more})" if named else "It brought no other documents"
    raise RefusedError(
        f"Nothing was published: {held.snapshot} was rolled back on {held.since}. {what}. Mend or remove one of these "
        "documents, or publish all the same: onrecord rebuild --accept",
        held.snapshot,
    )


def _differing(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str | None]:
    return {identity: new.get(identity) for identity in {**new, **old} if new.get(identity) != old.get(identity)}


def _documents(snapshot: Snapshot) -> Iterable[Document]:
    return snapshot.store.documents(private=True).values()


def _digests(documents: Iterable[Document]) -> dict[str, str]:
    return {one.id: hashlib.sha256(json.dumps(asdict(one)).encode()).hexdigest() for one in documents}
