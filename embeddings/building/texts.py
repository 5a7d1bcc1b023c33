"""All of a snapshot that is made of words: documents, passages, duplicates, terms and statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from embeddings.building.duplicates import link_duplicates
from embeddings.building.growing import Growing, WrittenRows
from embeddings.building.progress import Count
from embeddings.building.reuse import KeptRows, kept_keywords, kept_rows
from embeddings.building.rows import write_passages, write_statements
from embeddings.building.stages import Stages
from embeddings.encoding.encoder import EncoderSpec
from embeddings.library.snapshot import Snapshot
from embeddings.library.tallying import write_keywords
from embeddings.library.writing import LibraryWriter
from embeddings.sources.reading import Reading
from embeddings.text.passages import titled_text


@dataclass(frozen=True, slots=True)
class Texts:
    """What is written into a folder and its library beside embedding, which it tells what there is to embed."""

    folder: Path
    library: LibraryWriter
    reading: Reading
    known: Snapshot | None
    spec: EncoderSpec
    stages: Stages
    embedding: Count
    stating: Count
    growing: Growing = field(default_factory=Growing)


def write_texts(texts: Texts, go_on: Callable[[], None]) -> int:
    """Write all, calling ``go_on`` now and then; return how many statements there are."""

    def more(count: int) -> None:
        go_on()
        texts.stating.more(count)

    library, documents = texts.library, texts.reading.documents
    rows = texts.growing.write(lambda: _write_rows(texts, go_on))
    texts.embedding.tell(int(np.count_nonzero(rows.kept.embedded == 0)))
    library.link(link_duplicates(documents))
    _write_terms(texts, rows.kept)
    library.note(texts.reading.files)
    return write_statements(library, documents, texts.known, texts.stages, more)


def _write_rows(texts: Texts, go_on: Callable[[], None]) -> WrittenRows:
    def tell(count: int) -> None:
        go_on()
        texts.growing.tell(count)

    split = write_passages(texts.library, texts.reading.documents, texts.known, texts.stages, tell)
    return WrittenRows(split, kept_rows(texts.known, texts.spec, texts.library.store, split.unchanged))


def _write_terms(texts: Texts, kept: KeptRows) -> None:
    fresh = (np.flatnonzero(kept.titled == 0) + 1).tolist()
    titled = (titled_text(document, passage) for _, document, passage in texts.library.store.in_documents(fresh))
    texts.library.name(write_keywords(texts.folder, titled, kept_keywords(texts.known, kept.titled)))
