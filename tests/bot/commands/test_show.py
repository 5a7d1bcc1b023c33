from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.show import show_document
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.errors import UsageError
from embeddings.rebuild import Recipe, rebuild
from tests.samples import load_hashing, write_files

FILES: dict[str, str | bytes] = {
    "a.md": "---\ntitle: The mill\ndate: 2017-10-18\n---\nIt burned down.",
    "a.md.meta.toml": 'publisher = "Tarn News"',
    "b.md": "---\ntitle: The copy\n---\nIt burned  down.",
    "folder.toml": 'language = "en"',
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    seeds = write_files(tmp_path / "seeds", FILES)
    rebuild(seeds, tmp_path / "data", Recipe(NAME, load_hashing))
    return Settings(seeds=seeds, data=tmp_path / "data", model=NAME)


@pytest.mark.parametrize("name", ["a.md", "The mill", "mill", "MILL"])
def test_facts_and_where_they_came_from(settings: Settings, capsys: pytest.CaptureFixture[str], name: str) -> None:
    show_document(settings, name)
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert {key: value for key, value, *_ in lines[:9]} == {
        "id": "a.md",
        "path": "a.md",
        "title": "The mill  (front matter)",
        "publisher": "Tarn News  (sidecar)",
        "author": "missing",
        "date": "2017-10-18  (front matter)",
        "url": "missing",
        "language": "en  (folder.toml)",
        "visibility": "public  (default)",
    }
    assert lines[-1][1] == "in     b.md: The copy  (the same words)"


def test_private_documents_and_copies_are_shown_too(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(settings.seeds, {"b.md.meta.toml": 'visibility = "private"'})
    rebuild(settings.seeds, settings.data, Recipe(NAME, load_hashing))
    show_document(settings, "a.md")
    assert "b.md: The copy" in capsys.readouterr().out.splitlines()[-1]
    show_document(settings, "b.md")
    assert "private  (sidecar)" in capsys.readouterr().out


def test_unknown_and_several(settings: Settings) -> None:
    with pytest.raises(UsageError, match="No document has 'dam' in its id or title"):
        show_document(settings, "dam")
    with pytest.raises(UsageError, match="2 documents have 'the' in id or title"):
        show_document(settings, "the")
