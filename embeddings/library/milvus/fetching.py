"""A snapshot in Milvus -> the same in a data folder: nothing is read, split or embedded anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from embeddings.encoding.encoder import Matrix
from embeddings.errors import SnapshotError
from embeddings.files import FileRecord, file_digest
from embeddings.library.hold import release_hold
from embeddings.library.index import VectorIndex
from embeddings.library.lists import Kept
from embeddings.library.manifest import write_manifest
from embeddings.library.milvus.library import Examine, MilvusLibrary, kept_of, open_in
from embeddings.library.milvus.server import server_at
from embeddings.library.register import KnownSpeaker
from embeddings.library.snapshot import (
    KEPT,
    LIBRARY,
    VECTORS,
    Snapshot,
    building,
    open_current,
    open_snapshot,
    point_at,
    publish,
    verify,
)
from embeddings.library.statement_store import KeptStatements
from embeddings.library.tallying import write_counted
from embeddings.library.verdict import write_verdict
from embeddings.library.writing import write_store
from embeddings.types import Link, Passage


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What came of the passages: each by its number, the vectors in their order, and the statements in each."""

    vectors: Matrix
    passages: dict[int, Passage] = field(default_factory=dict)
    said: dict[int, tuple[int, ...]] = field(default_factory=dict)


def fetch(address: str, data: Path, examine: Examine) -> str:
    """Publish the live snapshot of a server in a data folder, under the name it has there, and return that.

    One that is in the folder already is not written again. What ``examine`` raises of it, next to what is live in the
    folder, keeps it from being published. Raises SnapshotError where passages are missing, or there more than once.
    """
    with closing(open_in(address)) as there, building(data) as aside:
        here = aside.parent / there.name
        is_there = here.is_dir()
        if not is_there:
            _write(aside, there)
            if (verdict := kept_of(server_at(address), there.name).verdict) is not None:
                write_verdict(aside, verdict)
        with closing(open_snapshot(here if is_there else aside)) as copy:
            verify(copy)
            live = _live(data)
            try:
                examine(copy, live)
            finally:
                if live is not None:
                    live.close()
        if is_there:
            point_at(aside.parent, there.name)
        else:
            publish(aside, there.name)
        release_hold(data)
        return there.name


def _live(data: Path) -> Snapshot | None:
    try:
        return open_current(data)
    except SnapshotError:
        return None


def _write(aside: Path, there: MilvusLibrary) -> None:
    manifest, records = there.manifest, there.store
    fetched = _Fetched(np.empty((manifest.passages, manifest.encoder.dimension), dtype=np.float32))
    vocabulary = write_counted(aside, _words(there, fetched))
    passages = [fetched.passages[number] for number in sorted(fetched.passages)]
    if len({one.id for one in passages}) != manifest.passages:
        raise SnapshotError(f"{there.name} has {manifest.passages} passages, and not all of them are there once each.")
    documents = records.documents(private=True)
    _index(aside, there, fetched.vectors, [documents[one.document_id].visibility == "public" for one in passages])
    heard = _speakers(there, "heard") if records.private_ids else {}
    written = write_store(
        aside / LIBRARY,
        documents.values(),
        passages,
        vocabulary,
        KeptStatements(records.statements.kept(), fetched.said, _speakers(there, "speaker"), heard),
        files=[FileRecord(*one) for one in records.every("file").values()],
        duplicates={one: [Link(*its) for its in others] for one, others in records.every("copies").values()},
    )
    digests = {path.name: file_digest(path) for path in sorted(aside.iterdir())}
    write_manifest(aside, replace(manifest, digests=digests))
    if (len(documents), written) != (manifest.documents, manifest.statements):
        raise SnapshotError(f"{there.name} does not hold the documents and statements that its manifest names.")


def _words(there: MilvusLibrary, fetched: _Fetched) -> Iterator[tuple[int, Mapping[str, int], Collection[str]]]:
    """Yield the terms of each passage, as it comes, and keep what else is known of it."""
    for number, one in there.passages.everything():
        if number in fetched.passages or not 1 <= number <= len(fetched.vectors):
            raise SnapshotError(f"{there.name} has {len(fetched.vectors)} passages, and one more of number {number}.")
        fetched.passages[number], fetched.vectors[number - 1] = one.passage, one.vector
        if one.said:
            fetched.said[number] = one.said
        yield number, one.terms, one.titled


def _index(aside: Path, there: MilvusLibrary, vectors: Matrix, public: list[bool]) -> None:
    """Write a vector index of the kind that the manifest names, which is searched as that was."""
    spec = there.manifest.index
    if spec.kind == "exact":
        VectorIndex.build(vectors, exact_up_to=len(vectors)).save(aside / VECTORS)
        return
    kept: Kept = vectors.astype(np.float16)
    np.save(aside / KEPT, kept)
    deciding = np.array(public) if any(public) else np.ones(len(vectors), dtype=np.bool_)
    index = VectorIndex.build(kept, exact_up_to=0, deciding=deciding)
    index.search_as(spec)
    index.save(aside / VECTORS)


def _speakers(there: MilvusLibrary, kind: str) -> dict[str, list[KnownSpeaker]]:
    return {form: [KnownSpeaker(*one) for one in its] for form, its in there.store.every(kind).values()}
