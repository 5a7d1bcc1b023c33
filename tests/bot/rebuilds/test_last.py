from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.rebuilds.last import LAST, LastRebuild, ended, last_rebuild, remember, written_at


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "index").mkdir()
    return tmp_path


def test_what_came_of_a_rebuild_is_read_as_it_was_kept(data: Path) -> None:
    last = LastRebuild("2026-01-02T03:04:05+00:00", "published", "Published x: €.", 1.5, ("a", "b"), ("c",))
    assert remember(data, last) == last
    assert last_rebuild(data) == last
    assert [path.name for path in (data / "index").iterdir()] == [LAST]  # nothing is left aside
    assert (data / "index" / LAST).read_text().startswith('{\n  "at": "2026-01-02T03:04:05+00:00",\n')
    assert (data / "index" / LAST).read_text().endswith("\n}\n")


def test_the_later_one_is_remembered(data: Path) -> None:
    remember(data, ended("published", "one", 1))
    later = remember(data, ended("failed", "two", 1))
    assert last_rebuild(data) == later


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", '{"at": "x"}', '{"at": "", "outcome": "well", "message": ""}']
)
def test_what_can_not_be_read_is_none(data: Path, content: str | None) -> None:
    if content is not None:
        (data / "index" / LAST).write_text(content)
    assert last_rebuild(data) is None


def test_nothing_is_raised_where_nothing_can_be_kept(tmp_path: Path) -> None:
    last = ended("failed", "There is no folder.", 0.1)
    assert remember(tmp_path / "nowhere", last) is last
    assert not (tmp_path / "nowhere").exists()


def test_it_ended_now_and_its_words_can_be_written() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    last = ended("failed", "bad\udcff.txt", 1.26, ("\udcff.txt: is empty", "b"), ("c",))
    assert (last.outcome, last.message, last.seconds) == ("failed", r"bad\udcff.txt", 1.3)
    assert (last.left_out, last.unfetched) == ((r"\udcff.txt: is empty", "b"), ("c",))
    assert before <= datetime.fromisoformat(last.at) <= before + timedelta(minutes=1)
    assert last.at.endswith("+00:00")
    assert "." not in last.at
    assert ended("published", "", 0).left_out == ended("published", "", 0).unfetched == ()


def test_notes_are_pages_then_documents() -> None:
    assert LastRebuild("", "published", "", 0, ("a", "b"), ("c",)).notes == (
        "not fetched: c",
        "left out: a",
        "left out: b",
    )


def test_when_it_was_kept(data: Path) -> None:
    assert written_at(data) == 0
    remember(data, ended("published", "", 0))
    os.utime(data / "index" / LAST, ns=(1, 1_000_000_007))
    assert written_at(data) == 1_000_000_007
