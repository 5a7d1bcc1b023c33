"""What another machine does: the same, or it says why it would not be."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.building.far import MADE_BY, FarEncoder, absolute, embedding, reading, ready, splitting
from embeddings.encoding.hashing import HashingEncoder
from embeddings.errors import DocumentError, ModelError, RebuildError
from embeddings.readers.folders import Root
from embeddings.sources.reading import FilePlace, ReadBefore
from embeddings.types import Document


def place(folder: Path, name: str) -> FilePlace:
    return FilePlace(Root(folder), folder / name, name)


def test_a_machine_of_another_version_is_told_of() -> None:
    assert ready(splitting, MADE_BY)([]) == []
    with pytest.raises(RebuildError, match=r"by 22 deu; .*Install the same version, and the same languages of OCR"):
        ready(splitting, ("22 deu", *MADE_BY[1:]))


def test_files_are_read_with_what_they_held(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The mill\n\nIt closed.", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"no pdf")
    good, bad = reading()([place(tmp_path, "a.txt"), place(tmp_path, "b.pdf")])
    ((document, line),) = good.reads
    assert isinstance(document, Document)
    assert (document.id, document.title, line) == ("a.txt", "The mill", None)
    assert good.holds is not None
    ((error, _),) = bad.reads
    assert isinstance(error, DocumentError)
    assert error.path == "b.pdf"


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert reading()([place(tmp_path, "a.txt")]) == [ReadBefore(None, [])]


def test_a_folder_that_a_machine_does_not_see_is_named(tmp_path: Path) -> None:
    with pytest.raises(RebuildError, match=r"does not see the documents' folder '.*gone'. All of them need it"):
        reading()([place(tmp_path / "gone", "a.txt")])
    with pytest.raises(RebuildError, match="does not see the data folder"):
        embedding(FarEncoder(tmp_path / "gone", HashingEncoder.spec, vnni=True))


def test_another_encoder_is_refused(tmp_path: Path) -> None:
    wanted = replace(HashingEncoder.spec, digest="another")
    with pytest.raises(ModelError, match=r"computes 'hashing' in another way \(f32\) than the one that leads \(f32\)"):
        embedding(FarEncoder(tmp_path, wanted, vnni=True))


def test_a_place_holds_wherever_a_process_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    moved = absolute(FilePlace(Root(Path("seeds"), "web"), Path("seeds/a.txt"), "web/a.txt"))
    assert moved == FilePlace(Root(tmp_path / "seeds", "web"), tmp_path / "seeds" / "a.txt", "web/a.txt")
