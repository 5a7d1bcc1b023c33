"""Documents -> passages and statements -> vectors -> the files of a snapshot, none of which is live yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.beside import beside
from embeddings.building.progress import Count, Progress
from embeddings.building.reuse import known_files
from embeddings.building.stages import HERE, Stages
from embeddings.building.texts import Texts, write_texts
from embeddings.building.vectors import Embedder, make_vectors
from embeddings.encoding.encoder import Encoder, EncoderSpec, Matrix
from embeddings.files import file_digest
from embeddings.library.gathered import Gathered
from embeddings.library.index import IndexSpec, VectorIndex
from embeddings.library.lists import Kept, Kind, kind_of
from embeddings.library.manifest import FORMAT, Manifest, write_manifest
from embeddings.library.snapshot import KEPT, LIBRARY, VECTORS, Snapshot
from embeddings.library.store import Store
from embeddings.library.writing import writing
from embeddings.naming.aliases import Aliases, read_aliases
from embeddings.readers.folder import READER
from embeddings.sources.reading import ReadAhead, Reading, read_changed
from embeddings.statements.registry import VERSION
from embeddings.text.passages import SPLITTER
from embeddings.text.sentences import sentence_spans
from embeddings.types import Document

_SAMPLE = 200  # queries that the recall of an approximate index is measured with


@dataclass(frozen=True, slots=True)
class Library:
    """What a snapshot is to be made of; ``source`` is a digest of it."""

    reading: Reading
    aliases: Aliases
    source: str


def read_library(
    seeds: Path,
    known: Snapshot | None,
    progress: Progress,
    ahead: ReadAhead | None = None,
    documents: Gathered | None = None,
) -> Library:
    """Read what is there, taking from a known snapshot what did not change since; ``documents`` holds it."""
    progress("reading", 0, 0)
    files = known_files(known, documents)
    reading = read_changed(seeds, files, lambda done, total: progress("reading", done, total), ahead, documents)
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
    """Write a snapshot; return how many passages were not embedded anew.

    Documents, passages and vectors stand in its files as soon as they are made, and are read from there.
    """
    embedding, stating = Count("embedding", progress), Count("statements", progress)
    with writing(aside / LIBRARY, library.aliases) as written:
        texts = Texts(aside, written, library.reading, known, encoder.spec, stages, embedding, stating)
        embedder = Embedder(encoder, stages, written.store, embedding.more)
        # Embedding keeps all cores busy but one, until all else is done, which is the interpreter's.
        with beside(partial(write_texts, texts)) as wrote:
            vectors, kind = make_vectors(aside, embedder, texts.growing, known, exact_up_to)
            rows = texts.growing.all_rows()
            if rows.split.missing:
                stating.tell(rows.split.missing)
            statements = wrote()
        progress("indexing", 0, 0)
        spec = _index(aside, vectors, rows.split.public, written.store, encoder, kind)
        counts = (written.documents, written.passages, statements, int(rows.split.public.sum()))
    write_manifest(aside, _manifest(aside, encoder.spec, spec, library.source, counts))
    return int(np.count_nonzero(rows.kept.embedded))


def _index(
    aside: Path,
    vectors: Matrix | Kept,
    public: NDArray[np.bool_],
    store: Store,
    encoder: Encoder,
    kind: Kind,
) -> IndexSpec:
    """Write the vector index. An approximate one is made of the vectors as they are kept, to be the same next time."""
    index = VectorIndex.build(vectors, exact_up_to=len(vectors) if kind == "exact" else 0, deciding=public)
    spec = IndexSpec("exact")
    if index.approximate:
        spec = index.tune(_sample_queries(store, len(vectors), encoder), vectors)
    index.save(aside / VECTORS)
    if kind == "exact":
        (aside / KEPT).unlink()
    return spec


def _sample_queries(store: Store, passages: int, encoder: Encoder) -> Matrix:
    """Embed first sentences as if they were asked: queries that are unlike what is indexed, as real ones are."""
    sample = store.passages(range(1, passages + 1, max(1, passages // _SAMPLE))).values()
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


def _source_digest(documents: Iterable[Document], aliases: Aliases) -> str:
    digest = hashlib.sha256(json.dumps([aliases.keys, aliases.names], sort_keys=True).encode())
    for document in documents:
        digest.update(json.dumps(asdict(document), sort_keys=True).encode())
    return digest.hexdigest()
