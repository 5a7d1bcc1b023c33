"""A small library that is asked without a model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.responder import Responder
from bot.settings import Settings
from tests.bot.evaluation.samples import build_library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the library, built once; for reading only."""
    return build_library(tmp_path_factory.mktemp("library"))


@pytest.fixture
def settings(library: Path) -> Settings:
    return Settings(data=library, model="hashing")


@pytest.fixture
def responder(settings: Settings) -> Iterator[Responder]:
    responder = Responder(settings)
    yield responder
    responder.close()
