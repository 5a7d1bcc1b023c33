"""The contract of the state: every test that takes a ``database`` runs on a file and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.state.database import Database
from bot.state.opening import open_state

Opener = Callable[[], Database]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def open_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Give what opens one state, as often as it is called; as another process would."""
    address: SecretStr | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    settings = Settings(data=tmp_path, state=address)
    with ExitStack() as opened:
        yield lambda: opened.enter_context(closing(open_state(settings)))


@pytest.fixture
def database(open_database: Opener) -> Database:
    """One state."""
    return open_database()
