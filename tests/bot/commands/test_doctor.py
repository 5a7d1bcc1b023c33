from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from pydantic import SecretStr

from bot.commands.add import add_file, add_path
from bot.commands.calibrate import run_default
from bot.commands.doctor import Finding, examine, run_doctor
from bot.commands.feedback import run_feedback
from bot.rebuilds.rebuilding import run_rebuild
from bot.settings import Settings
from bot.state.sqlite import SqliteDatabase
from embeddings.encoding.hashing import NAME
from embeddings.errors import RefusedError
from embeddings.library.lock import OWNER, locked
from embeddings.library.snapshots import rollback
from embeddings.owner import looser_than_ours, make_folder
from tests.samples import LIBRARY, write_files


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(seeds=write_files(tmp_path / "seeds", LIBRARY), data=tmp_path / "data", model=NAME)
    run_rebuild(made, full=False, strict=False)
    return made


def troubles(settings: Settings) -> list[tuple[str, str]]:
    return [(finding.about, finding.found) for finding in examine(settings) if finding.level == "trouble"]


def notes(settings: Settings, about: str) -> list[str]:
    return [finding.found for finding in examine(settings) if finding.level == "note" and finding.about == about]


def live(settings: Settings) -> Path:
    return settings.data / "index" / (settings.data / "index" / "CURRENT").read_text().strip()


