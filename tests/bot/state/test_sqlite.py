"""What a file does that no server does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.state.sqlite import NAME, SqliteDatabase
from embeddings.errors import StateError


def test_what_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(StateError, match=r"state\.sqlite' can't be used \(file is not a database\)"):
        SqliteDatabase(tmp_path)


def test_a_file_that_is_being_read_can_not_be_scrubbed(tmp_path: Path) -> None:
    database, other = SqliteDatabase(tmp_path), SqliteDatabase(tmp_path)
    database.execute("CREATE TABLE words (word TEXT)")
    other.execute("BEGIN")
    other.execute("SELECT * FROM words")
    with pytest.raises(StateError, match="is being read, so that deleted words are left beside it"):
        database.scrub()
    database.close()
    other.close()
