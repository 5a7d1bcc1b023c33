"""Folders beside the documents' own; what of it is read again is tested with rebuilds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.sources.reading import FilePlace, KnownFiles, ReadBefore, Reading, read_changed, read_elsewhere
from embeddings.types import Document
from tests.samples import write_files

SOURCES = '[[source]]\nfolder = "../archive"\npublisher = "The archive"\nvisibility = "private"\nlanguage = "km"\n'
FILES = {
    "a.txt": "One\n\nFirst words.",
    "sub/b.md": "---\ntitle: Two\npublisher: Its own\nvisibility: public\n---\nOther words.",
    "sub/folder.toml": 'language = "en"',
    ".hidden.txt": "Hidden\n\nWords.",
}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    write_files(tmp_path / "archive", FILES)
    return write_files(tmp_path / "seeds", {"sources.toml": SOURCES, "mill.txt": "The mill\n\nIt burned down."})


def known_from(reading: Reading) -> KnownFiles:
    files = {file.path: file for file in reading.files}
    return KnownFiles(files, lambda path: [one for one in reading.documents if one.path == path])


def facts(document: Document) -> tuple[str | None, ...]:
    return document.id, document.publisher, document.visibility, document.language


def test_a_folder_is_read_with_its_defaults(seeds: Path) -> None:
    reading = read_changed(seeds)
    assert reading.errors == []
    assert [facts(document)[:3] for document in reading.documents] == [
        ("mill.txt", None, "public"),
        ("archive/a.txt", "The archive", "private"),
        ("archive/sub/b.md", "Its own", "private"),  # what is private stays private
    ]
    assert [document.language for document in list(reading.documents)[1:]] == ["km", "en"]
    assert dict(list(reading.documents)[1].origins)["publisher"] == "sources.toml"


def test_what_was_read_elsewhere_counts_where_the_file_is_the_same(seeds: Path) -> None:
    asked: list[str] = []

    def ahead(places: Sequence[FilePlace]) -> list[ReadBefore]:
        asked.extend(place.name for place in places)
        read = [read_elsewhere(place) for place in places]
        (found, line), *_ = read[0].reads
        assert isinstance(found, Document)
        told = ReadBefore(read[0].holds, [(replace(found, title="From afar"), line)])
        return [told, *(replace(one, holds=("another", ""), reads=[]) for one in read[1:])]

    reading = read_changed(seeds, ahead=ahead)
    assert asked == ["mill.txt", "archive/a.txt", "archive/sub/b.md"]
    assert [one.title for one in reading.documents] == ["From afar", "One", "Two"]  # the others are read here
    assert [file.holds for file in reading.files] == [file.holds for file in read_changed(seeds).files]


def test_only_what_changed_is_read_elsewhere(seeds: Path) -> None:
    asked: list[str] = []

    def ahead(places: Sequence[FilePlace]) -> list[ReadBefore]:
        asked.extend(place.name for place in places)
        return [read_elsewhere(place) for place in places]

    known = known_from(read_changed(seeds))
    write_files(seeds, {"mill.txt": "The mill\n\nIt stands again.", "new.txt": "New\n\nIt is new."})
    os.mkfifo(seeds / "pipe.txt")  # which nobody opens
    reading = read_changed(seeds, known, ahead=ahead)
    assert asked == ["mill.txt", "new.txt"]
    assert [error.path for error in reading.errors] == ["pipe.txt"]
    assert list(reading.documents) == list(read_changed(seeds).documents)


def test_other_defaults_are_taken_up(seeds: Path) -> None:
    before = known_from(read_changed(seeds))
    (seeds / "sources.toml").write_text('[[source]]\nfolder = "../archive"\nvisibility = "public"\n')
    after = read_changed(seeds, before)
    assert [document.visibility for document in after.documents] == ["public", "public", "public"]
    assert list(after.documents) == list(read_changed(seeds).documents)


def test_a_folder_that_is_gone_keeps_its_documents(seeds: Path, tmp_path: Path) -> None:
    first = read_changed(seeds)
    shutil.move(tmp_path / "archive", tmp_path / "unplugged")
    gone = read_changed(seeds, known_from(first))
    assert (list(gone.documents), sorted(gone.files, key=str)) == (list(first.documents), sorted(first.files, key=str))
    assert [str(error) for error in gone.errors] == [
        f"archive: its folder {str(tmp_path / 'archive')!r} is not there; what it held stays"
    ]
    shutil.move(tmp_path / "unplugged", tmp_path / "archive")
    assert read_changed(seeds, known_from(gone)).errors == []


def test_a_pipe_in_a_sidecars_place_is_seen_where_the_file_is_known(seeds: Path) -> None:
    known = known_from(read_changed(seeds))
    os.mkfifo(seeds / "mill.txt.meta.toml")
    told = ["mill.txt.meta.toml: is no file, and is not opened; put a file there, or nothing"]
    assert [str(error) for error in read_changed(seeds, known).errors] == told


def test_links_out_of_a_folder_are_not_followed(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "archive/out.txt").symlink_to(seeds / "mill.txt")
    (error,) = read_changed(seeds).errors
    assert str(error) == "archive/out.txt: is a link that leads out of the documents' folder; it is not followed"


def test_two_folders_with_an_id_in_common(seeds: Path, tmp_path: Path) -> None:
    for folder in ("archive", "other"):
        write_files(tmp_path / folder, {"rows.jsonl": '{"id": "1", "text": "Words."}\n'})
    (seeds / "sources.toml").write_text(f'{SOURCES}\n[[source]]\nfolder = "../other"\n')
    (error,) = read_changed(seeds).errors
    assert str(error) == "other/rows.jsonl, line 1: the id '1' is already that of archive/rows.jsonl"
