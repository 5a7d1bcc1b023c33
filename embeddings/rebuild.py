"""The write flow: documents -> passages -> vectors -> snapshot -> CURRENT."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from embeddings.defaults import EXACT_UP_TO
from embeddings.documents import read_documents
from embeddings.encoder import Encoder, EncoderSpec, Matrix
from embeddings.errors import DocumentError, RebuildError, SnapshotError
from embeddings.index import IndexSpec, VectorIndex
from embeddings.keywords import LENGTHS, POSTINGS, write_keywords
from embeddings.passages import SPLITTER, embedded_text, split_passages
from embeddings.sentences import sentence_spans
from embeddings.snapshot import (
    FORMAT,
    LIBRARY,
    VECTORS,
    Manifest,
    building,
    file_digest,
    open_current,
    open_snapshot,
    publish,
    verify,
    write_manifest,
)
from embeddings.store import write_store
from embeddings.types import Document, Passage

Progress = Callable[[str, int, int], None]  # stage, how many are done, of how many

LEAST_RECALL = 0.95
_SAMPLE = 200  # queries that the recall of an approximate index is measured with


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What a rebuild did. ``published`` is False where the live snapshot was already up to date."""

    snapshot: str
    published: bool
    documents: int
    passages: int
    errors: tuple[DocumentError, ...]


def rebuild(
    seeds: Path,
    data: Path,
    *,
    model: str,
    load: Callable[[str], Encoder],
    full: bool = False,
    strict: bool = False,
    exact_up_to: int = EXACT_UP_TO,
    accept_recall: bool = False,
    progress: Progress = lambda *_: None,
) -> RebuildReport:
    """Build a snapshot of the documents in ``seeds`` and make it the live one of ``data``.

    Does nothing where the live one holds the same documents, unless ``full``. Documents that can't be read
    are left out and reported; with ``strict`` they raise RebuildError. Above ``exact_up_to`` passages the index is
    approximate; one that finds less than LEAST_RECALL of what exact search does raises RebuildError, unless
    ``accept_recall``. ``load`` makes the encoder by name and is called only where something is to be embedded.
    """
    with building(data) as aside:
        progress("reading", 0, 0)
        documents, errors = read_documents(seeds)
        _check(documents, errors, strict=strict)
        source = _source_digest(documents)
        live = None if full else _up_to_date(data, model, source)
        if live is not None:
            return RebuildReport(live, False, len(documents), 0, tuple(errors))
        passages = [passage for document in documents for passage in split_passages(document)]
        encoder = load(model)
        vectors = _embed(documents, passages, encoder, progress)
        progress("indexing", 0, 0)
        index = VectorIndex.build(vectors, exact_up_to=exact_up_to)
        spec = index.tune(_sample_queries(passages, encoder), vectors) if index.approximate else IndexSpec("exact")
        _check_recall(spec, accept=accept_recall)
        index.save(aside / VECTORS)
        titles = {document.id: document.title or "" for document in documents}
        vocabulary = write_keywords(aside, ((titles[passage.document_id], passage.text) for passage in passages))
        write_store(aside / LIBRARY, documents, passages, vocabulary)
        write_manifest(aside, _manifest(aside, encoder.spec, spec, source, len(documents), len(passages)))
        progress("verifying", 0, 0)
        snapshot = open_snapshot(aside)
        try:
            verify(snapshot)
        finally:
            snapshot.close()
        return RebuildReport(publish(aside), True, len(documents), len(passages), tuple(errors))


def _check(documents: Sequence[Document], errors: Sequence[DocumentError], *, strict: bool) -> None:
    if errors and (strict or not documents):
        listed = "\n".join(f"  {error}" for error in errors[:20])
        raise RebuildError(
            f"{len(errors)} documents could not be read, and nothing was built. Mend them"
            f"{', or leave out --strict' if strict else ''}:\n{listed}"
        )


def _up_to_date(data: Path, model: str, source: str) -> str | None:
    """Return the live snapshot's name if a new one would hold the same."""
    try:
        snapshot = open_current(data, model=model)
    except SnapshotError:
        return None
    snapshot.close()
    same = snapshot.manifest.source == source and snapshot.manifest.splitter == SPLITTER
    return snapshot.name if same else None


def _embed(documents: Sequence[Document], passages: Sequence[Passage], encoder: Encoder, progress: Progress) -> Matrix:
    by_id = {document.id: document for document in documents}
    texts = [embedded_text(by_id[passage.document_id], passage) for passage in passages]
    done = 0

    def embedded(count: int) -> None:
        nonlocal done
        done += count
        progress("embedding", done, len(texts))

    return encoder.encode_passages(texts, embedded)


def _sample_queries(passages: Sequence[Passage], encoder: Encoder) -> Matrix:
    """Embed first sentences as if they were asked: queries that are unlike what is indexed, as real ones are."""
    sample = passages[:: max(1, len(passages) // _SAMPLE)]
    sentences = [sentence_spans(passage.text, 0, len(passage.text))[0] for passage in sample]
    texts = [passage.text[start:end] for passage, (start, end) in zip(sample, sentences, strict=True)]
    return np.array([encoder.encode_query(text) for text in texts]).reshape(-1, encoder.spec.dimension)


def _check_recall(spec: IndexSpec, *, accept: bool) -> None:
    if spec.recall is not None and spec.recall < LEAST_RECALL and not accept:
        raise RebuildError(
            f"The approximate index finds {spec.recall:.0%} of what exact search does, at least {LEAST_RECALL:.0%} was "
            "expected, and nothing was published. Search exactly (ONRECORD_EXACT_UP_TO=1000000000), or accept it: "
            "onrecord rebuild --accept-recall"
        )


def _manifest(
    folder: Path, encoder: EncoderSpec, index: IndexSpec, source: str, documents: int, passages: int
) -> Manifest:
    return Manifest(
        format=FORMAT,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=encoder,
        metric="inner product of unit vectors",
        index=index,
        splitter=SPLITTER,
        source=source,
        documents=documents,
        passages=passages,
        digests={name: file_digest(folder / name) for name in (LIBRARY, VECTORS, POSTINGS, LENGTHS)},
    )


def _source_digest(documents: Sequence[Document]) -> str:
    digest = hashlib.sha256()
    for document in documents:
        digest.update(json.dumps(asdict(document), sort_keys=True).encode())
    return digest.hexdigest()
