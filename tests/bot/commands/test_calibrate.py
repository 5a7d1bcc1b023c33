from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from bot.answering.confidence import default_calibration
from bot.commands.calibrate import run_calibrate, run_default
from bot.rebuilds.rebuilding import run_rebuild
from bot.settings import Settings
from embeddings.errors import UsageError
from embeddings.library.manifest import Manifest
from embeddings.library.snapshot import current_name, open_current
from tests.samples import write_files

TOWNS = [
    f"{one}{other}"
    for one in ("Tarn", "Oster", "Alder", "Brem", "Col", "Dun")
    for other in ("ham", "wick", "by", "ton", "ford", "ley")
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    text = {
        f"{town}.txt": f"News of {town}\n\nThe bridge at {town} was closed by Mayor {town[::-1]}." for town in TOWNS
    }
    write_files(tmp_path / "seeds", text)
    made = Settings(seeds=tmp_path / "seeds", data=tmp_path / "data", model="hashing")
    run_rebuild(made, full=False, strict=False)
    return made


def questions(folder: Path, towns: list[str]) -> Path:
    rows = [
        {"question": f"Who closed the bridge at {town}?", "answers": [town[::-1]], "relevant": [f"{town}.txt"]}
        for town in towns
    ]
    path = folder / "questions.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def manifest(settings: Settings) -> Manifest:
    with closing(open_current(settings.data)) as snapshot:
        return snapshot.manifest


def test_it_fits_prints_and_publishes(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = current_name(settings.data)
    run_calibrate(settings, questions(tmp_path, TOWNS), unanswerable=None, max_wrong=0.05, dry_run=False)
    printed = capsys.readouterr()
    assert printed.out.startswith("answerable questions answered: ")
    assert "Published" in printed.err
    assert current_name(settings.data) != before
    own = manifest(settings).calibration
    assert own is not None
    assert own.own
    assert own.encoder == manifest(settings).encoder.digest
    assert own.fitted_on.startswith("36 questions of questions.jsonl, ")
    assert own.figures["max_wrong"] == 0.05
    assert own.figures["wrong"] <= 0.05


def test_a_later_rebuild_keeps_it_and_default_leaves_it(settings: Settings, tmp_path: Path) -> None:
    run_calibrate(settings, questions(tmp_path, TOWNS), unanswerable=None, max_wrong=0.05, dry_run=False)
    own = manifest(settings).calibration
    assert not run_rebuild(settings, full=False, strict=False).published
    write_files(settings.seeds, {"more.txt": "More\n\nA pier."})
    run_rebuild(settings, full=False, strict=False)
    assert manifest(settings).calibration == own
    run_default(settings)
    assert manifest(settings).calibration == default_calibration(manifest(settings).encoder)


def test_a_dry_run_changes_nothing(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = current_name(settings.data)
    run_calibrate(settings, questions(tmp_path, TOWNS), unanswerable=None, max_wrong=0.05, dry_run=True)
    assert "unanswerable questions answered: " in capsys.readouterr().out
    assert current_name(settings.data) == before


def test_too_few_questions_are_refused(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        run_calibrate(settings, questions(tmp_path, TOWNS[:7]), unanswerable=None, max_wrong=0.02, dry_run=False)
    assert str(caught.value).startswith(
        "There are 7 questions that can be answered and 7 that can't, and at least 30 and 50 are needed to promise a "
        "wrong share of 0.02."
    )


@pytest.mark.parametrize("share", [0.0, 1.0, 5.0])
def test_a_share_that_is_none_is_refused(settings: Settings, tmp_path: Path, share: float) -> None:
    with pytest.raises(UsageError, match="a share between 0 and 1 was expected"):
        run_calibrate(settings, tmp_path / "none.jsonl", unanswerable=None, max_wrong=share, dry_run=False)


def test_a_rebuild_refreshes_the_projects_calibration(settings: Settings) -> None:
    assert manifest(settings).calibration == default_calibration(manifest(settings).encoder)
