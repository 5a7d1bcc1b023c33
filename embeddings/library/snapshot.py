"""One immutable index folder and its manifest: written aside, verified, published by rename, opened read-only.

<data>/index/CURRENT                     the live snapshot's name
<data>/index/20261123T0754Z-3f2a91/      manifest.json, library.sqlite, vectors.faiss, postings.npy, lengths.npy,
                                         where the index is approximate vectors.npy, and the gate's report.json
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import numpy as np

from embeddings.encoding.encoder import Matrix
from embeddings.errors import SnapshotError
from embeddings.files import file_digest
from embeddings.library.condition import Condition
from embeddings.library.index import VectorIndex
from embeddings.library.keywords import KeywordIndex
from embeddings.library.lock import locked
from embeddings.library.manifest import MANIFEST, Manifest, read_manifest
from embeddings.library.open_library import OpenLibrary
from embeddings.library.passages import FolderPassages
from embeddings.library.store import Store
from embeddings.owner import make_folder, tighten, write_file

LIBRARY, VECTORS, CURRENT = "library.sqlite", "vectors.faiss", "CURRENT"
KEPT = "vectors.npy"  # the vectors themselves, of half the precision, where the index keeps less of each
ASIDE, REFUSED = ".building-", "refused-"
_ALIKE = 5e-3  # what a byte a component can make of two vectors that are the same
NAME = re.compile(r"\d{8}T\d{4}Z-[0-9a-f]{6}")
_SAMPLE = 256  # passages that must find themselves before a snapshot is published


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An open snapshot. Everything in it belongs together; nothing in it changes, or is removed while it is open."""

    folder: Path
    manifest: Manifest
    store: Store
    index: VectorIndex
    keywords: KeywordIndex
    public_keywords: KeywordIndex  # as if there were no private documents; the same where there are none
    passages: FolderPassages
    hold: BinaryIO  # its manifest, with a shared lock that keeps pruning away, from other processes too

    @property
    def name(self) -> str:
        """The name it was published under."""
        return self.folder.name

    def vectors(self, rows: Sequence[int]) -> Matrix:
        """Return the vectors of these rows, shape (n, dimension), as exactly as any file here keeps them."""
        if not self.index.approximate:
            return self.index.vectors(rows)
        kept = np.load(self.folder / KEPT, mmap_mode="r", allow_pickle=False)
        return np.asarray(kept[np.array(rows, dtype=np.int64) - 1], dtype=np.float32)

    def close(self) -> None:
        """Let go of its files."""
        self.store.close()
        self.hold.close()


def current_name(data: Path) -> str | None:
    """Return the live snapshot's name, or None where nothing was ever published.

    Raises SnapshotError where what should hold a name holds none.
    """
    pointer = data / "index" / CURRENT
    if not pointer.is_file():
        return None
    name = pointer.read_bytes().decode(errors="replace").strip()
    if not NAME.fullmatch(name):
        raise SnapshotError(f"{pointer} names no snapshot. Build a new one: onrecord rebuild --full")
    return name


def open_current(data: Path, *, model: str | None = None) -> Snapshot:
    """Open the live snapshot. Raises SnapshotError where there is none, or where ``model`` did not make it."""
    snapshot = _open_live(data)
    made_by = snapshot.manifest.encoder.model
    if model is not None and model != made_by:
        snapshot.close()
        raise SnapshotError(
            f"The index was made by the model {made_by!r}, and ONRECORD_MODEL is {model!r}. Name that one again, or "
            "build the index anew: onrecord rebuild"
        )
    return snapshot


def _open_live(data: Path) -> Snapshot:
    while True:
        name = current_name(data)
        if name is None:
            raise SnapshotError(f"There is no index in {str(data)!r} yet. Build it: onrecord rebuild")
        try:
            return open_snapshot(data / "index" / name)
        except SnapshotError:
            if current_name(data) == name:  # else another was published, and this one pruned, between the two lines
                raise


