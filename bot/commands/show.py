"""``onrecord show``: what is known of a document, and where each fact came from."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bot.live import open_live
from bot.lookups.document import find_document
from bot.render import describe, short
from bot.settings import Settings
from embeddings.library.open_library import OpenLibrary
from embeddings.readers.draft import FACTS
from embeddings.text.passages import page_of
from embeddings.types import Document


def show_document(settings: Settings, name: str) -> None:
    """Print the document that has an id, a path or a title, or alone has a part of one. Raises UsageError."""
    snapshot = open_live(settings)
    try:
        document = find_document(list(snapshot.store.documents(private=True).values()), name)
        sys.stdout.write("".join(f"{line}\n" for line in _lines(snapshot, document)))
    finally:
        snapshot.close()


def _lines(snapshot: OpenLibrary, document: Document) -> Iterator[str]:
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
