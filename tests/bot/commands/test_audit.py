"""``onrecord audit``: lines for people and for programs, from a day on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.state.audit import Audit
from bot.state.sqlite import SqliteDatabase
from tests.bot.conftest import Run


@pytest.fixture
def kept(tmp_path: Path) -> None:
    trail = Audit(SqliteDatabase(tmp_path / ".onrecord"), 30, lambda: 1_763_000_000.0)
    trail.note("reader", "Who\x1b[2J denied it?", "answered", ["a"])


@pytest.mark.usefixtures("kept")
def test_requests_are_printed_a_line_each(run: Run) -> None:
    assert run("audit").out == "2025-11-13T02:13:20+00:00 reader: Who\ufffd[2J denied it? – answered [a]\n"
    row = json.loads(run("audit", "--json", "--since", "2025-11-13").out)
    assert (row["who"], row["documents"]) == ("reader", ["a"])
    assert run("audit", "--since", "2025-11-14").out == ""


def test_what_is_no_day_is_told(run: Run) -> None:
    assert run("audit", "--since", "yesterday").complaint == "--since 'yesterday' is no day. Write one as 2026-11-01."
