"""``/who NAME``: what a speaker has on record, how much of it by outlet and time, and the latest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.locale import N_, _, ngettext
from bot.render import about_line, short, title
from bot.render.dates import told_of
from embeddings.library.open_library import OpenLibrary, Records
from embeddings.library.register import KnownSpeaker
from embeddings.naming.names import normal_form
from embeddings.search.spelling import spell
from embeddings.types import Document, Statement

USAGE = N_("Name a speaker: /who NAME")
_LATEST = 10  # statements that are listed
_LATEST_OF_SEVERAL = 3  # of each, where several go by a name
_OUTLETS = _TIMES = 8


@dataclass(frozen=True, slots=True)
class Listing:
    """A head and lines below it, as plain text."""

    head: str
    lines: tuple[str, ...] = ()


def who_spelled(snapshot: OpenLibrary, name: str, *, private: bool = False) -> Listing:
    """List what is on record by whoever goes by a name or, where nobody does, by the one that it is a slip of."""
    known = not name.strip() or snapshot.store.statements.speakers(name, private=private)
    spelled = None if known else spell(name, None, snapshot, private=private)
    if spelled is None or not snapshot.store.statements.speakers(spelled.text, private=private):
        return who(snapshot.store, name, private=private)
    listing = who(snapshot.store, spelled.text, private=private)
    return replace(listing, head=f"{about_line(', '.join(spelled.changed))}\n{listing.head}")


def who(store: Records, name: str, *, private: bool = False) -> Listing:
    """List what is on record by whoever goes by a name; where those are several, who they are.

    What stands in private documents is left out unless ``private`` is allowed.
    """
    if not name.strip():
        return Listing(_(USAGE))
    known = store.statements.speakers(name, private=private)
    if not known:
        return Listing(_("Nobody called {name} has a statement on record.", name=short(name)))
    exactly = [one for one in known if one.key == normal_form(name) and " " in one.key]
    known = exactly or known
    if len(known) > 1:
        lines = tuple(line for one in known for line in _brief(store, one, private=private))
        count = len(known)
        several = ngettext("{count} speaker goes by that name.", "{count} speakers go by that name.", count)
        return Listing(f"{several} {_('Ask for one in full:')}", lines)
    return _listing(store, known[0], private=private)


def _brief(store: Records, known: KnownSpeaker, *, private: bool) -> Iterator[str]:
    """Yield who one of several speakers is, and the latest of what they said."""
    yield f"{short(known.name)}: {_count(known.statements)}"
    for document, statement in _without_copies(_newest(store, known, private=private))[:_LATEST_OF_SEVERAL]:
        yield f"… {_line(document, statement)}"


def _newest(store: Records, known: KnownSpeaker, *, private: bool) -> list[tuple[Document, Statement]]:
    """Return all that a speaker has on record with its documents, the newest first."""
    statements = [record.statement for record in store.statements.of_speakers([known.key], private=private)]
    documents = store.documents({statement.document_id for statement in statements}, private=private)
    pairs = [(documents[statement.document_id], statement) for statement in statements]
    return sorted(pairs, key=_date, reverse=True)


def _without_copies(newest: Iterable[tuple[Document, Statement]]) -> list[tuple[Document, Statement]]:
    """Leave out what somebody said in the same words in a newer document."""
    alone: dict[str, tuple[Document, Statement]] = {}
    for pair in newest:
        alone.setdefault(_words(*pair), pair)
    return list(alone.values())


def _words(document: Document, statement: Statement) -> str:
    return " ".join(" ".join(document.text[start:end] for start, end in statement.quote).casefold().split())


def _listing(store: Records, known: KnownSpeaker, *, private: bool) -> Listing:
    newest = _newest(store, known, private=private)
    of, alone = [document for document, _ in newest], _without_copies(newest)
    outlets = Counter(document.publisher or _("publisher unknown") for document in of)
    return Listing(
        f"{short(known.name)}: {on_record(len(alone))}",
        (
            f"{_('by outlet:')} {_counts(sorted(outlets.items(), key=_most)[:_OUTLETS], outlets)}",
            f"{_('by time:')} {_counts(_times(of)[:_TIMES], _times(of))}",
            *(_line(document, statement) for document, statement in alone[:_LATEST]),
        ),
    )


def _times(documents: Sequence[Document]) -> list[tuple[str, int]]:
    """Count by year, or by month where all is of one year; the newest first, what has no date last."""
    dates = [document.date or "" for document in documents]
    length = 4 if len({date[:4] for date in dates if date}) > 1 else 7
    counts = Counter(date[:length] for date in dates)
    return [(time or _("no date"), count) for time, count in sorted(counts.items(), reverse=True)]


def _counts(shown: Sequence[tuple[str, int]], every: Mapping[str, int] | Sequence[tuple[str, int]]) -> str:
    more = len(every) - len(shown)
    tail = [ngettext("and {count} more", "and {count} more", more)] if more else []
    return ", ".join([*(f"{short(name)} {count}" for name, count in shown), *tail])


def _line(document: Document, statement: Statement) -> str:
    words = short(" … ".join(document.text[start:end] for start, end in statement.quote))
    cue = f"{short(statement.cue)}: " if statement.cue else ""
    return f"{cue}{words} ({', '.join(told_of(document)) or title(document)})"


def _date(pair: tuple[Document, Statement]) -> str:
    return pair[0].date or ""


def _most(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _count(number: int) -> str:
    return ngettext("{count} statement", "{count} statements", number)


def on_record(number: int) -> str:
    """Return "3 statements on record"."""
    return ngettext("{count} statement on record", "{count} statements on record", number)
