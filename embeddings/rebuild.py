"""The write flow: documents -> passages and statements -> vectors -> snapshot -> CURRENT."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

import numpy as np

from embeddings.aliases import Aliases, read_aliases
from embeddings.calibration import Calibration
from embeddings.defaults import EXACT_UP_TO
from embeddings.digest import file_digest
from embeddings.duplicates import link_duplicates
from embeddings.encoding.encoder import Encoder, EncoderSpec, Matrix
from embeddings.errors import DocumentError, RebuildError, RefusedError, SnapshotError
from embeddings.hold import check_hold, release_hold
from embeddings.index import IndexSpec, VectorIndex
from embeddings.keywords import write_keywords
from embeddings.passages import SPLITTER, embedded_text, split_passages, titled_text
from embeddings.readers import READER
from embeddings.reading import Reading, read_changed
from embeddings.reuse import kept_keywords, kept_passages, kept_statements, kept_vectors, known_files
from embeddings.sentences import sentence_spans
from embeddings.snapshot import (
    FORMAT,
    KEPT,
    LIBRARY,
    VECTORS,
    Manifest,
    Snapshot,
    building,
    open_current,
    open_snapshot,
    publish,
    read_manifest,
    verify,
    write_manifest,
)
from embeddings.snapshots import refused_with, set_aside, take_aside
from embeddings.statements import VERSION, statements_of
from embeddings.store import write_store
from embeddings.turns import written_statements
from embeddings.types import Document, Passage, Statement
from embeddings.verdict import Check, Verdict, readable, write_verdict
from embeddings.wording import many

Progress = Callable[[str, int, int], None]  # stage, how many are done, of how many
Load = Callable[[str], Encoder]
Calibrate = Callable[[EncoderSpec, Calibration | None], Calibration | None]  # told what the live snapshot has
# The new snapshot, the live one and what loads an encoder -> what was looked at, and whether it passed.
Gate = Callable[[Snapshot, Snapshot | None, Load], Sequence[Check]]

LEAST_RECALL = 0.95
_SAMPLE = 200  # queries that the recall of an approximate index is measured with


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What a rebuild did. ``published`` is False where the live snapshot was already up to date.

    ``kept`` is how many of the passages needed no embedding.
    """

    snapshot: str
    published: bool
    documents: int
    passages: int
    errors: tuple[DocumentError, ...]
    kept: int = 0


@dataclass(frozen=True, slots=True)
class _Library:
    """What a snapshot is to be made of; ``source`` is a digest of it."""

    reading: Reading
    aliases: Aliases
    source: str


def rebuild(
    seeds: Path,
    data: Path,
    *,
    model: str,
    load: Load,
    full: bool = False,
    strict: bool = False,
    accept: bool = False,
    exact_up_to: int = EXACT_UP_TO,
    gate: Gate = lambda *_: (),
    calibrate: Calibrate = lambda *_: None,
    prepare: Callable[[Progress], object] = lambda _: None,
    progress: Progress = lambda *_: None,
) -> RebuildReport:
    """Build a snapshot of the documents in ``seeds`` and make it the live one of ``data``.

    What did not change since the live one is taken from it, unless ``full``; where nothing did, nothing is published.
    Documents that can't be read are left out and reported; with ``strict`` they raise RebuildError. Above
    ``exact_up_to`` passages the index is approximate; its recall and the ``gate`` are asked before publishing, and
    what they don't let through is kept aside and raises RefusedError, unless ``accept``. So does what was rolled back,
    as long as nothing of it was mended. ``load`` makes the encoder by name and is called only where something is built;
    ``calibrate`` chooses what the new snapshot's confidence is made of; ``prepare`` is called before anything is read.
    """
    with building(data) as aside, _live(data) as live:
        prepare(progress)
        known = None if full else live
        library = _read(seeds, known, progress)
        reading = library.reading
        _check(reading, strict=strict)
        wanted = partial(_is_made_of, library=library, model=model, exact_up_to=exact_up_to)
        if known is not None and wanted(known.manifest):
            return RebuildReport(known.name, False, len(reading.documents), known.manifest.passages, _errors(reading))
        check_hold(data, reading.documents, accept=accept)
        loaded = cache(load)
        before = None if full else refused_with(data, wanted)
        kept = 0 if before is None else take_aside(before, aside)
        if before is None:
            kept = _build(aside, library, known, loaded(model), exact_up_to, progress)
        _calibrate(aside, live, calibrate)
        progress("verifying", 0, 0)
        passages = _examine(aside, live, loaded, gate, accept=accept)
        progress("publishing", 0, 0)
        name = publish(aside)
        release_hold(data)
        return RebuildReport(name, True, len(reading.documents), passages, _errors(reading), kept)


