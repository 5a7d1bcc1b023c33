"""Exports of Slack's, in JSON that is made here."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from embeddings.readers.folder import read_documents
from embeddings.types import Document
from tests.samples import write_files

SLACK = [
    {"type": "message", "user": "U1", "ts": "1741770840.000100", "text": "See <https://x.org|this>, <@U2> &amp; all"},
    {"type": "message", "user": "U2", "ts": "1741770900.000100", "text": "Done",
     "user_profile": {"real_name": "Bo Dahl"}, "thread_ts": "1741770840.000100"},
    {"type": "message", "subtype": "channel_join", "user": "U1", "ts": "1741770900.000200", "text": "has joined"},
]  # fmt: skip
USERS = [{"id": "U1", "name": "ann", "real_name": "Ann Lee"}, {"id": "U2", "name": "bo"}]


def test_a_day_of_a_channel(tmp_path: Path) -> None:
    files = {"plans/2025-03-12.json": json.dumps(SLACK), "users.json": json.dumps(USERS)}
    documents, errors = read_documents(write_files(tmp_path, files))
    assert errors == []
    assert told(documents) == [
        ("Ann Lee", "2025-03-12", "Ann Lee: See this, @bo & all"),
        ("Bo Dahl", "2025-03-12", "Bo Dahl: Done"),
    ]
    assert documents[1].title == "#plans, in answer to “See this, @bo & all”"


def test_what_hangs_on_messages_is_counted(tmp_path: Path) -> None:
    said = {"type": "message", "user": "U1", "ts": "1741770840.0", "text": "See this."}
    files, link = [{"name": "plan.pdf"}, {"name": "map.png"}], {"from_url": "https://x.org"}
    built = {"subtype": "bot_message", "ts": "1741770860.0", "attachments": [{"text": "Test 4"}, "none"], "files": None}
    rows = [
        {**said, "files": files, "attachments": [link]},
        {**said, "subtype": "file_share", "ts": "1741770850.0", "text": "", "files": files[:1]},
        {**said, "username": "CI", **built},
    ]
    documents, errors = read_documents(write_files(tmp_path, {"plans/2025-03-12.json": json.dumps(rows)}))
    assert errors == []
    assert [document.left_out for document in documents] == [("4 attachments",), ()]


def test_an_export_is_read_as_it_comes(tmp_path: Path) -> None:
    later = {"type": "message", "user": "U2", "ts": "1741857240.0", "text": "Late.", "thread_ts": "1741770840.000100"}
    bot = {"type": "message", "subtype": "bot_message", "username": "Builder", "ts": "1741857340.0", "text": "*Built*"}
    days = {"2025-03-12": SLACK, "2025-03-13": [later, bot, "no message"]}
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("users.json", json.dumps(USERS))
        archive.writestr("channels.json", "[]")
        archive.writestr("plans/canvas/a.png", b"")
        for day, rows in days.items():
            archive.writestr(f"plans/{day}.json", json.dumps(rows))
    documents, errors = read_documents(tmp_path)
    assert errors == []
    assert told(documents)[2:] == [("bo", "2025-03-13", "bo: Late."), ("Builder", "2025-03-13", "Builder: Built")]
    assert documents[2].title == "#plans, in answer to “See this, @bo & all”"  # of the day before
    assert documents[2].id == "export.zip#1741857240.0"


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("<!here> see <#C1|plans>", "@here see #plans"),
        ("<!subteam^S1|@ops> and <@U9>", "@ops and @U9"),
        ("<https://x.org> &lt;b&gt;", "https://x.org <b>"),
        ("<!date^1741770840^{date}|12 March>", "12 March"),
    ],
)
def test_what_is_meant_stands_for_what_is_written(tmp_path: Path, written: str, seen: str) -> None:
    rows = [{"type": "message", "user": "U1", "ts": "1741770840.000100", "text": written}]
    files = {"plans/2025-03-12.json": json.dumps(rows), "users.json": json.dumps(USERS)}
    (document,), _ = read_documents(write_files(tmp_path, files))
    assert document.text == f"Ann Lee: {seen}"


def test_another_archive_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("users.json", "[]")
    _, (error,) = read_documents(tmp_path)
    assert "without days of channels" in error.why


def told(documents: list[Document]) -> list[tuple[str | None, str | None, str]]:
    return [(document.author, document.date, document.text) for document in documents]
