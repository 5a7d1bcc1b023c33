"""Documents -> passages and statements -> vectors -> the files of a snapshot, none of which is live yet."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.beside import beside
from embeddings.building.duplicates import link_duplicates
from embeddings.building.reuse import kept_keywords, kept_rows, known_files
from embeddings.building.rows import write_passages, write_statements
from embeddings.building.stages import HERE, Stages
from embeddings.encoding.encoder import Encoder, EncoderSpec, Matrix
from embeddings.files import file_digest
from embeddings.library.gathered import Gathered
from embeddings.library.index import IndexSpec, VectorIndex
from embeddings.library.lists import Kept, Kind, kind_of
from embeddings.library.manifest import FORMAT, Manifest, write_manifest
from embeddings.library.snapshot import KEPT, LIBRARY, VECTORS, Snapshot
from embeddings.library.store import Store
from embeddings.library.tallying import write_keywords
from embeddings.library.writing import writing
from embeddings.naming.aliases import Aliases, read_aliases
from embeddings.readers.folder import READER
from embeddings.sources.reading import ReadAhead, Reading, read_changed
from embeddings.statements.registry import VERSION
from embeddings.text.passages import SPLITTER, embedded_text, titled_text
from embeddings.text.sentences import sentence_spans
from embeddings.types import Document

Progress = Callable[[str, int, int], None]  # stage, how many are done, of how many

_CHARACTERS = 128  # of a passage, at the least, where many stand together
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
    documents = library.reading.documents
    with writing(aside / LIBRARY, library.aliases) as written:
        split = write_passages(written, documents, known, stages)
        kept = kept_rows(known, encoder.spec, written.store, split.unchanged)
        kind = kind_of(int(split.public.sum()), exact_up_to)
        vectors = _room(aside / KEPT, (written.passages, encoder.spec.dimension), kind)
        embedded = threading.Event()
        told = _counted("statements", split.missing, progress, embedded)

        def state(go_on: Callable[[], None]) -> int:
            def more(count: int) -> None:
                go_on()
                told(count)

            count = write_statements(written, documents, known, stages, more)
            written.link(link_duplicates(documents))
            return count

        # Embedding keeps every core busy but while it waits for the interpreter, statements just one.
        with beside(state) as stated:
            _take(vectors, kept.embedded, known)
            _embed(vectors, written.store, split.public, kept.embedded, encoder, progress, stages)
            embedded.set()
            statements = stated()
        if split.missing:
            progress("statements", split.missing, split.missing)
        progress("indexing", 0, 0)
        spec = _index(aside, vectors, split.public, written.store, encoder, kind)
        fresh = (np.flatnonzero(kept.titled == 0) + 1).tolist()
        titled = (titled_text(document, passage) for _, document, passage in written.store.in_documents(fresh))
        written.name(write_keywords(aside, titled, kept_keywords(known, kept.titled)))
        written.note(library.reading.files)
        counts = (written.documents, written.passages, statements, int(split.public.sum()))
    write_manifest(aside, _manifest(aside, encoder.spec, spec, library.source, counts))
    return int(np.count_nonzero(kept.embedded))


def _room(path: Path, shape: tuple[int, int], kind: Kind) -> Matrix | Kept:
    """Make room for vectors in a file, as exact as they are searched, or are kept beside what is searched."""
    dtype = np.float32 if kind == "exact" else np.float16
    return np.lib.format.open_memmap(path, mode="w+", dtype=dtype, shape=shape)


def _take(vectors: Matrix | Kept, rows: NDArray[np.int64], known: Snapshot | None) -> None:
    """Take over the vectors of passages that have a row in the known snapshot."""
    for some in _blocks(np.flatnonzero(rows)):
        if known is not None:
            vectors[some] = known.vectors(rows[some].tolist())


def _embed(
    vectors: Matrix | Kept,
    store: Store,
    public: NDArray[np.bool_],
    rows: NDArray[np.int64],
    encoder: Encoder,
    progress: Progress,
    stages: Stages,
) -> None:
    """Make the vectors of the passages that have none from a known snapshot."""
    missing = rows == 0
    counted = _counted("embedding", int(missing.sum()), progress)
    for alone in (missing & public, missing & ~public):  # what shares a batch moves a vector's last digits
        for some in _blocks(np.flatnonzero(alone), stages.together // _CHARACTERS):
            pairs = store.in_documents((some + 1).tolist())
            texts = {passage.id: embedded_text(document, passage) for _, document, passage in pairs}
            vectors[some] = stages.embed(encoder, texts, counted)


def _blocks(places: NDArray[np.int64], size: int = _SAMPLE * 100) -> Iterator[NDArray[np.int64]]:
    return (places[at : at + size] for at in range(0, len(places), size))


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
