"""Which files may be handed out: whole ones of one document, inside the folder, without an address of their own."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.telegram.files import file_of
from embeddings.encoding.hashing import NAME
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.rebuild import Recipe, rebuild
from tests.samples import load_hashing


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (tmp_path / "secret.txt").write_text("Nobody may have this.\n")
    (seeds / "one.txt").write_text("The tram stops at the mill.\n")
    (seeds / "web.md").write_text("---\nurl: https://example.org/\n---\nThe ferry is late.\n")
    rows = ('{"id": "a", "text": "The bus is on time."}', '{"id": "b", "text": "The train is on time."}')
    (seeds / "many.jsonl").write_text("\n".join(rows))
    rebuild(seeds, tmp_path / "data", Recipe(NAME, load_hashing))
    return Settings(seeds=seeds, data=tmp_path / "data", model=NAME, send_files=True)


def offered(snapshot: Snapshot, settings: Settings) -> set[str]:
    documents = snapshot.store.documents().values()
    return {path.name for one in documents if (path := file_of(one, snapshot, settings)) is not None}


def test_only_whole_files_without_an_address_are_offered(settings: Settings) -> None:
    with closing(open_current(settings.data)) as snapshot:
        assert len(snapshot.store.documents()) == 4
        assert offered(snapshot, settings) == {"one.txt"}
        assert offered(snapshot, settings.model_copy(update={"send_files": False})) == set()


def test_nothing_outside_the_folder_is_offered(settings: Settings) -> None:
    with closing(open_current(settings.data)) as snapshot:
        (document,) = (one for one in snapshot.store.documents().values() if one.path == "one.txt")
        (settings.seeds / "one.txt").unlink()
        assert file_of(document, snapshot, settings) is None
        (settings.seeds / "one.txt").symlink_to(settings.seeds.parent / "secret.txt")
        assert file_of(document, snapshot, settings) is None
        assert file_of(replace(document, path="../secret.txt"), snapshot, settings) is None
