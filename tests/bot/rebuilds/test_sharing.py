"""One rebuilds, the others take up what came of it."""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.keeping.purge import purge
from bot.rebuilds.rebuilding import run_rebuild
from bot.rebuilds.sharing import REBUILD, Taking, go_back, take_up
from bot.responder import Responder
from bot.settings import Settings, environment_of
from bot.state.opening import open_state
from embeddings.encoding.hashing import NAME
from embeddings.errors import BusyError, SnapshotError
from embeddings.library.snapshot import current_name
from embeddings.library.snapshots import list_snapshots
from tests.samples import write_files


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    seeds = write_files(tmp_path / "seeds", {"ferry.txt": "Ferry\n\nThe ferry Lotus sails at noon.\n"})
    return Settings(seeds=seeds, data=tmp_path / "here", model=NAME, snapshots=f"file://{tmp_path}/shelf")


@pytest.fixture
def there(here: Settings, tmp_path: Path) -> Settings:
    return here.model_copy(update={"data": tmp_path / "there"})


def build(settings: Settings) -> str:
    return run_rebuild(settings, full=False, strict=False).snapshot


def test_the_others_answer_from_what_one_built_and_go_back_with_it(here: Settings, there: Settings) -> None:
    assert take_up(there) is None
    first = build(here)
    Taking(there).look()
    with closing(Responder(there)) as responder:
        assert responder.respond("When does the Lotus sail?").snapshot == first
        write_files(here.seeds, {"train.txt": "Train\n\nThe train Heron leaves at nine.\n"})
        second = build(here)
        Taking(there).look()
        assert responder.respond("When does the Heron leave?").snapshot == second
    assert go_back(here) == first
    assert take_up(there) == first


def test_whoever_rebuilds_next_goes_on_from_what_is_shared(here: Settings, there: Settings) -> None:
    first = build(here)
    assert build(there) == first == current_name(there.data)  # nothing changed, and nothing is built


def test_a_purge_reaches_everybody(here: Settings, there: Settings) -> None:
    write_files(here.seeds, {"train.txt": "Train\n\nThe train Heron leaves at nine.\n"})
    build(here)
    take_up(there)
    (here.seeds / "train.txt").unlink()
    purge(here, "train.txt", lambda: build(here))
    assert take_up(there) == current_name(here.data)
    assert [one.name for one in list_snapshots(there.data)] == [current_name(here.data)]
    assert not [path for path in there.data.rglob("*") if path.is_file() and b"Heron" in path.read_bytes()]


def test_what_can_not_be_taken_up_is_told_once_and_what_was_live_stays(
    here: Settings, there: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = build(here)
    taking = Taking(there)
    taking.look()
    (tmp_path / "shelf" / "CURRENT").write_bytes(b"{")
    with caplog.at_level(logging.INFO, logger="bot"):
        for _ in range(3):
            taking.look()
    assert caplog.text.count("what others share can't be taken up: The shared indexes at file://") == 1
    assert current_name(there.data) == first
    with pytest.raises(SnapshotError, match=r"CURRENT there can't be read"):
        build(here)


@pytest.mark.postgres
def test_one_rebuilds_at_a_time_whichever_machine_it_is_on(
    here: Settings, there: Settings, postgres: SecretStr
) -> None:
    shared = there.model_copy(update={"state": postgres})
    with closing(open_state(shared)) as other:
        assert other.lead(REBUILD)
        with pytest.raises(
            BusyError, match=r"^Another bot of PostgreSQL at .+ rebuilds already\. Wait for it to end\.$"
        ):
            build(shared)
        assert current_name(shared.data) is None
    assert build(shared) == current_name(shared.data)


def test_a_child_is_told_where_state_and_indexes_are(here: Settings) -> None:
    shared = here.model_copy(update={"state": SecretStr("postgresql://bot:hush@host/db")})
    told = environment_of(shared)
    assert told["ONRECORD_STATE"] == "postgresql://bot:hush@host/db"
    assert told["ONRECORD_SNAPSHOTS"] == here.snapshots
