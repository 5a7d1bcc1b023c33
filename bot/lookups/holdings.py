"""What the library holds: outlets with counts and dates, and as of when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.locale import _, ngettext
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
        return Listing(_("There are no documents yet."))
    of: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        of[short(document.publisher or _("publisher unknown"))].append(document)
    outlets = sorted(of.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    lines = [f"{name}: {_count(held)}{_dates(held)}" for name, held in outlets[:_OUTLETS]]
    more = len(outlets) - _OUTLETS
    lines += [ngettext("and {count} more outlet", "and {count} more outlets", more)] if more > 0 else []
    lines += [describe(document) for document in documents] if len(documents) <= _TITLES else []
    as_of = snapshot.manifest.built_at.replace("T", " ").replace("+00:00", " UTC")
    return Listing(_("{documents}, index as of {moment}", documents=_count(documents), moment=as_of), tuple(lines))


def _count(documents: Sequence[Document]) -> str:
    return ngettext("{count} document", "{count} documents", len(documents))


def _dates(documents: Sequence[Document]) -> str:
    dates = sorted(document.date[:10] for document in documents if document.date)
    if not dates:
        return f", {_('no dates')}"
    first, last = dates[0], dates[-1]
    return f", {first}" if first == last else f", {_('{first} to {last}', first=first, last=last)}"
