"""The server keeps house unasked: a new index is taken up, what is old goes, and no state is made for that."""

from __future__ import annotations

import asyncio
import logging
from contextlib import closing
from pathlib import Path

import pytest

from bot.responder import Responder
from bot.serving.upkeep import expire_state, keep_house
from bot.settings import Settings
from bot.state.audit import Audit
from bot.state.sqlite import NAME, SqliteDatabase
from embeddings.encoding.hashing import NAME as HASHING
from embeddings.rebuild import Recipe, rebuild
from tests.botapi.patience import until
from tests.samples import LIBRARY, load_hashing, write_files


def test_what_is_old_goes(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, keep_days=7)
    expire_state(settings)
    assert not (tmp_path / NAME).exists()
    with closing(SqliteDatabase(tmp_path)) as database:
        Audit(database, 30).note("token", "When?", "answered", [])
        old = "INSERT INTO audit (at, who, asked, outcome, documents) VALUES (1.0, 'token', 'Who', 'answered', '[]')"
        database.execute(old)
        expire_state(settings)
        assert [one.asked for one in Audit(database, 7).since(0)] == ["When?"]


def test_a_state_that_cannot_be_used_is_told_to_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / NAME).write_bytes(b"no database" * 100)
    with caplog.at_level(logging.ERROR):
        expire_state(Settings(data=tmp_path))
    assert "what is old was not deleted" in caplog.text


async def test_a_new_index_is_taken_up_though_nobody_asks(tmp_path: Path) -> None:
    seeds, data = write_files(tmp_path / "seeds", LIBRARY), tmp_path / "data"
    rebuild(seeds, data, Recipe(HASHING, load_hashing))
    settings = Settings(data=data, model=HASHING, reader="off")
    with closing(Responder(settings)) as responder:
        write_files(seeds, {"more.txt": "More words.\n"})
        name = rebuild(seeds, data, Recipe(HASHING, load_hashing)).snapshot
        assert responder.snapshot.name != name
        task = asyncio.create_task(keep_house(settings, responder))
        await until(lambda: responder.snapshot.name == name)
        task.cancel()
