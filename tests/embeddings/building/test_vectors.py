"""The vectors of a build are those of its passages, in their order, whenever they are embedded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from embeddings.building.build import build, read_library
from embeddings.building.stages import HERE, Stages
from embeddings.encoding.encoder import Matrix, Progress, no_progress
from embeddings.encoding.hashing import HashingEncoder
from embeddings.library.snapshot import KEPT, open_snapshot
from embeddings.text.notes import noted_passages
from embeddings.text.passages import embedded_text
from embeddings.types import Document, Passage
from tests.samples import write_files

PAGES = {f"{number:02}.txt": f"Page {number}\n\nIt is number {number}." for number in range(12)}
OWN = {"own/folder.toml": 'visibility = "private"', "own/mine.txt": "Mine\n\nIt is mine."}


def made(seeds: Path, stages: Stages, encoder: HashingEncoder, exact_up_to: int = 100) -> Path:
    aside = seeds.parent / "aside"
    aside.mkdir()
    library = read_library(seeds, None, lambda *_: None)
    build(aside, library, None, encoder, exact_up_to, lambda *_: None, stages)
    return aside


class Signalling(HashingEncoder):
    """Tells when it has been given the first text."""

    def __init__(self) -> None:
        self.begun = Event()

    def encode_passages(self, texts: Iterable[str], progress: Progress = no_progress) -> Matrix:
        """Return unit vectors, shape (number of texts, dimension)."""
        return super().encode_passages(map(self._seen, texts), progress)

    def _seen(self, text: str) -> str:
        self.begun.set()
        return text


def test_passages_are_embedded_while_others_are_split(tmp_path: Path) -> None:
    encoder = Signalling()

    def split(documents: Sequence[Document]) -> Iterator[list[Passage]]:
        for number, one in enumerate(documents):
            assert not number or encoder.begun.wait(60)  # the first is embedded, or this fails
            yield noted_passages(one)

    made(write_files(tmp_path / "seeds", PAGES), replace(HERE, split=split), encoder)
    assert encoder.begun.is_set()


@pytest.mark.parametrize("exact_up_to", [100, 5])
@pytest.mark.parametrize("together", [HERE.together, 128 * 4])  # four passages are embedded at a time
def test_each_passage_has_the_vector_of_its_text(tmp_path: Path, exact_up_to: int, together: int) -> None:
    encoder, seeds = HashingEncoder(), write_files(tmp_path / "seeds", {**PAGES, **OWN})
    aside = made(seeds, replace(HERE, together=together), encoder, exact_up_to)
    assert (aside / KEPT).exists() == (exact_up_to == 5)
    with closing(open_snapshot(aside)) as snapshot:
        rows = range(1, snapshot.manifest.passages + 1)
        texts = [embedded_text(document, passage) for _, document, passage in snapshot.store.in_documents(rows)]
        assert len(texts) == 13
        assert np.allclose(snapshot.vectors(list(rows)), encoder.encode_passages(texts), atol=1e-3)
        assert {path.name for path in aside.iterdir()} == {"manifest.json", *snapshot.manifest.digests}


def test_where_splitting_fails_its_error_is_told(tmp_path: Path) -> None:
    def split(documents: Sequence[Document]) -> Iterator[list[Passage]]:
        yield noted_passages(documents[0])
        raise ValueError("a bad document")

    with pytest.raises(ValueError, match="a bad document"):
        made(write_files(tmp_path / "seeds", PAGES), replace(HERE, split=split), HashingEncoder())
