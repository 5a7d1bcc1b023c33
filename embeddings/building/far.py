"""What another machine does of a build: the same functions, once it is known to be a machine that does the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from embeddings.building.blocks import Work
from embeddings.encoding.encoder import EncoderSpec, Vector
from embeddings.encoding.encoders import load_encoder
from embeddings.encoding.processor import flags_of, has_vnni
from embeddings.errors import ModelError, RebuildError
from embeddings.readers.folder import READER
from embeddings.sources.reading import FilePlace, ReadBefore, read_elsewhere
from embeddings.statements.registry import VERSION, Text, statements_of
from embeddings.text.notes import noted_passages
from embeddings.text.passages import SPLITTER
from embeddings.types import Document, Passage, Statement

MADE_BY: Final = (READER, SPLITTER, VERSION)


@dataclass(frozen=True, slots=True)
class FarEncoder:
    """The encoder that a machine is to load, from a data folder that it shares with the one that leads.

    ``vnni`` is whether the one that leads has that: without it, 8 bits come out a little otherwise.
    """

    data: Path
    spec: EncoderSpec
    vnni: bool


def ready(make: Callable[[], Work], made_by: tuple[str, ...]) -> Work:
    """Return what does the work. Raises RebuildError where this machine would do it in another way."""
    if made_by != MADE_BY:
        raise RebuildError(
            f"A machine of the cluster makes an index by {'; '.join(MADE_BY)}, the one that leads by "
            f"{'; '.join(made_by)}. Install the same version, and the same languages of OCR, on all of them."
        )
    return make()


def reading() -> Work:
    """Return what reads files."""

    def work(places: Sequence[FilePlace]) -> list[ReadBefore]:
        return [_read(place) for place in places]

    return work


def splitting() -> Work:
    """Return what splits documents."""

    def work(documents: Sequence[Document]) -> list[list[Passage]]:
        return [noted_passages(one) for one in documents]

    return work


def stating() -> Work:
    """Return what extracts statements."""

    def work(documents: Sequence[Text]) -> list[list[Statement]]:
        found = statements_of(documents)
        return [found[identity] for identity, *_ in documents]

    return work


def embedding(wanted: FarEncoder) -> Work:
    """Return what embeds texts. Raises ModelError where the encoder here is not the one that is wanted."""
    _see(wanted.data, "data folder")
    encoder = load_encoder(wanted.spec.model, wanted.data, precision=wanted.spec.precision)
    if encoder.spec != wanted.spec or (wanted.spec.precision == "int8" and wanted.vnni != has_vnni(flags_of())):
        raise ModelError(
            f"A machine of the cluster computes {wanted.spec.model!r} in another way ({encoder.spec.precision}) than "
            f"the one that leads ({wanted.spec.precision}). Lead with ONRECORD_PRECISION=f32, or leave it out."
        )

    def work(texts: Sequence[str]) -> list[Vector]:
        return list(encoder.encode_passages(texts))

    return work


def absolute(place: FilePlace) -> FilePlace:
    """Return a file by where it is whatever folder a process works in."""
    return replace(place, root=replace(place.root, path=place.root.path.absolute()), path=place.path.absolute())


def _read(place: FilePlace) -> ReadBefore:
    _see(place.root.path, "documents' folder")
    return read_elsewhere(place)


def _see(folder: Path, what: str) -> None:
    if not folder.is_dir():
        raise RebuildError(
            f"A machine of the cluster does not see the {what} {str(folder)!r}. All of them need it, at the same place."
        )
