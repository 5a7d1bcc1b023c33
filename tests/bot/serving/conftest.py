"""A server over the samples' library, asked in this process, and the tokens that it knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.responder import Responder
from bot.serving.app import build
from bot.settings import Settings
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.rebuild import Recipe, rebuild
from tests.samples import LIBRARY, write_files

TOKEN, SECRET = "reader-token-0123456789", "editor-token-0123456789"
AUTHORIZED = {"authorization": f"Bearer {TOKEN}"}
TRUSTED = {"authorization": f"Bearer {SECRET}"}
HIDDEN = "---\ntitle: Minutes\nvisibility: private\n---\nGrace Oduya said that the dam at Brokk leaks at night.\n"


@pytest.fixture(scope="session")
def private_library(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Path:
    """The data folder of the samples' library and a private document; with the two tokens, one a private one."""
    root = tmp_path_factory.mktemp("served")
    seeds = write_files(root / "seeds", {**LIBRARY, "minutes.md": HIDDEN})
    rebuild(seeds, root / "data", Recipe(NAME, lambda _: encoder))
    (root / "data" / "serve.tokens").write_text(f"reader {TOKEN}\neditor {SECRET} private\n")
    return root / "data"


@contextmanager
def served(data: Path, **more: object) -> Iterator[TestClient]:
    """Serve a data folder in this process; with settings."""
    settings = Settings(data=data, model=NAME, **{"serve_per_minute": 10_000, **more})  # type: ignore[arg-type]
    with (
        closing(Responder(settings)) as responder,
        TestClient(build(settings, responder), base_url="http://127.0.0.1", raise_server_exceptions=False) as client,
    ):
        yield client


@pytest.fixture
def client(private_library: Path) -> Iterator[TestClient]:
    """What asks the server as the reader, who may not see what is private."""
    with served(private_library) as asking:
        asking.headers.update(AUTHORIZED)
        yield asking
