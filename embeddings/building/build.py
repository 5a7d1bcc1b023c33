"""Documents -> passages and statements -> vectors -> the files of a snapshot, none of which is live yet."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.beside import beside
from embeddings.building.duplicates import link_duplicates
from embeddings.building.reuse import kept_keywords, kept_passages, kept_statements, kept_vectors, known_files
from embeddings.building.stages import HERE, Stages
from embeddings.encoding.encoder import Encoder, EncoderSpec, Matrix
from embeddings.files import file_digest
from embeddings.library.index import IndexSpec, VectorIndex
from embeddings.library.lists import Kept, kind_of
from embeddings.library.manifest import FORMAT, Manifest, write_manifest
from embeddings.library.snapshot import KEPT, LIBRARY, VECTORS, Snapshot
from embeddings.library.store import write_store
from embeddings.library.tallying import write_keywords
from embeddings.naming.aliases import Aliases, read_aliases
from embeddings.readers.folder import READER
from embeddings.sources.reading import ReadAhead, Reading, read_changed
from embeddings.statements.registry import VERSION, Text
from embeddings.statements.turns import with_turns
from embeddings.text.passages import SPLITTER, embedded_text, titled_text
from embeddings.text.sentences import sentence_spans
from embeddings.types import Document, Passage, Statement

Progress = Callable[[str, int, int], None]  # stage, how many are done, of how many

_SAMPLE = 200  # queries that the recall of an approximate index is measured with


@dataclass(frozen=True, slots=True)
class Library:
    """What a snapshot is to be made of; ``source`` is a digest of it."""

    reading: Reading
    aliases: Aliases
    source: str


def read_library(seeds: Path, known: Snapshot | None, progress: Progress, ahead: ReadAhead | None = None) -> Library:
    """Read what is there, taking from a known snapshot what did not change since."""
    progress("reading", 0, 0)
    reading = read_changed(seeds, known_files(known), lambda done, total: progress("reading", done, total), ahead)
    aliases = read_aliases(seeds)
    return Library(reading, aliases, _source_digest(reading.documents, aliases))


def is_made_of(manifest: Manifest, *, library: Library, model: str, exact_up_to: int) -> bool:
    """Tell whether a snapshot holds just what a new one would."""
    made = (manifest.encoder.model, manifest.source, manifest.reader, manifest.splitter, manifest.extractor)
    deciding = manifest.passages if manifest.deciding is None else manifest.deciding
    return manifest.index.kind == kind_of(deciding, exact_up_to) and made == (
        model,
        library.source,
        READER,
        SPLITTER,
        VERSION,
    )


def build(
    aside: Path,
    library: Library,
    known: Snapshot | None,
    encoder: Encoder,
    exact_up_to: int,
    progress: Progress,
    stages: Stages = HERE,
) -> int:
    """Write a snapshot; return how many passages were not embedded anew."""
    documents = library.reading.documents
    passages = _split(documents, known, stages)
    vectors, kept, statements = _embed_and_extract(documents, passages, known, encoder, progress, stages)
    progress("indexing", 0, 0)
    by_id = {document.id: document for document in documents}
    public = _public(by_id, passages)
    spec = _index(aside, vectors, passages, public, encoder, exact_up_to)
    del vectors  # 1.5 kB a passage, which is not wanted while the rest is written
    titled = [titled_text(by_id[passage.document_id], passage) for passage in passages]
    held = kept_keywords(known, titled)
    there = set() if held is None else set(held.new.tolist())
    fresh = (one for row, one in enumerate(titled, start=1) if row not in there)
    vocabulary = write_keywords(aside, fresh, held)
    written = write_store(
        aside / LIBRARY,
        documents,
        passages,
        vocabulary,
        statements,
        library.aliases,
        files=library.reading.files,
        duplicates=dict(link_duplicates(documents)),
    )
    counts = (len(documents), len(passages), written, int(public.sum()))
    write_manifest(aside, _manifest(aside, encoder.spec, spec, library.source, counts))
    return kept


def _split(documents: Sequence[Document], known: Snapshot | None, stages: Stages) -> list[Passage]:
    kept = kept_passages(known, documents)
    fresh = iter(stages.split([one for one in documents if not kept.get(one.id)]))
    return [passage for one in documents for passage in kept.get(one.id) or next(fresh)]


def _embed_and_extract(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    known: Snapshot | None,
    encoder: Encoder,
    progress: Progress,
    stages: Stages,
) -> tuple[Matrix, int, dict[str, list[Statement]]]:
    """Do both at once: embedding keeps every core busy but while it waits for the interpreter, statements just one.

    Progress tells of one after the other.
    """
    held = kept_statements(known, documents)
    missing = [document for document in documents if document.id not in held]
    embedded = threading.Event()
    told = _counted("statements", len(missing), progress, embedded)

    def extract(go_on: Callable[[], None]) -> dict[str, list[Statement]]:
        def more(count: int) -> None:
            go_on()
            told(count)

        return stages.statements(map(_text_of, missing), more) if missing else {}

    with beside(extract) as extracted:
        vectors, kept = _embed(documents, passages, known, encoder, progress, stages)
        embedded.set()
        found = extracted()
    if missing:
        progress("statements", len(missing), len(missing))
    made = {document.id: with_turns(document, found[document.id]) for document in missing}
    return vectors, kept, {one.id: held[one.id] if one.id in held else made[one.id] for one in documents}


def _text_of(document: Document) -> Text:
    """Return what statements are extracted from, with its language where that was detected when it was read."""
    is_detected = ("language", "detected") in document.origins
    return document.id, document.text, document.language if is_detected else None


def _embed(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    known: Snapshot | None,
    encoder: Encoder,
    progress: Progress,
    stages: Stages,
) -> tuple[Matrix, int]:
    """Return the vectors of the passages, and how many of them were not made anew."""
    by_id = {document.id: document for document in documents}
    texts = [embedded_text(by_id[passage.document_id], passage) for passage in passages]
    vectors = np.empty((len(texts), encoder.spec.dimension), dtype=np.float32)
    places, kept = kept_vectors(known, encoder.spec, texts)
    vectors[places] = kept
    missing = np.ones(len(texts), dtype=np.bool_)
    missing[places] = False
    counted, public = _counted("embedding", int(missing.sum()), progress), _public(by_id, passages)
    for alone in (missing & public, missing & ~public):  # what shares a batch moves a vector's last digits
        rows = [int(row) for row in np.flatnonzero(alone)]
        if rows:
            vectors[rows] = stages.embed(encoder, {passages[row].id: texts[row] for row in rows}, counted)
    return vectors, len(places)


def _public(by_id: Mapping[str, Document], passages: Sequence[Passage]) -> NDArray[np.bool_]:
    """Return which passages count for what all share: the public ones, or all where none is."""
    public = np.array([by_id[passage.document_id].visibility == "public" for passage in passages], dtype=np.bool_)
    return public if public.any() else np.ones_like(public)


def _counted(stage: str, total: int, progress: Progress, turn: threading.Event | None = None) -> Callable[[int], None]:
    """Turn counts of how many more are done into how many are, and tell of them from its ``turn`` on."""
    done = 0
    if turn is None:
        progress(stage, 0, total)

    def more(count: int) -> None:
        nonlocal done
        done += count
        if turn is None or turn.is_set():
            progress(stage, done, total)

    return more


def _index(
    aside: Path,
    vectors: Matrix,
    passages: Sequence[Passage],
    public: NDArray[np.bool_],
    encoder: Encoder,
    exact_up_to: int,
) -> IndexSpec:
    """Write the vector index. An approximate one is made of the vectors as they are kept, to be the same next time."""
    indexed: Matrix | Kept = vectors
    if kind_of(int(public.sum()), exact_up_to) != "exact":
        np.save(aside / KEPT, vectors.astype(np.float16))
        indexed = np.load(aside / KEPT, mmap_mode="r")
    index = VectorIndex.build(indexed, exact_up_to=exact_up_to, deciding=public)
    spec = index.tune(_sample_queries(passages, encoder), indexed) if index.approximate else IndexSpec("exact")
    index.save(aside / VECTORS)
    return spec


def _sample_queries(passages: Sequence[Passage], encoder: Encoder) -> Matrix:
    """Embed first sentences as if they were asked: queries that are unlike what is indexed, as real ones are."""
    sample = passages[:: max(1, len(passages) // _SAMPLE)]
    sentences = [sentence_spans(passage.text, 0, len(passage.text))[0] for passage in sample]
    texts = [passage.text[start:end] for passage, (start, end) in zip(sample, sentences, strict=True)]
    return np.array([encoder.encode_query(text) for text in texts]).reshape(-1, encoder.spec.dimension)


def _manifest(
    folder: Path, encoder: EncoderSpec, index: IndexSpec, source: str, counts: tuple[int, int, int, int]
) -> Manifest:
    documents, passages, statements, deciding = counts
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
        deciding=deciding,
        digests={path.name: file_digest(path) for path in sorted(folder.iterdir())},
    )


def _source_digest(documents: Sequence[Document], aliases: Aliases) -> str:
    digest = hashlib.sha256(json.dumps([aliases.keys, aliases.names], sort_keys=True).encode())
    for document in documents:
        digest.update(json.dumps(asdict(document), sort_keys=True).encode())
    return digest.hexdigest()
