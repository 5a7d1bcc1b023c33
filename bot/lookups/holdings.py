"""What the library holds: outlets with counts and dates, and as of when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.lookups.who import Listing
from bot.render import describe, short
from embeddings.library.snapshot import Snapshot
from embeddings.types import Document

_OUTLETS = 30
_TITLES = 30  # of a library that is no larger, the documents are named one by one


def holdings(snapshot: Snapshot, *, private: bool = False) -> Listing:
    """List what there is to ask about, for those who may see private documents or who may not."""
    documents = list(snapshot.store.documents(private=private).values())
    if not documents:
        return Listing("There are no documents yet.")
    of: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        of[short(document.publisher or "publisher unknown")].append(document)
    outlets = sorted(of.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    lines = [f"{name}: {_count(held)}{_dates(held)}" for name, held in outlets[:_OUTLETS]]
    lines += [f"and {len(outlets) - _OUTLETS} more outlets"] if len(outlets) > _OUTLETS else []
    lines += [describe(document) for document in documents] if len(documents) <= _TITLES else []
    as_of = snapshot.manifest.built_at.replace("T", " ").replace("+00:00", " UTC")
    return Listing(f"{_count(documents)}, index as of {as_of}", tuple(lines))


def _count(documents: Sequence[Document]) -> str:
    return f"{len(documents)} document{'' if len(documents) == 1 else 's'}"


def _dates(documents: Sequence[Document]) -> str:
    dates = sorted(document.date[:10] for document in documents if document.date)
    if not dates:
        return ", no dates"
    return f", {dates[0]}" if dates[0] == dates[-1] else f", {dates[0]} to {dates[-1]}"
