from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.confidence import default_calibration
from bot.commands.status import print_snapshots, print_status, snapshots_text, status_of, status_text
from bot.rebuilds.last import last_rebuild
from bot.rebuilds.rebuilding import run_rebuild
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.errors import RebuildError, RefusedError
from embeddings.library.lock import locked
from embeddings.library.recalibrate import recalibrate
from embeddings.library.snapshot import open_current
from embeddings.library.snapshots import list_snapshots, rollback
from tests.samples import LIBRARY, write_files


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(seeds=write_files(tmp_path / "seeds", LIBRARY), data=tmp_path / "data", model=NAME)


def build(settings: Settings, **files: str) -> str:
    write_files(settings.seeds, {name.replace("_", "."): text for name, text in files.items()})
    return run_rebuild(settings, full=False, strict=False).snapshot


def test_nothing_yet(settings: Settings) -> None:
    assert status_text(status_of(settings)) == "live: nothing yet. Build it: onrecord rebuild"
    assert snapshots_text([]) == "There are no snapshots yet. Build one: onrecord rebuild"


def test_what_is_live(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    name = build(settings, bad_txt="")
    print_status(settings, json=False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"live: {name}, built 20")
    assert lines[1:3] == ["holds: 4 documents, 4 passages, 2 statements", "model: hashing"]
    assert lines[3:5] == [
        "confidence: words alone, as none was fitted to this model. Fit one: onrecord calibrate --questions FILE",
        "gate: passed",
    ]
    assert re.match(rf"last rebuild: published, 20\S+: Published {name}: 4 documents, 1 could not be read", lines[5])


def test_what_confidence_rests_on(settings: Settings) -> None:
    build(settings)
    with closing(open_current(settings.data)) as live:
        encoder = live.manifest.encoder
    fitted = replace(default_calibration(encoder), encoder=encoder.digest, fitted_on="90 questions of mine.jsonl")
    recalibrate(settings.data, replace(fitted, own=True))
    assert "confidence: your own, fitted on 90 questions of mine.jsonl" in status_text(status_of(settings))
    recalibrate(settings.data, fitted)
    assert "confidence: of the project, fitted on 90 questions" in status_text(status_of(settings))


def test_json(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    name = build(settings)
    capsys.readouterr()
    print_status(settings, json=True)
    row = json.loads(capsys.readouterr().out)
    assert (row["snapshot"], row["documents"], row["last"]["outcome"], row["running"]) == (name, 4, "published", None)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nonsense", r".+CURRENT names no snapshot\. Build a new one: onrecord rebuild --full"),
        ("20200101T0000Z-abcdef", r"20200101T0000Z-abcdef, which is gone\. See: onrecord doctor"),
    ],
)
def test_what_should_be_live_is_gone(settings: Settings, name: str, told: str) -> None:
    build(settings)
    (settings.data / "index" / "CURRENT").write_text(name)
    assert re.fullmatch(f"live: {told}", status_text(status_of(settings)).splitlines()[0])


def test_what_is_live_is_damaged(settings: Settings) -> None:
    name = build(settings)
    (settings.data / "index" / name / "manifest.json").write_text("{")
    status = status_of(settings)
    assert (status.snapshot, status.trouble) == (None, f"{name}, which is damaged. See: onrecord doctor")


def test_a_running_rebuild(settings: Settings) -> None:
    with locked(settings.data):
        assert re.match(r"process \d+ on .+, for 0 min$", str(status_of(settings).running))


def test_refused_and_rolled_back(settings: Settings) -> None:
    first, second = build(settings), build(settings, more_txt="More\n\nOf it.")
    rollback(settings.data)
    assert (status_of(settings).snapshot, status_of(settings).rolled_back) == (first, second)
    for path in settings.seeds.iterdir():
        path.unlink()
    with pytest.raises(RefusedError) as caught:
        run_rebuild(settings, full=False, strict=False)
    status = status_of(settings)
    assert status.refused == caught.value.name
    assert status.last is not None
    assert (status.last.outcome, status.last.message) == ("refused", str(caught.value))
    assert f"refused: {status.refused}; onrecord rebuild --accept publishes it" in status_text(status)


def test_a_rebuild_that_failed_is_remembered(settings: Settings) -> None:
    write_files(settings.seeds, {"bad.txt": ""})
    with pytest.raises(RebuildError):
        run_rebuild(settings, full=False, strict=True)
    last = last_rebuild(settings.data)
    assert last is not None
    assert last.outcome == "failed"
    assert last.message.startswith("1 document could not be read, and nothing was built.")


def test_documents_that_were_left_out_are_remembered_where_nothing_changed(settings: Settings) -> None:
    build(settings)
    build(settings, bad_txt="")
    last = last_rebuild(settings.data)
    assert last is not None
    assert (last.outcome, last.left_out) == ("unchanged", ("bad.txt: is empty",))


def test_snapshots_are_listed_and_pruned(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    few = settings.model_copy(update={"keep_snapshots": 2})
    names = [build(few, more_txt=f"More\n\nPage {number}.") for number in range(3)]
    capsys.readouterr()
    print_snapshots(few)
    first, second = capsys.readouterr().out.splitlines()
    size = r"\d+\.\d MB  gate: passed"
    assert re.fullmatch(rf"\* {names[2]}  20\S+  5 documents, 5 passages, 2 statements  {size}", first)
    assert second.startswith(f"  {names[1]}  20")


def test_a_snapshot_that_can_not_be_read_is_listed(settings: Settings) -> None:
    name = build(settings)
    (settings.data / "index" / name / "manifest.json").write_text("{")
    assert re.fullmatch(rf"\* {name}  can't be read, \d\.\d MB", snapshots_text(list_snapshots(settings.data)))
