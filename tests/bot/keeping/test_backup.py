"""A backup put into another folder answers as the first did; it holds no secrets, and takes nothing from outside."""

from __future__ import annotations

import io
import stat
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.keeping.backup import back_up, restore
from bot.responder import Responder
from bot.settings import Settings
from bot.state.moving import clear
from bot.state.opening import open_state
from bot.state.sqlite import SqliteDatabase
from bot.state.tally import Tally
from embeddings.encoding.hashing import NAME
from embeddings.errors import UsageError


def test_a_backup_is_restored_in_another_folder(library: Path, tmp_path: Path) -> None:
    settings = Settings(data=library, model=NAME, telegram_token=SecretStr("12:hush"))
    with closing(SqliteDatabase(library)) as state:
        Tally(state).add("answered")
    file = tmp_path / "backup.tar.gz"
    back_up(settings, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    other = settings.model_copy(update={"data": tmp_path / "new"})
    name = restore(other, file)
    with closing(Responder(other)) as responder:
        answer = responder.respond("What does the repair cost?")
        assert answer.snapshot == name
        assert "40,000 crowns" in answer.outcome.quotes[0].text
    with closing(SqliteDatabase(other.data)) as state:
        assert Tally(state).days(2)[-1][1]["answered"] >= 1
    assert [path for path in other.data.rglob("*") if path.stat().st_mode & 0o077] == []
    with tarfile.open(file) as tar:
        contents = [content.read() for one in tar if (content := tar.extractfile(one))]
    assert not any(b"hush" in content for content in contents)


def test_nothing_is_overwritten(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    back_up(Settings(data=library), file)
    with pytest.raises(UsageError, match="can't be written: File exists"):
        back_up(Settings(data=library), file)
    with pytest.raises(UsageError, match="holds an index or a state already"):
        restore(Settings(data=library), file)


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_what_is_no_backup_is_told(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "x"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match="can't be read as a backup"):
        restore(Settings(data=tmp_path / "new"), file)


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "evil.tar"
    with tarfile.open(file, "w") as tar:
        for name in ("../evil", "/tmp/onrecord-evil", "index/../../evil", "index/a/b/evil", "evil"):
            entry = tarfile.TarInfo(name)
            entry.size = 1
            tar.addfile(entry, io.BytesIO(b"x"))
    with pytest.raises(UsageError, match="is no backup of Onrecord"):
        restore(Settings(data=tmp_path / "new"), file)
    assert [path.name for path in tmp_path.rglob("*evil*")] == ["evil.tar"]


@pytest.mark.postgres
def test_a_state_on_postgresql_is_backed_up_and_put_back_where_the_settings_say(
    library: Path, tmp_path: Path, postgres: SecretStr
) -> None:
    shared = Settings(data=library, model=NAME, state=postgres)
    with closing(open_state(shared)) as state:
        Tally(state).add("asked")
    file = tmp_path / "backup.tar.gz"
    back_up(shared, file)
    with tarfile.open(file) as tar:
        contents = b"".join(content.read() for one in tar if (content := tar.extractfile(one)))
    assert postgres.get_secret_value().encode() not in contents
    elsewhere = shared.model_copy(update={"data": tmp_path / "new"})
    with pytest.raises(UsageError, match="holds a state already"):
        restore(elsewhere, file)
    restore(elsewhere.model_copy(update={"state": None}), file)
    with closing(open_state(shared)) as state:
        clear(state)
    again = shared.model_copy(update={"data": tmp_path / "again"})
    restore(again, file)
    assert list(again.data.glob("state.sqlite*")) == []
    for settings in (again, elsewhere.model_copy(update={"state": None})):
        with closing(open_state(settings)) as state:
            assert Tally(state).days(2)[-1][1]["asked"] == 1