def _calibrate(aside: Path, live: Snapshot | None, calibrate: Calibrate) -> None:
    manifest = read_manifest(aside)
    calibration = calibrate(manifest.encoder, None if live is None else live.manifest.calibration)
    write_manifest(aside, replace(manifest, calibration=calibration))


@contextmanager
def _live(data: Path) -> Iterator[Snapshot | None]:
    """Open the live snapshot; None where there is none, or none that is whole."""
    try:
        snapshot = open_current(data)
    except SnapshotError:
        yield None
        return
    with closing(snapshot):
        yield snapshot


def _read(seeds: Path, known: Snapshot | None, progress: Progress) -> _Library:
    progress("reading", 0, 0)
    reading = read_changed(seeds, known_files(known), lambda done, total: progress("reading", done, total))
    aliases = read_aliases(seeds)
    return _Library(reading, aliases, _source_digest(reading.documents, aliases))


def _build(
    aside: Path, library: _Library, known: Snapshot | None, encoder: Encoder, exact_up_to: int, progress: Progress
) -> int:
    """Write a snapshot; return how many passages were not embedded anew."""
    documents = library.reading.documents
    passages = _split(documents, known)
    vectors, kept = _embed(documents, passages, known, encoder, progress)
    statements = _extract(documents, known, progress)
    progress("indexing", 0, 0)
    spec = _index(aside, vectors, passages, encoder, exact_up_to)
    by_id = {document.id: document for document in documents}
    titled = [titled_text(by_id[passage.document_id], passage) for passage in passages]
    vocabulary = write_keywords(aside, titled, kept_keywords(known, titled))
    written = write_store(
        aside / LIBRARY,
        documents,
        passages,
        vocabulary,
        statements,
        library.aliases,
        files=library.reading.files,
        duplicates=link_duplicates(documents),
    )
    counts = (len(documents), len(passages), written)
    write_manifest(aside, _manifest(aside, encoder.spec, spec, library.source, counts))
    return kept


def _index(aside: Path, vectors: Matrix, passages: Sequence[Passage], encoder: Encoder, exact_up_to: int) -> IndexSpec:
    """Write the vector index. An approximate one is made of the vectors as they are kept, to be the same next time."""
    if len(vectors) > exact_up_to:
        np.save(aside / KEPT, vectors.astype(np.float16))
        vectors = vectors.astype(np.float16).astype(np.float32)
    index = VectorIndex.build(vectors, exact_up_to=exact_up_to)
    spec = index.tune(_sample_queries(passages, encoder), vectors) if index.approximate else IndexSpec("exact")
    index.save(aside / VECTORS)
    return spec


def _examine(aside: Path, live: Snapshot | None, load: Load, gate: Gate, *, accept: bool) -> int:
    """Verify a new snapshot and ask the gate; return how many passages it has. Raises RefusedError."""
    with closing(open_snapshot(aside)) as snapshot:
        verify(snapshot)
        checks = (Check("integrity", True, "every sampled passage finds itself"), *_recall(snapshot.manifest.index))
        verdict = Verdict((*checks, *gate(snapshot, live, load)), accepted=accept)
        passages = snapshot.manifest.passages
    write_verdict(aside, verdict)
    if verdict.failed and not accept:
        name = set_aside(aside)
        raise RefusedError(
            f"Nothing was published, as the gate refused the new index:\n{readable(verdict.failed)}\nIt is kept in "
            f"{name}. Mend the documents and rebuild, or publish it anyway: onrecord rebuild --accept",
            name,
        )
    return passages


