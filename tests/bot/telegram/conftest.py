"""A small library, what answers from it, and settings that let everybody ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import HashingEncoder
from embeddings.rebuild import Recipe, rebuild

DENIAL = "Rithy Sok, a senator, denied that the bridge had been closed."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "bridge.md").write_text(
        "---\ntitle: The <bridge> & its keepers\npublisher: River Post\ndate: 2020-05-01\n"
        f"url: https://example.org/bridge?a=1&b=2\n---\n{DENIAL}\n\nBoats & barges <waited> below it.\n",
        encoding="utf-8",
    )
    settings = Settings(seeds=seeds, data=tmp_path / "data", model="hashing", access="open")
    rebuild(settings.seeds, settings.data, Recipe(settings.model, lambda _: HashingEncoder()))
    return settings


@pytest.fixture
def responder(settings: Settings) -> Iterator[Responder]:
    responder = Responder(settings)
    yield responder
    responder.close()
