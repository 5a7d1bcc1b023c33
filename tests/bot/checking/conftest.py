"""What answers from the library of what people said, once for all examples of a property."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME


@pytest.fixture(scope="session")
def spoken_once(speakers_library: Path) -> Iterator[Responder]:
    opened = Responder(Settings(data=speakers_library, model=NAME))
    yield opened
    opened.close()