def open_snapshot(folder: Path) -> Snapshot:
    """Open a snapshot and compare it with its manifest. Raises SnapshotError where anything differs."""
    with ExitStack() as opened:
        try:
            hold = opened.enter_context((folder / MANIFEST).open("rb"))
            fcntl.flock(hold, fcntl.LOCK_SH | fcntl.LOCK_NB)
            manifest = read_manifest(folder)
            _compare_digests(folder, manifest)
            index = VectorIndex.load(folder / VECTORS, folder / KEPT)
            store = opened.enter_context(closing(Store(folder / LIBRARY)))
            keywords = KeywordIndex(folder)
            _compare(manifest, store, index, keywords)
            public = keywords.among(store.public_rows) if store.private_ids else keywords
        except (OSError, SnapshotError) as error:
            why = f"{error.filename} is missing" if isinstance(error, FileNotFoundError) else str(error)
            raise SnapshotError(
                f"The snapshot {folder.name} is damaged: {why}. Build a new one: onrecord rebuild --full"
            ) from error
        opened.pop_all()  # whoever asked for it closes it
    passages = FolderPassages(store, index, keywords, public)
    return Snapshot(folder, manifest, store, index, keywords, public, passages, hold)


def verify(snapshot: OpenLibrary) -> None:
    """Check that sampled passages find themselves first. Raises SnapshotError where one does not."""
    size = snapshot.passages.size(private=True)
    sample = range(1, size + 1, max(1, size // _SAMPLE))
    for row, vector in zip(sample, snapshot.passages.vectors(sample), strict=True):
        best = snapshot.passages.nearest(vector, 1, Condition(private=True))
        own = float(vector @ vector)
        if not best or (best[0][0] != row and best[0][1] > own + _ALIKE):
            raise SnapshotError(f"passage {row} does not find itself in {snapshot.name}")


@contextmanager
def building(data: Path) -> Iterator[Path]:
    """Hold the rebuild lock and give an empty folder to build in, swept away if it is not published.

    Raises RebuildError where another rebuild holds the lock, or where the disk fails.
    """
    with locked(data) as root:
        aside = root / f"{ASIDE}{secrets.token_hex(3)}"
        try:
            for left in leftovers(data):
                remove(left)
            make_folder(aside, new=True)
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def leftovers(data: Path) -> list[Path]:
    """Return what rebuilds that died have left half-made. It is swept by the next one."""
    return [path for pattern in (f"{ASIDE}*", f".{CURRENT}-*") for path in sorted((data / "index").glob(pattern))]


def remove(path: Path) -> None:
    """Remove a folder or a file."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def publish(aside: Path, name: str | None = None) -> str:
    """Make a finished folder the live snapshot and return its name, a new one unless it has one already.

    Only whole snapshots ever bear one.
    """
    tighten(aside)
    root = aside.parent
    name = name or f"{datetime.now(UTC):%Y%m%dT%H%MZ}-{aside.name.removeprefix(ASIDE)}"
    flush(aside)
    aside.rename(root / name)
    _flush(root)
    point_at(root, name)
    return name


def point_at(root: Path, name: str) -> None:
    """Make a snapshot the live one: CURRENT names it, or what it named before, but never half of it."""
    pointer = root / f".{CURRENT}-{secrets.token_hex(3)}"
    write_file(pointer, f"{name}\n")
    _flush(pointer)
    pointer.replace(root / CURRENT)
    _flush(root)


def flush(folder: Path) -> None:
    """Ask for everything in a folder to be on the disk before what follows."""
    for path in [*folder.iterdir(), folder]:
        _flush(path)


def _compare_digests(folder: Path, manifest: Manifest) -> None:
    for name, expected in manifest.digests.items():
        if file_digest(folder / name) != expected:
            raise SnapshotError(f"{name} is not what its manifest says")


def _compare(manifest: Manifest, store: Store, index: VectorIndex, keywords: KeywordIndex) -> None:
    documents, passages, statements = store.counts()
    expected = (manifest.documents, manifest.passages, manifest.statements)
    if (documents, passages, statements) != expected or {len(index), len(keywords)} != {passages}:
        raise SnapshotError(
            f"it holds {documents} documents, {passages} passages, {statements} statements, {len(index)} vectors and "
            f"keywords of {len(keywords)} passages, and its manifest says {expected[0]} documents, {expected[1]} "
            f"passages and {expected[2]} statements"
        )
    if not np.array_equal(store.rows(), index.rows):
        raise SnapshotError("its passages and its vectors do not belong together")


def _flush(path: Path) -> None:
    """Ask for the bytes to be on the disk, so that a power cut leaves old or new, not half."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
