"""``onrecord show``: what is known of a document, and where each fact came from."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bot.render import describe, short
from bot.settings import Settings
from embeddings.errors import UsageError
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.readers.draft import FACTS
from embeddings.text.passages import page_of
from embeddings.text.wording import one_form
from embeddings.types import Document

_MOST = 10  # documents that a part of a name may mean, listed


def show_document(settings: Settings, name: str) -> None:
    """Print the document that has an id, a path or a title, or alone has a part of one. Raises UsageError."""
    snapshot = open_current(settings.data)
    try:
        document = _find(list(snapshot.store.documents(private=True).values()), one_form(name))
        sys.stdout.write("".join(f"{line}\n" for line in _lines(snapshot, document)))
    finally:
        snapshot.close()


def _find(documents: list[Document], name: str) -> Document:
    wanted = name.casefold()
    ways: tuple[Callable[[Document], bool], ...] = (
        lambda one: one.id == name,
        lambda one: name in (one.path, one.title),
        lambda one: wanted in f"{one.id}\n{one.title or ''}".casefold(),
    )
    found = next(filter(None, (list(filter(way, documents)) for way in ways)), [])
    if not found:
        raise UsageError(f"No document has {name!r} in its id or title. The REPL lists them all: /sources")
    if len(found) > 1:
        raise UsageError(f"{len(found)} documents have {name!r} in id or title. Name one by its id:\n{_listed(found)}")
    return found[0]


def _listed(found: list[Document]) -> str:
    lines = [f"  {short(document.id)}: {describe(document)}" for document in found[:_MOST]]
    return "\n".join([*lines, f"  … and {len(found) - _MOST} more"] if len(found) > _MOST else lines)


def _lines(snapshot: Snapshot, document: Document) -> Iterator[str]:
    origins = dict(document.origins)
    yield f"{'id':<12}{short(document.id)}"
    yield f"{'path':<12}{short(document.path)}"
    for fact in FACTS:
        value = getattr(document, fact)
        known = "missing" if value is None else f"{short(value)}  ({origins.get(fact, 'default')})"
        yield f"{fact:<12}{known}"
    yield f"{'fetched':<12}{document.fetched or 'no'}"
    pages = f" on {len(document.pages):,} pages" if document.pages else ""
    yield f"{'text':<12}{len(document.text):,} characters{pages}"
    for one in document.recognised:
        where = f"page {page_of(document, one.start)}" if document.pages else "the text"
        yield f"{'read by OCR':<12}{where}, {one.sure}% sure of its words"
    for what in document.left_out:
        yield f"{'left out':<12}{short(what)}"
    yield f"{'statements':<12}{len(snapshot.store.statements.of_document(document.id)):,}"
    links = snapshot.store.also_in(document.id)
    others = snapshot.store.documents([link.document_id for link in links], private=True)
    for link in links:
        words = "the same words" if link.same else "nearly the same words"
        yield f"{'also in':<12}{short(link.document_id)}: {describe(others[link.document_id])}  ({words})"
