"""``onrecord dossier`` as scripts see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Run


@pytest.fixture(autouse=True)
def asked(speakers_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_DATA", str(speakers_library))


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.csv", "a.json"])
def test_a_dossier_is_written_for_its_owner(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    ended = run("dossier", "--from", "Ama Mensah", "--out", str(path))
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == f"{path}: 3 statements.\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_two_speakers_a_topic_and_days(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    options = ["--from", "Ama Mensah", "--from", "Kofi Boateng", "--about", "the dam", "--between", "2021", "2021-12"]
    assert run("dossier", *options, "--out", str(path)).code == 0
    row = json.loads(path.read_text(encoding="utf-8"))
    assert (row["about"], row["between"]) == ("the dam", ["2021", "2021-12"])
    assert [one["speaker"] for one in row["speakers"]] == ["Ama Mensah", "Kofi Boateng"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--from", "Ama Mensah", "--out", "a.pdf"), "a.pdf is no file that a dossier is written to."),
        (("--from", "Nobody Known", "--out", "a.csv"), "Nobody called 'Nobody Known' has a statement on record."),
        (("--from", "Mensah", "--out", "a.csv", "--between", "May", "2021"), "'May' is no date."),
        (("--from", "Mensah", "--out", "none/there/a.csv"), "none/there/a.csv can't be written"),
    ],
)
def test_what_can_not_be_done_is_said(run: Run, options: tuple[str, ...], told: str) -> None:
    ended = run("dossier", *options)
    assert ended.code == 2
    assert ended.complaint.startswith(told)
