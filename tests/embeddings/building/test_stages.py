"""A build asks its stages for what grows, only for what is missing, and makes the same of what they give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from embeddings.building.build import build, read_library
from embeddings.building.far import FarEncoder, absolute, embedding, reading, splitting, stating
from embeddings.building.stages import HERE, More, Stages
from embeddings.encoding.encoder import Encoder, Matrix
from embeddings.encoding.hashing import HashingEncoder
from embeddings.library.manifest import Manifest, read_manifest
from embeddings.library.snapshot import Snapshot, open_snapshot
from embeddings.sources.reading import FilePlace, ReadBefore
from embeddings.statements.registry import Text
from embeddings.types import Document, Passage, Statement
from tests.samples import LIBRARY, write_files

SAID = {"said.txt": 'The mill\n\n"We close at noon," said Ann Lee of the mill.'}


class Noted:
    """Does in this process what another machine would, and notes what it was asked for."""

    def __init__(self, data: Path) -> None:
        self.asked: dict[str, list[str]] = {}
        self._data = data
        self.stages = Stages(self._ahead, self._split, self._statements, self._embed)

    def _ahead(self, places: Sequence[FilePlace]) -> list[ReadBefore]:
        self.asked["ahead"] = [place.name for place in places]
        return list(reading()([absolute(place) for place in places]))

    def _split(self, documents: Sequence[Document]) -> list[list[Passage]]:
        self.asked["split"] = [one.id for one in documents]
        return list(splitting()(documents))

    def _statements(self, documents: Iterable[Text], more: More) -> dict[str, list[Statement]]:
        given = list(documents)
        self.asked["statements"] = [identity for identity, *_ in given]
        more(len(given))
        return dict(zip(self.asked["statements"], stating()(given), strict=True))

    def _embed(self, encoder: Encoder, texts: Iterable[tuple[str, str]], more: More) -> Matrix:
        given = list(texts)
        self.asked.setdefault("embed", []).extend(identity for identity, _ in given)
        more(len(given))
        rows = embedding(FarEncoder(self._data, encoder.spec, vnni=True))([text for _, text in given])
        return np.array(rows, dtype=np.float32)


def made(seeds: Path, name: str, stages: Stages, known: Snapshot | None = None) -> Manifest:
    aside = seeds.parent / name
    aside.mkdir()
    library = read_library(seeds, known, lambda *_: None, stages.ahead)
    build(aside, library, known, HashingEncoder(), 100, lambda *_: None, stages)
    return replace(read_manifest(aside), built_at="")


def test_the_same_index_to_the_byte(tmp_path: Path) -> None:
    seeds, noted = write_files(tmp_path / "seeds", {**LIBRARY, **SAID}), Noted(tmp_path)
    assert made(seeds, "far", noted.stages) == made(seeds, "here", HERE)
    assert noted.asked["ahead"] == ["bridge.md", "ferry.jsonl", "roof.txt", "said.txt"]
    assert (
        noted.asked["split"] == noted.asked["statements"] == ["bridge.md", "ferry-a", "ferry-b", "roof.txt", "said.txt"]
    )
    assert len(noted.asked["embed"]) == 5


def test_only_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    seeds, noted = write_files(tmp_path / "seeds", LIBRARY), Noted(tmp_path)
    made(seeds, "first", HERE)
    write_files(seeds, SAID)
    with closing(open_snapshot(tmp_path / "first")) as known:
        second = made(seeds, "second", noted.stages, known)
    assert noted.asked["ahead"] == noted.asked["split"] == noted.asked["statements"] == ["said.txt"]
    assert len(noted.asked["embed"]) == 1
    assert second == made(seeds, "anew", HERE)
