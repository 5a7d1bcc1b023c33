"""The live index moves to Milvus and back as it is, and what is wrong with the other place is told."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.contract.output import as_json
from bot.live import open_live
from bot.rebuilds.copying import compare, copy_to
from bot.rebuilds.rebuilding import run_rebuild
from bot.responder import Responder
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.errors import RefusedError, SnapshotError, UsageError
from embeddings.library.snapshot import current_name
from tests.milvus import address_beside
from tests.samples import write_files
from tests.speakers import SPEAKERS

NUMBERS = {"a": 1}
QUESTIONS = [
    "What did Ama Mensah say about the dam?",
    "Who said that the school is old?",
    "What did Kofi Boatng say?",
    "the dam before:1999",
    "How tall is the moon?",
]


def build(settings: Settings) -> str:
    return run_rebuild(settings, full=False, strict=False).snapshot


@pytest.fixture
def folder(tmp_path: Path) -> Settings:
    seeds = write_files(tmp_path / "seeds", SPEAKERS)
    write_files(seeds, {"own.md": '---\ntitle: Own\nvisibility: private\n---\n\n"It leaks," Ama Mensah said.\n'})
    write_files(seeds, {"twin.md": (seeds / "dam.md").read_text(encoding="utf-8")})
    return Settings(seeds=seeds, data=tmp_path / "here", model=NAME)


@pytest.fixture
def address(tmp_path: Path) -> str:
    return address_beside(tmp_path / "server")


def at(settings: Settings, address: str, data: Path) -> Settings:
    """Another machine, which has the address alone."""
    return settings.model_copy(update={"data": data, "index": SecretStr(address)})


def answers(settings: Settings) -> list[object]:
    with closing(Responder(settings)) as responder:
        rows = [
            json.loads(as_json(responder.respond(question, private=private)))
            for question in QUESTIONS
            for private in (False, True)
        ]
    return [row | {"timing_ms": 0} for row in rows]


def tables(data: Path) -> dict[str, list[object]]:
    """Return all rows of the live library's file."""
    with closing(sqlite3.connect(data / "index" / str(current_name(data)) / "library.sqlite")) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(file.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608


@pytest.mark.milvus
def test_there_and_back_it_is_the_same(folder: Settings, address: str, tmp_path: Path) -> None:
    name = build(folder)
    told = copy_to(folder, address)
    assert told.startswith("6 documents, ")
    assert f" of {name}, the same as before, are live at milvus:///" in told
    assert told.endswith("Set ONRECORD_INDEX to that address, and the bot answers from there.")
    there = at(folder, address, tmp_path / "nothing")
    assert copy_to(there, str(tmp_path / "back")).endswith(
        f"Unset ONRECORD_INDEX, set ONRECORD_DATA={tmp_path / 'back'}, and the bot answers from there."
    )
    back = folder.model_copy(update={"data": tmp_path / "back"})
    assert answers(folder) == answers(there) == answers(back)
    assert tables(folder.data) == tables(back.data)
    for file in ("vectors.faiss", "postings.npy", "lengths.npy", "report.json"):
        one, other = ((data / "index" / name / file).read_bytes() for data in (folder.data, back.data))
        assert one == other, file
    assert build(back) == name  # nothing changed, and nothing is read or built
    assert copy_to(there, str(folder.data)).startswith("6 documents, ")  # where it is already, it is made live


@pytest.mark.milvus
@pytest.mark.parametrize("above", [4, 1000])  # codes, and vectors of a byte a component
def test_an_index_with_lists_is_searched_as_before(
    folder: Settings, address: str, tmp_path: Path, above: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.library.lists.CODES_ABOVE", above)
    write_files(folder.seeds, {f"more{number}.txt": f"More {number}\n\nNumber {number} runs." for number in range(90)})
    settings = folder.model_copy(update={"exact_up_to": 4})
    name = run_rebuild(settings, full=False, strict=False, accept=True).snapshot
    copy_to(settings, address)
    copy_to(at(settings, address, tmp_path / "nothing"), str(tmp_path / "back"))
    for file in ("vectors.npy", "vectors.faiss"):
        one, other = ((data / "index" / name / file).read_bytes() for data in (folder.data, tmp_path / "back"))
        assert one == other, file


@pytest.mark.milvus
def test_what_is_smaller_by_half_than_what_is_live_there_is_refused(
    folder: Settings, address: str, tmp_path: Path
) -> None:
    name = build(folder)
    copy_to(folder, address)
    small = folder.model_copy(update={"seeds": write_files(tmp_path / "few", {"a.txt": "A\n\nIt is."})})
    small = small.model_copy(update={"data": tmp_path / "small"})
    build(small)
    with pytest.raises(RefusedError, match=r"(?s)refused the copy next to what is live at milvus:.*counts: 1 doc"):
        copy_to(small, address)
    with closing(open_live(at(folder, address, tmp_path / "nothing"))) as live:
        assert live.name == name
    copy_to(small, address, accept=True)
    there = at(folder, address, tmp_path / "nothing")
    with closing(open_live(there)) as live:
        assert live.manifest.documents == 1
    with pytest.raises(RefusedError, match=r"what is live at .*here:"):
        copy_to(there, str(folder.data))
    assert current_name(folder.data) == name


@pytest.mark.milvus
def test_a_passage_that_is_missing_there_is_told(folder: Settings, address: str, tmp_path: Path) -> None:
    name = build(folder)
    copy_to(folder, address)
    from embeddings.library.milvus.schema import collection_of
    from embeddings.library.milvus.server import server_at

    server_at(address).client.delete(collection_of(name, "passages"), filter="row == 2")
    with pytest.raises(SnapshotError, match=r"passages, and not all of them are there once each"):
        copy_to(at(folder, address, tmp_path / "nothing"), str(tmp_path / "back"))
    assert current_name(tmp_path / "back") is None


def test_other_vectors_are_no_copy(folder: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder)
    with closing(open_live(folder)) as one, closing(open_live(folder)) as other:
        compare(one, other)
        monkeypatch.setattr(type(other.passages), "numbers", lambda self: {} if self is other.passages else NUMBERS)
        monkeypatch.setattr(type(other.store), "documents", lambda self, **_: self is other.store)
        with pytest.raises(SnapshotError, match=r"^Nothing was published, as the copy of .* has other passages and do"):
            compare(one, other)


@pytest.mark.parametrize(
    ("to", "told"),
    [
        (
            "elsewhere",
            "The index is kept in a folder. Name the address of a Milvus to copy it to: onrecord rebuild --to",
        ),
        ("", "'' is no folder. A data folder was expected, which is made where there is none."),
        ("http://ann:very-secret@db", "--to can't be read as an address; onrecord rebuild --to milvus://user:passw"),
        ("milvus://ann:very-secret@db:x", "--to can't be read as an address; onrecord rebuild --to milvus://user:pas"),
    ],
)
def test_a_place_that_makes_no_sense_is_told(folder: Settings, to: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        copy_to(folder, to)
    assert str(error.value).startswith(told)
    assert "very-secret" not in str(error.value)


def test_a_file_is_no_folder(folder: Settings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"dam\.md' is no folder"):
        copy_to(folder, str(folder.seeds / "dam.md"))


def test_what_is_not_installed_is_told(folder: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.extras._is_there", lambda _: False)
    with pytest.raises(UsageError, match=r"onrecord rebuild --to needs .*pip install 'onrecord\[milvus\]'"):
        copy_to(folder, "milvus://db.example.org")


def test_from_one_milvus_to_another_is_no_way(folder: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.extras._is_there", lambda _: True)
    there = folder.model_copy(update={"index": SecretStr("milvus://db.example.org")})
    with pytest.raises(UsageError, match="Name a folder to bring it back to: onrecord rebuild --to FOLDER"):
        copy_to(there, "milvus://other.example.org")
