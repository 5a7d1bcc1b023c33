"""``onrecord purge``: a document goes from every index that is kept and from the state: no file holds its words.

Indexes are never edited: the live one is built anew without it, and all others are removed, as an older one may hold
its words under another name.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from bot.lookups.document import find_document
from bot.rebuilds.sharing import share
from bot.settings import Settings
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.feedback import Feedback
from bot.state.opening import open_state
from bot.state.shown import Shown
from bot.state.sources import Visits
from bot.state.standing import StandingStore
from embeddings.errors import SnapshotError, UsageError
from embeddings.library.snapshot import Snapshot, open_current, open_snapshot
from embeddings.library.snapshots import keep_only_live, list_snapshots
from embeddings.types import Document


@dataclass(frozen=True, slots=True)
class Purged:
    """What went: the document, indexes by their names, and answers that were kept. ``copies`` hold the same words."""

    document: Document
    snapshots: tuple[str, ...]
    answers: int
    copies: tuple[str, ...]


def purge(settings: Settings, name: str, rebuild: Callable[[], object]) -> Purged:
    """Remove a document, which must be gone from the documents' folder already.

    Raises UsageError where no index has it, or where it still stands in the folder, and what a rebuild raises.
    """
    document, copies = _found(settings, name)
    if _is_live(settings, document):
        rebuild()
    if _is_live(settings, document):
        raise UsageError(
            f"{document.path!r} still stands in {str(settings.seeds)!r}, and would come back with the next rebuild. "
            "Remove it there (of a collection, its row), then purge again."
        )
    removed = keep_only_live(settings.data)
    share(settings, purged=True)
    with closing(open_state(settings)) as database:
        answers = _drop(database, document)
        database.scrub()
    return Purged(document, tuple(removed), answers, copies)


def _found(settings: Settings, name: str) -> tuple[Document, tuple[str, ...]]:
    """Return the document that is meant, of the newest index that has it, and the paths of others with its words."""
    unknown = UsageError(f"No index has a document {name!r}.")
    for listed in list_snapshots(settings.data):
        try:
            snapshot = open_snapshot(settings.data / "index" / listed.name)
        except SnapshotError:  # it goes as all of them do, but can't tell
            continue
        with closing(snapshot):
            try:
                document = find_document(list(snapshot.store.documents(private=True).values()), name)
            except UsageError as error:
                unknown = error
            else:
                return document, _copies(snapshot, document)
    raise unknown


def _copies(snapshot: Snapshot, document: Document) -> tuple[str, ...]:
    others = snapshot.store.documents([link.document_id for link in snapshot.store.also_in(document.id)], private=True)
    return tuple(sorted({one.path for one in others.values()}))


def _is_live(settings: Settings, document: Document) -> bool:
    with closing(open_current(settings.data)) as snapshot:
        return bool(snapshot.store.documents([document.id], private=True))


def _drop(database: Database, document: Document) -> int:
    def cites(answer: str) -> bool:
        return document.id in _cited(answer)

    Audit(database, 1).drop(document.id)
    Visits(database).forget(document.path)
    stores = (Shown(database), Feedback(database), StandingStore(database))
    return sum(one.drop(cites) for one in stores)


def _cited(answer: str) -> set[str]:
    """Return the ids of all documents that an answer's JSON names."""
    row = json.loads(answer)
    cited = [*row.get("citations", []), *row.get("nearest", [])]
    return {document["id"] for one in cited for document in (one["document"], *one["also_in"])}
