"""The state database, on a real file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.state.database import NAME, Database
from embeddings.errors import StateError


def test_what_was_written_is_there_after_a_restart(tmp_path: Path) -> None:
    database = Database(tmp_path)
    database.execute("CREATE TABLE words (word TEXT)")
    database.execute("INSERT INTO words VALUES (?)", "kept")
    database.close()
    again = Database(tmp_path)
    assert again.execute("SELECT word FROM words") == [("kept",)]
    again.close()


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path)
    database.execute("CREATE TABLE words (word TEXT)")
    with pytest.raises(StateError), database.transaction():
        _write_and_fail(database)
    with database.transaction():
        database.execute("INSERT INTO words VALUES (?)", "kept")
    assert database.execute("SELECT word FROM words") == [("kept",)]
    database.close()


def test_what_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(StateError, match=r"state\.sqlite' can't be used \(file is not a database\)"):
        Database(tmp_path)


def _write_and_fail(database: Database) -> None:
    database.execute("INSERT INTO words VALUES (?)", "lost")
    raise StateError
