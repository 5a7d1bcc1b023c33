"""The pages of a file beside its text: the one that was read, the page that is quoted, under the link's own key."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from bot.sealed import Seal
from bot.serving.facsimiles import Facsimiles, pages_of_span
from embeddings.encoding.hashing import NAME
from embeddings.library.snapshot import open_current
from embeddings.rebuild import Recipe, rebuild
from embeddings.types import Document
from tests.bot.serving.conftest import served
from tests.embeddings.readers.files import pdf
from tests.samples import load_hashing, write_files

FIRST, SECOND = "The mill burned down on Tuesday night.", "Nobody was hurt, said Ann Lee."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("paged")
    seeds = write_files(root / "seeds", {"mill.pdf": pdf(FIRST, SECOND), "notes.txt": f"{FIRST}\n"})
    rebuild(seeds, root / "data", Recipe(NAME, load_hashing))
    return root


@pytest.fixture
def client(library: Path) -> Iterator[TestClient]:
    with served(library / "data", seeds=library / "seeds") as asking:
        yield asking


def held(library: Path, path: str) -> tuple[Document, str]:
    with closing(open_current(library / "data")) as snapshot:
        found = next(one for one in snapshot.store.documents(private=True).values() if one.path == path)
        return found, snapshot.manifest.built_at


def key_of(library: Path, path: str, words: str) -> str:
    document, _ = held(library, path)
    start = document.text.index(words)
    return Seal(library / "data").key(document, (start, start + len(words)))


def test_the_page_that_is_quoted_stands_beside_the_text(client: TestClient, library: Path) -> None:
    key = key_of(library, "mill.pdf", SECOND)
    (shown,) = html.fromstring(client.get(f"/source/{key}").text).iter("img")
    assert shown.get("src") == f"/source/{key}/page/2"
    picture = client.get(shown.get("src"))
    assert picture.headers["content-type"] == "image/webp"
    assert picture.content[:4] == b"RIFF"
    assert "Page 2 of the file" in shown.get("alt")
    for number in (1, 3, 0):  # no other page, and what is below the key belongs to it
        assert client.get(f"/source/{key}/page/{number}").status_code == 404
    assert client.get(f"/source/{key[:-2]}AA/page/2").status_code == 404
    assert not list(html.fromstring(client.get(f"/source/{key_of(library, 'notes.txt', FIRST)}").text).iter("img"))


def test_a_file_that_was_changed_or_is_gone_has_no_picture(tmp_path: Path) -> None:
    seeds = write_files(tmp_path / "seeds", {"mill.pdf": pdf(FIRST, SECOND)})
    rebuild(seeds, tmp_path / "data", Recipe(NAME, load_hashing))
    document, built_at = held(tmp_path, "mill.pdf")
    start = document.text.index(SECOND)
    span = (start, len(document.text))
    with closing(Facsimiles(seeds)) as facsimiles:
        assert [(one.number, one.marked) for one in facsimiles.of_span(document, span, built_at)] == [(2, True)]
        file, later = seeds / "mill.pdf", 2_000_000_000
        os.utime(file, (later, later))
        assert facsimiles.of_span(document, span, built_at) == []
        file.write_bytes(pdf("Other words.", "On both pages."))
        os.utime(file, (0, 0))
        assert facsimiles.of_span(document, span, built_at) == []
        file.unlink()
        assert facsimiles.of_span(document, span, built_at) == []


@pytest.mark.parametrize("path", ["../mill.pdf", "/etc/mill.pdf", "mill.txt", "link.pdf"])
def test_nothing_outside_of_the_folder_is_shown(tmp_path: Path, path: str) -> None:
    write_files(tmp_path, {"mill.pdf": pdf(FIRST), "seeds/mill.txt": pdf(FIRST)})
    (tmp_path / "seeds" / "link.pdf").symlink_to(tmp_path / "mill.pdf")
    document = Document("d", FIRST, path, pages=(0,))
    with closing(Facsimiles(tmp_path / "seeds")) as facsimiles:
        assert facsimiles.of_span(document, (0, 9), "2100-01-01T00:00:00+00:00") == []


def test_a_span_stands_on_the_pages_that_hold_its_letters() -> None:
    document = Document("d", "One.\n\nTwo.\n\nFour.", "a.pdf", pages=(0, 6, 12, 12))
    assert pages_of_span(document, (0, 4)) == {1: (0, 4)}
    assert pages_of_span(document, (2, 8)) == {1: (2, 6), 2: (6, 8)}
    assert pages_of_span(document, (4, 7)) == {2: (6, 7)}  # of the first page, spaces alone
    assert pages_of_span(document, (12, 17)) == {4: (12, 17)}
