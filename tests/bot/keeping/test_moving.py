"""From a file to PostgreSQL and back: all of it, and nothing is left where it was."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.keeping.moving import move
from bot.settings import Settings
from bot.state.holder import LEADS, only_bot
from bot.state.moving import counts
from bot.state.opening import open_state
from bot.state.sqlite import NAME, SqliteDatabase
from bot.state.tally import Tally
from embeddings.errors import StateError, UsageError

pytestmark = pytest.mark.postgres


@pytest.fixture
def settings(tmp_path: Path, postgres: SecretStr) -> Settings:
    settings = Settings(data=tmp_path / "data", state=postgres)
    with closing(SqliteDatabase(settings.data)) as file:
        Tally(file).add("quillfeather")
    return settings


def held(settings: Settings) -> tuple[dict[str, int], dict[str, int]]:
    with closing(SqliteDatabase(settings.data)) as file, closing(open_state(settings)) as server:
        return counts(file), counts(server)


def test_there_and_back(settings: Settings) -> None:
    assert "1 row moved to PostgreSQL at " in move(settings, back=False)
    assert held(settings) == ({}, {"tally": 1})
    assert b"quillfeather" not in b"".join(path.read_bytes() for path in settings.data.glob(f"{NAME}*"))
    assert "1 row moved to '" in move(settings, back=True)
    assert held(settings) == ({"tally": 1}, {})


def test_nothing_moves_while_a_bot_runs(settings: Settings) -> None:
    with only_bot(settings.data), pytest.raises(StateError, match="Another bot answers from"):
        move(settings, back=False)
    with closing(open_state(settings)) as server:
        assert server.lead(LEADS)
        with pytest.raises(StateError, match=r"A bot works with PostgreSQL at .+ now\. Stop it, then move\."):
            move(settings, back=False)
    assert held(settings) == ({"tally": 1}, {})


def test_nothing_is_moved_onto_something(settings: Settings) -> None:
    with closing(open_state(settings)) as server:
        Tally(server).add("other")
    with pytest.raises(StateError, match=r"holds a state already \(tally\)\. Nothing was copied\."):
        move(settings, back=False)
    assert held(settings) == ({"tally": 1}, {"tally": 1})


def test_what_is_not_there_is_told(tmp_path: Path, postgres: SecretStr) -> None:
    with pytest.raises(UsageError, match=r"Name the PostgreSQL to move to, or from, in ONRECORD_STATE\."):
        move(Settings(data=tmp_path), back=False)
    with pytest.raises(UsageError, match=r"There is no state\.sqlite in .+ nothing to move"):
        move(Settings(data=tmp_path, state=postgres), back=False)
