"""The write flow: documents -> passages and statements -> vectors -> snapshot -> CURRENT."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from embeddings.aliases import Aliases, read_aliases
from embeddings.calibration import Calibration
from embeddings.defaults import EXACT_UP_TO
from embeddings.digest import file_digest
from embeddings.documents import read_documents
from embeddings.encoding.encoder import Encoder, EncoderSpec, Matrix
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
    open_current,
    open_snapshot,
    publish,
    verify,
    write_manifest,
)
from embeddings.statements import VERSION, statements_of
from embeddings.store import write_store
from embeddings.types import Document, Passage, Statement

Progress = Callable[[str, int, int], None]  # stage, how many are done, of how many
Calibrate = Callable[[EncoderSpec, Calibration | None], Calibration | None]  # told what the live snapshot has

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
    calibrate: Calibrate = lambda *_: None,
    progress: Progress = lambda *_: None,
) -> RebuildReport:
    """Build a snapshot of the documents in ``seeds`` and make it the live one of ``data``.

    Does nothing where the live one holds the same documents, unless ``full``. Documents that can't be read
    are left out and reported; with ``strict`` they raise RebuildError. Above ``exact_up_to`` passages the index is
    approximate; one that finds less than LEAST_RECALL of what exact search does raises RebuildError, unless
    ``accept_recall``. ``load`` makes the encoder by name and is called only where something is to be embedded;
    ``calibrate`` chooses what the new snapshot's confidence is made of.
    """
    with building(data) as aside:
        progress("reading", 0, 0)
        documents, errors = read_documents(seeds)
        _check(documents, errors, strict=strict)
        aliases = read_aliases(seeds)
        source = _source_digest(documents, aliases)
        live = None if full else _up_to_date(data, model, source)
        if live is not None:
            return RebuildReport(live, False, len(documents), 0, tuple(errors))
        passages = [passage for document in documents for passage in split_passages(document)]
        encoder = load(model)
        vectors = _embed(documents, passages, encoder, progress)
        statements = _extract(documents, progress)
        progress("indexing", 0, 0)
        index = VectorIndex.build(vectors, exact_up_to=exact_up_to)
        spec = index.tune(_sample_queries(passages, encoder), vectors) if index.approximate else IndexSpec("exact")
        _check_recall(spec, accept=accept_recall)
        index.save(aside / VECTORS)
        titles = {document.id: document.title or "" for document in documents}
        vocabulary = write_keywords(aside, ((titles[passage.document_id], passage.text) for passage in passages))
        written = write_store(aside / LIBRARY, documents, passages, vocabulary, statements, aliases)
        manifest = _manifest(aside, encoder.spec, spec, source, (len(documents), len(passages), written))
        write_manifest(aside, replace(manifest, calibration=calibrate(encoder.spec, _live_calibration(data))))
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
    manifest = snapshot.manifest
    same = (manifest.source, manifest.splitter, manifest.extractor) == (source, SPLITTER, VERSION)
    return snapshot.name if same else None


def _live_calibration(data: Path) -> Calibration | None:
    try:
        snapshot = open_current(data)
    except SnapshotError:
        return None
    snapshot.close()
    return snapshot.manifest.calibration


def _embed(documents: Sequence[Document], passages: Sequence[Passage], encoder: Encoder, progress: Progress) -> Matrix:
    by_id = {document.id: document for document in documents}
    texts = [embedded_text(by_id[passage.document_id], passage) for passage in passages]
    done = 0

    def embedded(count: int) -> None:
        nonlocal done
        done += count
        progress("embedding", done, len(texts))

    return encoder.encode_passages(texts, embedded)


def _extract(documents: Sequence[Document], progress: Progress) -> dict[str, list[Statement]]:
    done = 0

    def extracted(count: int) -> None:
        nonlocal done
        done += count
        progress("statements", done, len(documents))

    return statements_of(((document.id, document.text) for document in documents), extracted)


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
    folder: Path, encoder: EncoderSpec, index: IndexSpec, source: str, counts: tuple[int, int, int]
) -> Manifest:
    documents, passages, statements = counts
    return Manifest(
        format=FORMAT,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=encoder,
        metric="inner product of unit vectors",
        index=index,
        splitter=SPLITTER,
        extractor=VERSION,
        source=source,
        documents=documents,
        passages=passages,
        statements=statements,
        digests={name: file_digest(folder / name) for name in (LIBRARY, VECTORS, POSTINGS, LENGTHS)},
    )


def _source_digest(documents: Sequence[Document], aliases: Aliases) -> str:
    digest = hashlib.sha256(json.dumps([aliases.keys, aliases.names], sort_keys=True).encode())
    for document in documents:
        digest.update(json.dumps(asdict(document), sort_keys=True).encode())
    return digest.hexdigest()
