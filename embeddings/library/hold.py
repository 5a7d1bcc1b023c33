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
    """A rollback from ``snapshot``. ``documents`` are digests of what differed, None of what it did not have.

    ``model`` made it, where another one made what is live again.
    """

    snapshot: str
    since: str
    documents: dict[str, str | None]
    model: str | None = None


_HOLD = TypeAdapter(Hold)


def hold_back(data: Path, name: str, restored: Snapshot) -> None:
    """Remember by what the snapshot ``name`` differs from the one that is restored."""
    before = restored.manifest.encoder.model
    try:
        with closing(open_snapshot(data / "index" / name)) as snapshot:
            differing = _differing(_digests(_documents(snapshot)), _digests(_documents(restored)))
            model = snapshot.manifest.encoder.model
    except SnapshotError:  # it is damaged, which is why it was rolled back: its documents are not at fault
        return
    held = Hold(name, datetime.now(UTC).isoformat(timespec="seconds"), differing, model if model != before else None)
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


def check_hold(data: Path, documents: Iterable[Document], model: str, *, accept: bool) -> None:
    """Raise RefusedError where all that was rolled back is in the documents as it was, unless ``accept``.

    Where it brought another model alone, that model is what was rolled back.
    """
    held = read_hold(data)
    if held is None or accept or (held.model not in (None, model) and not held.documents):
        return
    digests = _digests(one for one in documents if one.id in held.documents)
    if any(digests.get(identity) != digest for identity, digest in held.documents.items()):
        return
    raise RefusedError(
        f"Nothing was published: {held.snapshot} was rolled back on {held.since}. {_brought(held)} publish all the "
        "same: onrecord rebuild --accept",
        held.snapshot,
    )


def _brought(held: Hold) -> str:
    """Say what was rolled back, and what to do about it; "or" what follows."""
    if not held.documents and held.model is not None:
        return f"It brought the model {held.model!r} alone. Go on with another one, or"
    if not held.documents:
        return "It brought no other documents. Change one, or"
    named = ", ".join(list(held.documents)[:_NAMED])
    more = f" and {len(held.documents) - _NAMED} more" if len(held.documents) > _NAMED else ""
    return f"Nothing of what it brought was changed since ({named}{more}). Mend or remove one of these documents, or"


def _differing(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str | None]:
    return {identity: new.get(identity) for identity in {**new, **old} if new.get(identity) != old.get(identity)}


def _documents(snapshot: Snapshot) -> Iterable[Document]:
    return snapshot.store.documents(private=True).values()


def _digests(documents: Iterable[Document]) -> dict[str, str]:
    return {one.id: hashlib.sha256(json.dumps(asdict(one)).encode()).hexdigest() for one in documents}
