from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.rebuilds.rebuilding import run_rebuild
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.errors import RebuildError
from tests.samples import LIBRARY, write_files

NAMED = r"\d{8}T\d{4}Z-[0-9a-f]{6}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(seeds=write_files(tmp_path / "seeds", LIBRARY), data=tmp_path / "data", model=NAME)


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what was written to standard error; standard output is left to answers."""
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.splitlines()


def test_published(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    report = run_rebuild(settings, full=False, strict=False)
    (line,) = lines(capsys)
    assert re.fullmatch(rf"Published {report.snapshot}: 4 documents, 4 passages, in \d+\.\d s\.", line)
    assert re.fullmatch(NAMED, report.snapshot)


def test_nothing_changed(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    first = run_rebuild(settings, full=False, strict=False)
    lines(capsys)
    run_rebuild(settings, full=False, strict=False)
    assert lines(capsys) == [f"Nothing changed: 4 documents; {first.snapshot} stays live."]


def test_documents_that_could_not_be_read_are_named_and_counted(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(settings.seeds, {"bad.txt": b"T\n\xff", "[red].txt": ""})
    report = run_rebuild(settings, full=False, strict=False)
    expected = ["left out: [red].txt: is empty", "left out: bad.txt, line 2: byte 0xff is not UTF-8; save it as UTF-8"]
    *left_out, summary = lines(capsys)
    assert left_out == expected
    assert summary.startswith(f"Published {report.snapshot}: 4 documents, 2 could not be read, 4 passages, in ")
    run_rebuild(settings, full=False, strict=False)
    assert lines(capsys) == [
        *expected,
        f"Nothing changed: 4 documents, 2 could not be read; {report.snapshot} stays live.",
    ]


def test_only_twenty_are_named(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(settings.seeds, {"bad.jsonl": "{\n" * 25})
    run_rebuild(settings, full=False, strict=False)
    *left_out, more, _ = lines(capsys)
    assert len(left_out) == 20
    assert more == "left out: 5 more"


def test_what_a_dead_export_of_the_model_left_is_swept(settings: Settings) -> None:
    left = settings.data / "models" / ".making-model-00000000"
    left.mkdir(parents=True)
    run_rebuild(settings, full=False, strict=False)
    assert not left.exists()


def test_strict(settings: Settings) -> None:
    write_files(settings.seeds, {"bad.txt": ""})
    with pytest.raises(RebuildError, match=r"bad\.txt: is empty"):
        run_rebuild(settings, full=False, strict=True)


def test_long_lines_are_not_broken(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    name = f"{'long-' * 40}.txt"
    write_files(settings.seeds, {name: ""})
    run_rebuild(settings, full=False, strict=False)
    assert lines(capsys)[0] == f"left out: {name}: is empty"
