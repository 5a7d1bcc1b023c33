"""What the library holds: outlets with counts and dates, and as of when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.locale import _, ngettext
from bot.lookups.who import Listing
from bot.render import short, title
from bot.render.dates import date_words, told_of
from bot.types import Aside, AsideKind, NotOnRecord
from embeddings.library.open_library import OpenLibrary
from embeddings.types import Document

_OUTLETS = 30
_TITLES = 30  # of a library that is no larger, the documents are named one by one


def holdings(snapshot: OpenLibrary, *, private: bool = False) -> Listing:
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
    named = documents if len(documents) <= _TITLES else []
    lines += [", ".join([title(document), *told_of(document)]) for document in named]
    built = snapshot.manifest.built_at  # in UTC
    as_of = f"{date_words(built)}, {built[11:16]} UTC"
    return Listing(_("{documents}, index as of {moment}", documents=_count(documents), moment=as_of), tuple(lines))


def without_search(question: str, kind: AsideKind, snapshot: OpenLibrary, *, private: bool = False) -> NotOnRecord:
    """Return what is said to what asks nothing of the documents: there is no quote in it, and nothing was refused."""
    held = holdings(snapshot, private=private) if kind == "sources" else Listing("")
    listing = (held.head, *held.lines) if held.head else ()
    example = next(iter(snapshot.manifest.examples), "")
    return NotOnRecord(question, 0.0, "nothing_relevant", (), aside=Aside(kind, example, listing))


def _count(documents: Sequence[Document]) -> str:
    return ngettext("{count} document", "{count} documents", len(documents))


def _dates(documents: Sequence[Document]) -> str:
    dates = sorted(document.date[:10] for document in documents if document.date)
    if not dates:
        return f", {_('no dates')}"
    first, last = date_words(dates[0]), date_words(dates[-1])
    return f", {first}" if first == last else f", {_('{first} to {last}', first=first, last=last)}"