def test_all_is_well(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run_doctor(settings, mend=False)
    out = capsys.readouterr().out.splitlines()
    assert f"fine    index: {live(settings).name} is whole: 4 documents, 4 passages" in "\n".join(out)
    assert not [line for line in out if line.startswith("trouble")]


def test_trouble_is_told_and_returned(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    (live(settings) / "vectors.faiss").write_bytes(b"")
    assert not run_doctor(settings, mend=False)
    assert "trouble index: The snapshot " in capsys.readouterr().out


def test_no_folder_and_no_index(tmp_path: Path) -> None:
    settings = Settings(seeds=tmp_path / "none", data=tmp_path / "data", model=NAME)
    assert [about for about, _ in troubles(settings)] == ["documents", "index"]


def test_what_a_dead_rebuild_left_is_named_and_mended(settings: Settings) -> None:
    root = settings.data / "index"
    (root / ".building-dead00").mkdir()
    (root / ".CURRENT-dead00").write_text("x")
    owner = {"pid": 4242, "host": "elsewhere", "since": "2020-01-01T00:00:00+00:00"}
    (root / OWNER).write_text(json.dumps(owner))
    found = [text for about, text in troubles(settings) if about == "leftovers"]
    assert [name for name in (".building-dead00", ".CURRENT-dead00", OWNER) if name in " ".join(found)] != []
    assert len(found) == 3
    assert found[0].startswith("a rebuild died (process 4242 on elsewhere, for ")
    mended = [finding for finding in examine(settings, mend=True) if finding.about == "leftovers"]
    assert [finding.level for finding in mended] == ["fine"] * 3
    assert troubles(settings) == []
    assert sorted(path.name for path in root.glob(".*")) == [".lock"]


def test_what_a_dead_export_of_the_model_left(settings: Settings) -> None:
    left = settings.data / "models" / ".making-model-00000000"
    make_folder(left)
    with FileLock(left.parent / ".lock", mode=0o600):
        assert troubles(settings) == []  # one is running
    assert troubles(settings) == [
        ("leftovers", "a rebuild died and left .making-model-00000000; remove it: onrecord doctor --mend")
    ]
    list(examine(settings, mend=True))
    assert not left.exists()


@pytest.mark.parametrize("name", ["", "nonsense", "20200101T0000Z-abcdef"])
def test_none_is_live(settings: Settings, name: str) -> None:
    was = live(settings).name
    (settings.data / "index" / "CURRENT").write_text(name)
    assert [about for about, _ in troubles(settings)] == ["index"]
    assert notes(settings, "snapshots") == [f"none is live; {was} is whole: onrecord rollback {was}"]
    assert rollback(settings.data) == was
    assert troubles(settings) == []


def test_a_rebuild_that_was_refused_or_failed_is_trouble(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in settings.seeds.iterdir():
        path.unlink()
    with pytest.raises(RefusedError):
        run_rebuild(settings, full=False, strict=False)
    assert [about for about, _ in troubles(settings)] == ["last rebuild"]
    capsys.readouterr()
    assert not run_doctor(settings, mend=False)
    assert "\n        FAILED  counts: 0 documents" in capsys.readouterr().out


def test_whatever_the_umask_all_that_is_kept_is_the_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = Settings(seeds=write_files(tmp_path / "seeds", LIBRARY), data=tmp_path / "data" / "x", model=NAME)
        run_rebuild(made, full=False, strict=False)
        run_default(made)
        for path in made.seeds.iterdir():
            path.unlink()
        with pytest.raises(RefusedError):
            run_rebuild(made, full=False, strict=False)
        rollback(made.data)
        database = SqliteDatabase(made.data)
        database.execute("CREATE TABLE one (two)")
        copied = write_files(tmp_path, {"new.txt": "New\n\nIt is new."})
        add_path(made, copied / "new.txt")
        add_file(made, "sent.txt", b"Sent\n\nIt was sent.")
        run_feedback(made, tmp_path / "exported")
        written = [tmp_path / "data", tmp_path / "exported", made.seeds / "added"]
        assert list(looser_than_ours(written)) == []
        assert len(list(made.data.rglob("*"))) > 20
        database.close()
    finally:
        os.umask(before)


def test_what_others_may_read_is_named_and_mended(settings: Settings) -> None:
    SqliteDatabase(settings.data).close()
    add_file(settings, "sent.txt", b"Sent\n\nIt was sent.")
    loose = [settings.data / "state.sqlite", settings.seeds / "added" / "sent.txt", live(settings) / "library.sqlite"]
    for path in loose:
        path.chmod(0o644)
    named = ", ".join(map(str, loose))
    assert troubles(settings) == [
        ("files", f"others may read {named}; make them yours alone: onrecord doctor --mend"),
    ]
    with locked(settings.data):
        assert str(loose[2]) not in troubles(settings)[0][1]
    assert [finding.level for finding in examine(settings, mend=True) if finding.about == "files"] == ["fine"]
    assert troubles(settings) == []


def test_a_running_rebuild_is_no_leftover(settings: Settings) -> None:
    with locked(settings.data) as root:
        (root / ".building-alive0").mkdir()
        assert troubles(settings) == []
        assert notes(settings, "rebuild")[0].startswith(f"one is running (process {os.getpid()} on ")


def test_another_model(settings: Settings) -> None:
    other = settings.model_copy(update={"model": "other"})
    assert troubles(other) == [
        ("model", "the index was made by 'hashing', and ONRECORD_MODEL is 'other': onrecord rebuild")
    ]


def test_documents_that_were_left_out(settings: Settings) -> None:
    write_files(settings.seeds, {"bad.txt": ""})
    run_rebuild(settings, full=False, strict=False)
    assert notes(settings, "left out") == ["bad.txt: is empty"]


def test_duplicates(settings: Settings) -> None:
    assert notes(settings, "duplicates") == ["ferry-a and ferry-b say the same"]


def test_a_damaged_older_snapshot_a_refused_one_and_a_rollback(settings: Settings) -> None:
    first = live(settings)
    write_files(settings.seeds, {"more.txt": "More\n\nOf it."})
    run_rebuild(settings, full=False, strict=False)
    second = live(settings)
    rollback(settings.data)
    (second / "postings.npy").unlink()
    shutil.copytree(first, settings.data / "index" / "refused-abcdef")
    assert notes(settings, "snapshots") == [
        f"The snapshot {second.name} is damaged: {second / 'postings.npy'} is missing; it can't be gone back to"
    ]
    assert notes(settings, "refused") == ["refused-abcdef waits: onrecord rebuild --accept publishes it"]
    assert notes(settings, "rollback")[0].startswith(f"{second.name} was rolled back")


def test_a_snapshot_that_was_whole_when_its_rebuild_died(settings: Settings) -> None:
    first = live(settings)
    write_files(settings.seeds, {"more.txt": "More\n\nOf it."})
    run_rebuild(settings, full=False, strict=False)
    second = live(settings)
    (settings.data / "index" / "CURRENT").write_text(f"{first.name}\n")
    assert notes(settings, "snapshots") == [
        f"{second.name} is newer than the live one; publish it: onrecord rollback {second.name}"
    ]


def test_bad_golden_questions(settings: Settings) -> None:
    (settings.seeds / "golden.jsonl").write_text("{")
    assert [about for about, _ in troubles(settings)] == ["golden questions"]


def test_a_full_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(settings.data)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    assert [found for about, found in troubles(settings) if about == "disk"] == [
        "1 MB are free, and 200 MB should be for a rebuild"
    ]


def test_a_clock_that_is_behind(settings: Settings) -> None:
    path = live(settings) / "manifest.json"
    path.write_text(path.read_text().replace('"built_at": "20', '"built_at": "21'))
    (found,) = [found for about, found in troubles(settings) if about == "clock"]
    assert ", and a snapshot was built 21" in found


@pytest.fixture
def asked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Finding]]:
    def ask(root: str) -> list[Finding]:
        token = SecretStr("123:secret")
        told = examine(settings.model_copy(update={"telegram_token": token, "telegram_api": root}))
        return [finding for finding in told if finding.about == "telegram"]

    return ask


@pytest.mark.parametrize("root", ["http://127.0.0.1:9", "nonsense", "http://[", "http://127.0.0.1:9/\u0100"])
def test_telegram_that_can_not_be_asked_never_tells_the_token(asked: Callable[[str], list[Finding]], root: str) -> None:
    (finding,) = asked(root)
    assert finding.level == "trouble"
    assert "can't be asked" in finding.found
    assert "secret" not in finding.found


@pytest.mark.postgres
def test_what_several_bots_share_is_looked_at(settings: Settings, postgres: SecretStr, tmp_path: Path) -> None:
    shared = settings.model_copy(update={"state": postgres, "snapshots": f"file://{tmp_path}/shelf"})
    assert notes(shared, "shared indexes") == [f"nothing yet: onrecord rebuild; live here is {live(shared).name}"]
    run_rebuild(shared, full=False, strict=False)
    found = {one.about: one for one in examine(shared)}
    assert found["shared indexes"].level == "fine"
    assert "database 'postgres', holds 0 rows; its clock is " in found["state"].found
    gone = shared.model_copy(update={"state": SecretStr("postgresql://bot:hush@127.0.0.1:1/state")})
    (tmp_path / "shelf" / "CURRENT").write_bytes(b"{")
    told = dict(troubles(gone))
    assert told["state"].startswith("PostgreSQL at 127.0.0.1, database 'state', can't be reached: ")
    assert told["shared indexes"].startswith("The shared indexes at file://")
    assert "hush" not in str(told)
