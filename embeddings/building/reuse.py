"""What a rebuild takes over from the live snapshot: whatever was made of the same words in the same way.

Everything here gives what a full rebuild would make anew; a snapshot of None gives nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from embeddings.encoding.encoder import EncoderSpec
from embeddings.library.gathered import Gathered
from embeddings.library.snapshot import Snapshot
from embeddings.library.store import Store
from embeddings.library.tallying import KeptPostings
from embeddings.readers.folder import READER
from embeddings.sources.reading import NOTHING, KnownFiles
from embeddings.statements.registry import VERSION
from embeddings.text.passages import SPLITTER, embedded_text, titled_text
from embeddings.types import Document, Statement

_AT_ONCE: Final = 16_384  # passages whose texts are looked for in the live snapshot

_Rows = NDArray[np.int64]
_Digests = NDArray[np.bytes_]


@dataclass(frozen=True, slots=True)
class KeptRows:
    """For each passage in its order, its row in the live snapshot, 0 where that has none.

    ``embedded`` has the same vector there, ``titled`` the same terms.
    """

    embedded: _Rows
    titled: _Rows


def reader_knows(live: Snapshot | None) -> Store | None:
    """Return what knows the files that need not be read where they did not change."""
    return None if live is None or live.manifest.reader != READER else live.store


def known_files(live: Snapshot | None, documents: Gathered | None) -> KnownFiles:
    """Return the files that need not be read where they did not change; their documents are found by ``documents``."""
    store = reader_knows(live)
    if store is None:
        return NOTHING
    return KnownFiles(store.files(), store.documents_of_file if documents is None else documents.of_file)


def before(live: Snapshot | None, document: Document) -> Document | None:
    """Return a document as it was, where its words are the same."""
    old = None if live is None else live.store.documents([document.id], private=True).get(document.id)
    return old if old is not None and _words(old) == _words(document) else None


def splits_alike(live: Snapshot | None) -> bool:
    """Tell whether passages of the same words are the same."""
    return live is not None and live.manifest.splitter == SPLITTER


def states_alike(live: Snapshot | None) -> bool:
    """Tell whether statements of the same words are: of an old splitter, those that stood in no passage are missing."""
    return live is not None and (live.manifest.extractor, live.manifest.splitter) == (VERSION, SPLITTER)


def kept_statements(live: Snapshot | None, document_id: str) -> list[Statement]:
    """Return the statements of a document whose words are as they were."""
    return [] if live is None else [record.statement for record in live.store.statements.of_document(document_id)]


def kept_rows(live: Snapshot | None, spec: EncoderSpec, store: Store, unchanged: _Rows) -> KeptRows:
    """Look the passages of a new library up in the live snapshot, all but those of ``unchanged`` documents.

    These are given by their rows there, 0 where they are none of such.
    """
    embedded, titled = unchanged.copy(), unchanged.copy()
    fresh = np.flatnonzero(unchanged == 0)
    if live is None or not splits_alike(live):
        titled[:] = 0
    if live is None or live.manifest.encoder != spec:
        embedded[:] = 0
    if live is not None and len(fresh):
        wanted = _digests(store, (fresh + 1).tolist())
        held = range(1, live.manifest.passages + 1)
        found = _found(wanted, live.store, held)
        embedded[fresh] = found[0] if live.manifest.encoder == spec else 0
        titled[fresh] = found[1] if splits_alike(live) else 0
    return KeptRows(embedded, titled)


def kept_keywords(live: Snapshot | None, titled: _Rows) -> KeptPostings | None:
    """Return what is known of the passages that were indexed before."""
    places = np.flatnonzero(titled)
    if live is None or not len(places):
        return None
    return KeptPostings(live.keywords, live.store.vocabulary(), places + 1, titled[places])


def _found(wanted: Sequence[_Digests], store: Store, held: Sequence[int]) -> list[_Rows]:
    """Return the row that each of these texts, embedded and titled, has among those held, 0 where it has none."""
    known = [np.unique(its, return_inverse=True) for its in wanted]
    rows = [np.zeros(len(its), dtype=np.int64) for its, _ in known]
    for some in _cut(held):
        for its, found, (digests, _) in zip(_digests(store, some), rows, known, strict=True):
            at = np.minimum(np.searchsorted(digests, its), len(digests) - 1)
            same = digests[at] == its
            found[at[same]] = np.array(some, dtype=np.int64)[same]
    return [found[inverse] for found, (_, inverse) in zip(rows, known, strict=True)]


def _cut(rows: Sequence[int]) -> Iterator[list[int]]:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _digests(store: Store, rows: Iterable[int]) -> tuple[_Digests, _Digests]:
    """Return digests of what is embedded of passages, and of what keyword search reads of them."""
    told = [
        (_digest(embedded_text(document, passage)), _digest("\0".join(titled_text(document, passage))))
        for _, document, passage in store.in_documents(rows)
    ]
    embedded, titled = (np.array(its, dtype="S16") for its in zip(*told, strict=True))
    return embedded, titled


def _words(document: Document) -> tuple[object, ...]:
    """Return what passages and statements depend on: facts such as the title are no part of them."""
    return document.text, document.body_start, document.pages, document.turns, document.question, document.parts


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
