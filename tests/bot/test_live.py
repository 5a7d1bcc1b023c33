"""An index that is kept in Milvus, from a rebuild to an answer on a machine that has nothing of it but the address."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.commands.doctor import examine
from bot.commands.show import show_document
from bot.commands.statements import print_statements
from bot.commands.status import snapshots_text, status_of, status_text
from bot.contract.output import as_json
from bot.live import every_index, live_name, live_stamp, open_live
from bot.rebuilds.rebuilding import run_rebuild
from bot.rebuilds.sharing import go_back
from bot.responder import Responder
from bot.settings import Settings, environment_of, password_in
from bot.telegram.app import hider
from embeddings.encoding.hashing import NAME
from embeddings.errors import IndexGoneError, SnapshotError, UsageError
from embeddings.library.snapshot import current_name
from tests.milvus import address_beside
from tests.samples import write_files
from tests.speakers import SPEAKERS

SERVER = """
import sys
from milvus_lite.adapter.grpc.server import run_server
run_server(sys.argv[1], host="127.0.0.1", port=int(sys.argv[2]))
"""
PATIENCE = 60


def build(settings: Settings) -> str:
    return run_rebuild(settings, full=False, strict=False).snapshot


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_files(tmp_path / "seeds", SPEAKERS)


@pytest.fixture
def folder(seeds: Path, tmp_path: Path) -> Settings:
    return Settings(seeds=seeds, data=tmp_path / "here", model=NAME)


@pytest.fixture
def here(folder: Settings) -> Settings:
    return folder.model_copy(update={"index": SecretStr(address_beside(folder.data))})


@pytest.fixture
def there(here: Settings, tmp_path: Path) -> Settings:
    """Another machine: it has neither the documents nor the folder."""
    return here.model_copy(update={"seeds": tmp_path / "nowhere", "data": tmp_path / "there"})


def test_without_an_address_the_folder_is_live(folder: Settings) -> None:
    assert live_stamp(folder) is None
    with pytest.raises(SnapshotError, match="There is no index in"):
        open_live(folder)
    name = build(folder)
    assert live_name(folder) == name == current_name(folder.data)
    assert [one.name for one in every_index(folder)] == [name]
    with closing(open_live(folder, model=NAME)) as library:
        assert library.name == name


def test_an_address_is_nobody_elses_business(folder: Settings) -> None:
    index = SecretStr("milvus://ann:very%40own@db.example.org/news")
    settings = folder.model_copy(update={"index": index})
    assert "very" not in f"{settings}{settings!r}"
    password = password_in(index)
    assert password is not None
    assert password.get_secret_value() == "very@own"
    hidden = hider(settings)("very@own, very%40own; milvus://ann:very%40own@db.example.org/news")
    assert "own" not in hidden
    given = Settings(index=index)
    assert environment_of(given)["ONRECORD_INDEX"] == index.get_secret_value()


def test_what_is_not_installed_is_told(folder: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.extras._is_there", lambda _: False)
    settings = folder.model_copy(update={"index": SecretStr("milvus://db.example.org")})
    for use in (open_live, live_name, every_index, live_stamp, build):
        with pytest.raises(UsageError, match=r"ONRECORD_INDEX needs .*pymilvus.*pip install 'onrecord\[milvus\]'"):
            use(settings)


QUESTIONS = [
    "What did Ama Mensah say about the dam?",
    "Who said that the school is old?",
    'Who said "the dam at Volta Bend"?',
    "What did Kofi Boatng say?",
    "from:Owusu the dam",
    "the dam before:1999",
    "How tall is the moon?",
]


@pytest.mark.milvus
def test_another_machine_answers_the_same_from_the_address_alone(
    here: Settings, there: Settings, folder: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    name = build(here)
    assert live_name(there) == name
    with closing(Responder(there)) as far, closing(Responder(folder)) as near:
        for question in QUESTIONS:
            for private in (False, True):
                rows = [json.loads(as_json(one.respond(question, private=private))) for one in (far, near)]
                for row in rows:
                    row.pop("timing_ms")
                assert rows[0] == rows[1]
    capsys.readouterr()
    printed = []
    for settings in (there, folder):
        print_statements(settings, json=True)
        show_document(settings, "dam.md")
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1] != ""
    assert f"live: {name}" in status_text(status_of(there))
    assert f"* {name}" in snapshots_text(list(every_index(there)))
    assert "in Milvus" in snapshots_text(list(every_index(there)))
    found = {one.about: one for one in examine(there)}
    assert found["index"].level == "fine"
    assert name in found["index"].found


@pytest.mark.milvus
def test_a_new_index_is_taken_up_and_gone_back_from(here: Settings, there: Settings) -> None:
    first = build(here)
    with closing(Responder(there)) as responder:
        assert responder.respond("Who was it?").snapshot == first
        write_files(here.seeds, {"train.txt": "Train\n\nThe train Heron leaves at nine.\n"})
        second = build(here)
        response = responder.respond("When does the Heron leave?")
        assert response.snapshot == second
        assert go_back(here) == first
        assert responder.respond("When does the Heron leave?").snapshot == first
        assert go_back(there, second) == second  # where there is no folder, the server is asked
        assert responder.respond("When does the Heron leave?").snapshot == second
    with pytest.raises(SnapshotError, match="was made by the model 'hashing', and ONRECORD_MODEL is 'other'"):
        Responder(there.model_copy(update={"model": "other"}))


@contextmanager
def serving(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run milvus-lite as a server of its own on loopback."""
    with subprocess.Popen([sys.executable, "-c", SERVER, str(folder), str(port)]) as process:
        try:
            give_up = time.monotonic() + PATIENCE
            while True:
                with socket.socket() as line:
                    if line.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None
                assert time.monotonic() < give_up
                time.sleep(0.1)
            yield process
        finally:
            process.kill()


@pytest.mark.milvus
def test_a_server_that_is_gone_is_told_and_answers_when_it_is_back(folder: Settings, tmp_path: Path) -> None:
    address_beside(tmp_path / "no")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder.model_copy(update={"index": SecretStr(f"milvus://ann:very-secret@127.0.0.1:{port}")})
    with serving(tmp_path / "server", port) as process:
        name = build(settings)
        responder = Responder(settings)
        asked = "What did Ama Mensah say about the dam?"
        before = as_json(responder.respond(asked)).partition('"timing_ms"')[0]
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        for _ in range(2):
            with pytest.raises(
                IndexGoneError, match=rf"^The index at milvus://127.0.0.1:{port} can't be reached"
            ) as told:
                responder.respond("What did Kofi Boateng say about the school?")
            assert "very-secret" not in str(told.value)
    with serving(tmp_path / "server", port):
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                response = responder.respond(asked)
                break
            except IndexGoneError:
                assert time.monotonic() < give_up
        assert response.snapshot == name
        assert as_json(response).partition('"timing_ms"')[0] == before
    responder.close()
