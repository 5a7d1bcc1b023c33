"""What a snapshot is made of, as it stands in its folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from embeddings.encoding.encoder import EncoderSpec
from embeddings.errors import SnapshotError
from embeddings.library.calibration import Calibration
from embeddings.library.index import IndexSpec
from embeddings.owner import write_file

FORMAT = 8
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is made of. ``source`` is a digest of the documents, and the aliases, as they were read."""

    format: int
    built_at: str
    encoder: EncoderSpec
    metric: str
    index: IndexSpec
    reader: str
    splitter: str
    extractor: str
    source: str
    documents: int
    passages: int
    statements: int
    digests: dict[str, str]
    deciding: int | None = None  # passages that chose the kind of index; None: all
    calibration: Calibration | None = None  # None: the one that comes with the project for any encoder
    examples: tuple[str, ...] = ()  # questions that its public documents answer


_MANIFEST = TypeAdapter(Manifest)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, last of a snapshot's files."""
    write_file(folder / MANIFEST, _MANIFEST.dump_json(manifest, indent=2) + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """Read a snapshot's manifest. Raises SnapshotError where it is none of ours, OSError where it can't be read."""
    path = folder / MANIFEST
    try:
        manifest = _MANIFEST.validate_json(path.read_bytes())
    except ValidationError as error:
        raise SnapshotError(f"{path.name} can't be read ({error.error_count()} errors)") from error
    if manifest.format != FORMAT:
        raise SnapshotError(f"it has format {manifest.format}, and this version reads format {FORMAT}")
    return manifest
