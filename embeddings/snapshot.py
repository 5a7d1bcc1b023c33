"""One immutable index folder and its manifest: written aside, verified, published by rename, opened read-only.

<data>/index/CURRENT                     the live snapshot's name
<data>/index/20261123T0754Z-3f2a91/      manifest.json, library.sqlite, vectors.faiss, postings.npy, lengths.npy
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import filelock
import numpy as np
from pydantic import TypeAdapter, ValidationError

from embeddings.calibration import Calibration
from embeddings.digest import file_digest
from embeddings.encoding.encoder import EncoderSpec
from embeddings.errors import RebuildError, SnapshotError
from embeddings.index import IndexSpec, VectorIndex
from embeddings.keywords import KeywordIndex
from embeddings.store import Store

FORMAT = 4
LIBRARY, VECTORS, MANIFEST, CURRENT = "library.sqlite", "vectors.faiss", "manifest.json", "CURRENT"
_ASIDE = ".building-"
_ALIKE = 5e-3  # what a byte a component can make of two vectors that are the same
_NAME = re.compile(r"\d{8}T\d{4}Z-[0-9a-f]{6}")
_SAMPLE = 256  # passages that must find themselves before a snapshot is published


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is made of. ``source`` is a digest of the documents, and the aliases, as they were read."""

    format: int
    built_at: str
    encoder: EncoderSpec
    metric: str
    index: IndexSpec
    splitter: str
    extractor: str
    source: str
    documents: int
    passages: int
    statements: int
    digests: dict[str, str]
    calibration: Calibration | None = None  # None: the one that comes with the project for any encoder


_MANIFEST = TypeAdapter(Manifest)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An open snapshot. Everything in it belongs together; nothing in it changes."""

    name: str
    manifest: Manifest
    store: Store
    index: VectorIndex
    keywords: KeywordIndex

    def close(self) -> None:
        """Let go of its files."""
        self.store.close()


def current_name(data: Path) -> str | None:
    """Return the live snapshot's name, or None where nothing was ever published.

    Raises SnapshotError where what should hold a name holds none.
    """
    pointer = data / "index" / CURRENT
    if not pointer.is_file():
        return None
    name = pointer.read_bytes().decode(errors="replace").strip()
    if not _NAME.fullmatch(name):
        raise SnapshotError(f"{pointer} names no snapshot. Build a new one: onrecord rebuild --full")
    return name


def open_current(data: Path, *, model: str | None = None) -> Snapshot:
    """Open the live snapshot. Raises SnapshotError where there is none, or where ``model`` did not make it."""
    name = current_name(data)
    if name is None:
        raise SnapshotError(f"There is no index in {str(data)!r} yet. Build it: onrecord rebuild")
    snapshot = open_snapshot(data / "index" / name)
    made_by = snapshot.manifest.encoder.model
    if model is not None and model != made_by:
        snapshot.close()
        raise SnapshotError(
            f"The index was made by the model {made_by!r}, and ONRECORD_MODEL is {model!r}. Build it anew: "
            "onrecord rebuild"
        )
    return snapshot


def open_snapshot(folder: Path) -> Snapshot:
    """Open a snapshot and compare it with its manifest. Raises SnapshotError where anything differs."""
    try:
        manifest = _read_manifest(folder / MANIFEST)
        _compare_digests(folder, manifest)
        index = VectorIndex.load(folder / VECTORS)
        store = Store(folder / LIBRARY)
        keywords = KeywordIndex(folder)
        _compare(manifest, store, index, keywords)
    except (OSError, SnapshotError) as error:
        why = f"{error.filename} is missing" if isinstance(error, FileNotFoundError) else str(error)
        raise SnapshotError(
            f"The snapshot {folder.name} is damaged: {why}. Build a new one: onrecord rebuild --full"
        ) from error
    return Snapshot(folder.name, manifest, store, index, keywords)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, last of a snapshot's files."""
    (folder / MANIFEST).write_bytes(_MANIFEST.dump_json(manifest, indent=2) + b"\n")


def verify(snapshot: Snapshot) -> None:
    """Check that sampled passages find themselves first. Raises SnapshotError where one does not."""
    rows = snapshot.index.rows
    step = max(1, len(rows) // _SAMPLE)
    sample = rows[::step]
    for row, vector in zip(sample, snapshot.index.vectors(sample), strict=True):
        best = snapshot.index.search(vector, 1)
        own = float(vector @ vector)
        if not best or (best[0][0] != row and best[0][1] > own + _ALIKE):
            raise SnapshotError(f"passage {row} does not find itself in {snapshot.name}")


@contextmanager
def building(data: Path) -> Iterator[Path]:
    """Hold the rebuild lock and give an empty folder to build in, swept away if it is not published.

    Raises RebuildError where another rebuild holds the lock.
    """
    root = data / "index"
    lock = filelock.FileLock(root / ".lock", timeout=0)
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except filelock.Timeout:
        raise RebuildError(f"Another rebuild is running in {str(data)!r}. Wait for it to end.") from None
    except OSError as error:
        why = error.strerror or error
        raise RebuildError(f"Nothing can be written to {str(data)!r} ({why}). Name another in ONRECORD_DATA.") from None
    aside = root / f"{_ASIDE}{secrets.token_hex(3)}"
    try:
        for left in root.glob(f"{_ASIDE}*"):
            shutil.rmtree(left)
        for pointer in root.glob(f".{CURRENT}-*"):
            pointer.unlink()
        aside.mkdir()
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        lock.release()


def publish(aside: Path) -> str:
    """Make a finished folder the live snapshot and return its name. Only whole snapshots ever bear one."""
    root = aside.parent
    suffix = aside.name.removeprefix(_ASIDE)
    name = f"{datetime.now(UTC):%Y%m%dT%H%MZ}-{suffix}"
    for path in [*aside.iterdir(), aside]:
        _flush(path)
    aside.rename(root / name)
    pointer = root / f".{CURRENT}-{suffix}"
    pointer.write_text(f"{name}\n", encoding="utf-8")
    _flush(pointer)
    pointer.replace(root / CURRENT)
    _flush(root)
    return name


def _read_manifest(path: Path) -> Manifest:
    try:
        manifest = _MANIFEST.validate_json(path.read_bytes())
    except ValidationError as error:
        raise SnapshotError(f"{path.name} can't be read ({error.error_count()} errors)") from error
    if manifest.format != FORMAT:
        raise SnapshotError(f"it has format {manifest.format}, and this version reads format {FORMAT}")
    return manifest


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
    if not np.array_equal(store.rows(), sorted(index.rows)):
        raise SnapshotError("its passages and its vectors do not belong together")


def _flush(path: Path) -> None:
    """Ask for the bytes to be on the disk before what follows, so that a power cut leaves old or new, not half."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
