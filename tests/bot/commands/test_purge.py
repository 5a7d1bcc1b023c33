"""``onrecord purge`` says what went, and does nothing before it was told that this is meant."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import typer

from bot.commands.purge import run_purge
from bot.rebuilds.rebuilding import run_rebuild
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.library.snapshots import list_snapshots
from tests.samples import LIBRARY, write_files


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(seeds=write_files(tmp_path / "seeds", LIBRARY), data=tmp_path / "data", model=NAME)
    run_rebuild(settings, full=False, strict=False, progress=lambda *_: None)
    (settings.seeds / "roof.txt").unlink()
    return settings


def test_what_went_is_told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run_purge(settings, "roof.txt", sure=True)
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[-1] == (
        "The school roof (roof.txt) is gone, with 1 index and 0 answers that cited it. Backups, and messages on "
        "Telegram, are as they were."
    )


def test_nothing_is_done_unless_it_is_meant(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (before,) = list_snapshots(settings.data)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    with pytest.raises(typer.Abort):
        run_purge(settings, "roof.txt", sure=False)
    assert list_snapshots(settings.data) == [before]