def _recall(spec: IndexSpec) -> Iterator[Check]:
    if spec.recall is not None:
        yield Check(
            "recall",
            spec.recall >= LEAST_RECALL,
            f"the approximate index finds {spec.recall:.0%} of what exact search does, at least {LEAST_RECALL:.0%} was "
            "expected; ONRECORD_EXACT_UP_TO=1000000000 searches exactly",
        )


def _errors(reading: Reading) -> tuple[DocumentError, ...]:
    return tuple(reading.errors)


def _check(reading: Reading, *, strict: bool) -> None:
    errors = reading.errors
    if errors and (strict or not reading.documents):
        listed = "\n".join(f"  {error}" for error in errors[:20])
        raise RebuildError(
            f"{many(len(errors), 'document')} could not be read, and nothing was built. Mend them"
            f"{', or leave out --strict' if strict else ''}:\n{listed}"
        )


def _is_made_of(manifest: Manifest, *, library: _Library, model: str, exact_up_to: int) -> bool:
    """Tell whether a snapshot holds just what a new one would."""
    made = (manifest.encoder.model, manifest.source, manifest.reader, manifest.splitter, manifest.extractor)
    same_kind = (manifest.index.kind == "ivf") == (manifest.passages > exact_up_to)
    return same_kind and made == (model, library.source, READER, SPLITTER, VERSION)


def _split(documents: Sequence[Document], known: Snapshot | None) -> list[Passage]:
    kept = kept_passages(known, documents)
    return [passage for one in documents for passage in kept.get(one.id) or split_passages(one)]


def _embed(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    known: Snapshot | None,
    encoder: Encoder,
    progress: Progress,
) -> tuple[Matrix, int]:
    """Return the vectors of the passages, and how many of them were not made anew."""
    by_id = {document.id: document for document in documents}
    texts = [embedded_text(by_id[passage.document_id], passage) for passage in passages]
    vectors = np.empty((len(texts), encoder.spec.dimension), dtype=np.float32)
    places, kept = kept_vectors(known, encoder.spec, texts)
    vectors[places] = kept
    missing = sorted(set(range(len(texts))).difference(places))
    counted = _counted("embedding", len(missing), progress)
    vectors[missing] = encoder.encode_passages([texts[place] for place in missing], counted)
    return vectors, len(places)


def _extract(documents: Sequence[Document], known: Snapshot | None, progress: Progress) -> dict[str, list[Statement]]:
    kept = kept_statements(known, documents)
    missing = [document for document in documents if document.id not in kept]
    texts = ((document.id, document.text) for document in missing)
    found = statements_of(texts, _counted("statements", len(missing), progress)) if missing else {}
    made = {document.id: [*written_statements(document), *found[document.id]] for document in missing}
    return {document.id: kept[document.id] if document.id in kept else made[document.id] for document in documents}


def _counted(stage: str, total: int, progress: Progress) -> Callable[[int], None]:
    """Turn counts of how many more are done into how many are."""
    done = 0
    progress(stage, 0, total)

    def more(count: int) -> None:
        nonlocal done
        done += count
        progress(stage, done, total)

    return more


def _sample_queries(passages: Sequence[Passage], encoder: Encoder) -> Matrix:
    """Embed first sentences as if they were asked: queries that are unlike what is indexed, as real ones are."""
    sample = passages[:: max(1, len(passages) // _SAMPLE)]
    sentences = [sentence_spans(passage.text, 0, len(passage.text))[0] for passage in sample]
    texts = [passage.text[start:end] for passage, (start, end) in zip(sample, sentences, strict=True)]
    return np.array([encoder.encode_query(text) for text in texts]).reshape(-1, encoder.spec.dimension)


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
        reader=READER,
        splitter=SPLITTER,
        extractor=VERSION,
        source=source,
        documents=documents,
        passages=passages,
        statements=statements,
        digests={path.name: file_digest(path) for path in sorted(folder.iterdir())},
    )


def _source_digest(documents: Sequence[Document], aliases: Aliases) -> str:
    digest = hashlib.sha256(json.dumps([aliases.keys, aliases.names], sort_keys=True).encode())
    for document in documents:
        digest.update(json.dumps(asdict(document), sort_keys=True).encode())
    return digest.hexdigest()
