"""Sources from end to end: they are followed by a rebuild, and listed by ``onrecord sources``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.sources import print_sources
from bot.rebuilds.following import follow_sources
from bot.rebuilds.last import last_rebuild
from bot.rebuilds.rebuilding import run_rebuild
from bot.settings import Settings
from embeddings.encoding.hashing import NAME
from embeddings.errors import DocumentError
from tests.samples import write_files
from tests.server import Server, page, serving

TEXT = b"The bridge\n\nThe bridge stays, said the mayor."


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as served:
        yield served


@pytest.fixture
def settings(tmp_path: Path, server: Server) -> Settings:
    rss = "<rss version='2.0'><channel><item><link>/1.txt</link></item><item><link>/2.txt</link></item></channel></rss>"
    sources = f"""
[[source]]
feed = "{server.root}/rss"
name = "news"
visibility = "private"

[[source]]
page = "{server.root}/gone"

[[source]]
folder = "../archive"
"""
    server.put("/rss", page(rss.encode(), "application/rss+xml"))
    server.put("/1.txt", page(TEXT))
    seeds = write_files(tmp_path / "seeds", {"sources.toml": sources, "mill.txt": "The mill\n\nIt burned down."})
    return Settings(seeds=seeds, data=tmp_path / "data", model=NAME, fetch_private=True)


def listed(settings: Settings, capsys: pytest.CaptureFixture[str], *, json: bool = False, retry: bool = False) -> str:
    capsys.readouterr()
    print_sources(settings, json=json, retry=retry)
    return capsys.readouterr().out


def test_a_rebuild_follows_them(
    settings: Settings, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(tmp_path / "archive", {"old.txt": "The archive\n\nIt is old."})
    report = run_rebuild(settings, full=False, strict=False)
    assert (report.documents, report.errors) == (3, ())
    lines = capsys.readouterr().err.splitlines()
    failed = [f"{server.root}/2.txt: answered 404 Not Found.", f"{server.root}/gone: answered 404 Not Found."]
    assert sorted(line for line in lines if "fetched: " in line) == [f"not fetched: {line}" for line in failed]
    assert lines[-1].endswith(" Sources: 1 fetched, 2 failed.")
    last = last_rebuild(settings.data)
    assert last is not None
    assert (sorted(last.unfetched), last.message) == (failed, lines[-1])
    told = re.sub(r"20\d\d-[\d:T-]+\+00:00", "WHEN", listed(settings, capsys).replace(server.root, ""))
    assert told.splitlines() == [
        "feed /rss",
        "  ok: 1 kept in fetched/news/, 1 failed",
        "  last success: WHEN",
        "  next try: at the first rebuild after WHEN",
        "  failed: /2.txt: answered 404 Not Found (not tried again)",
        "page /gone",
        "  refused: 0 kept in fetched/127.0.0.1-gone/",
        "  last error: answered 404 Not Found (WHEN)",
        "  next try: at the first rebuild after WHEN",
        f"folder {tmp_path / 'archive'}",
        "  ok, read as archive/ at each rebuild",
    ]


def test_nothing_is_built_anew_where_nothing_came(settings: Settings, server: Server, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    assert run_rebuild(settings, full=False, strict=False).published
    asked = len(server.asked)
    assert not run_rebuild(settings, full=False, strict=False).published
    assert len(server.asked) == asked


def test_as_json_before_and_after(
    settings: Settings, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed, gone, folder = json.loads(listed(settings, capsys, json=True))
    assert [one["state"] for one in (feed, gone, folder)] == ["new", "new", "missing"]
    assert (feed["kind"], feed["name"], feed["last_success"], feed["failed"]) == ("feed", "news", None, [])
    follow_sources(settings, pause=0)
    feed, gone, _ = json.loads(listed(settings, capsys, json=True))
    assert (feed["state"], feed["kept"], feed["waiting"], feed["last_error"]) == ("ok", 1, 0, None)
    (failure,) = feed["failed"]
    assert failure == {
        "address": f"{server.root}/2.txt", "error": "answered 404 Not Found", "passing": False, "next_try": None,
    }  # fmt: skip
    assert (gone["state"], gone["last_error"]) == ("refused", "answered 404 Not Found")


def test_retry_lets_everything_be_tried(settings: Settings, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    follow_sources(settings, pause=0)
    server.put("/2.txt", page(TEXT + b" So it is."))
    assert sum(one.new for one in follow_sources(settings, pause=0)) == 0
    told = listed(settings, capsys, retry=True)
    assert told.endswith("The next rebuild tries everything at once: onrecord rebuild\n")
    assert sum(one.new for one in follow_sources(settings, pause=0)) == 1


def test_nothing_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(seeds=write_files(tmp_path / "seeds", {"a.txt": "A\n\nB."}), data=tmp_path / "data")
    assert follow_sources(settings) == []
    assert listed(settings, capsys).startswith("Nothing is followed. onrecord add FEED begins to, or ")
    assert json.loads(listed(settings, capsys, json=True)) == []


def test_a_file_of_sources_that_can_not_be_used_stops_the_rebuild(settings: Settings) -> None:
    (settings.seeds / "sources.toml").write_text("[[source]]\nfeed = 3\n")
    with pytest.raises(DocumentError, match=r"^sources\.toml, source 1: 'feed' should be text"):
        run_rebuild(settings, full=False, strict=False)
