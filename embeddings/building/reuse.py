"""What a rebuild takes over from the live snapshot: whatever was made of the same words in the same way.

Everything here gives what a full rebuild would make anew; a snapshot of None gives nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from embeddings.encoding.encoder import EncoderSpec, Matrix
from embeddings.library.snapshot import Snapshot
from embeddings.library.tallying import KeptPostings
from embeddings.readers.folder import READER
from embeddings.sources.reading import NOTHING, KnownFiles
from embeddings.statements.registry import VERSION
from embeddings.text.passages import SPLITTER, Titled, embedded_text, titled_text
from embeddings.types import Document, Passage, Statement


def known_files(live: Snapshot | None) -> KnownFiles:
    """Return the files that need not be read where they did not change."""
    if live is None or live.manifest.reader != READER:
        return NOTHING
    documents: defaultdict[str, list[Document]] = defaultdict(list)
    for document in live.store.documents(private=True).values():
        documents[document.path].append(document)
    return KnownFiles(live.store.files(), documents)


def kept_passages(live: Snapshot | None, documents: Iterable[Document]) -> dict[str, list[Passage]]:
    """Return the passages of the documents whose words are as they were, by the documents' ids."""
    if live is None or live.manifest.splitter != SPLITTER:
        return {}
    kept: dict[str, list[Passage]] = {identity: [] for identity in _unchanged(live, documents)}
    for _, passage in live.store.every_passage():
        if passage.document_id in kept:
            kept[passage.document_id].append(passage)
    return kept


def kept_statements(live: Snapshot | None, documents: Iterable[Document]) -> dict[str, list[Statement]]:
    """Return the statements of the documents whose words are as they were, by the documents' ids."""
    if live is None or (live.manifest.extractor, live.manifest.splitter) != (VERSION, SPLITTER):
        return {}  # those that stood in no passage of the old splitter were left out
    kept: dict[str, list[Statement]] = {identity: [] for identity in _unchanged(live, documents)}
    for statement in live.store.statements.everything():
        if statement.document_id in kept:
            kept[statement.document_id].append(statement)
    return kept


def kept_vectors(live: Snapshot | None, spec: EncoderSpec, texts: Sequence[str]) -> tuple[list[int], Matrix]:
    """Return the places of the texts that were embedded before, by the same model, and their vectors in that order."""
    if live is None or live.manifest.encoder != spec or not texts:
        return [], np.zeros((0, spec.dimension), dtype=np.float32)
    kept = _rows_of(live, texts, embedded_text)
    return list(kept), live.vectors(list(kept.values()))


def kept_keywords(live: Snapshot | None, passages: Sequence[Titled]) -> KeptPostings | None:
    """Return what is known of the passages that were indexed before."""
    if live is None or live.manifest.splitter != SPLITTER:
        return None
    kept = _rows_of(live, ["\0".join(passage) for passage in passages], lambda *one: "\0".join(titled_text(*one)))
    places, rows = (np.fromiter(its, dtype=np.int64) for its in (kept, kept.values()))
    return KeptPostings(live.keywords, live.store.vocabulary(), places + 1, rows)


def _rows_of(live: Snapshot, texts: Sequence[str], text_of: Callable[[Document, Passage], str]) -> dict[int, int]:
    """Return the row that each of these texts has in a snapshot, by its place; those that it has not are left out."""
    documents = live.store.documents(private=True)
    passages = live.store.every_passage()
    known = {_digest(text_of(documents[passage.document_id], passage)): row for row, passage in passages}
    found = ((place, known.get(_digest(text))) for place, text in enumerate(texts))
    return {place: row for place, row in found if row is not None}


def _unchanged(live: Snapshot, documents: Iterable[Document]) -> list[str]:
    before = live.store.documents(private=True)
    return [one.id for one in documents if one.id in before and _words(before[one.id]) == _words(one)]


def _words(document: Document) -> tuple[object, ...]:
    """Return what passages and statements depend on: facts such as the title are no part of them."""
    return document.text, document.body_start, document.pages, document.turns, document.question, document.parts


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
