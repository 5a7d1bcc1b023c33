"""A state into another database and back: every row, of every table."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.state.access import Access
from bot.state.conversations import Conversations
from bot.state.database import Database
from bot.state.inbox import Inbox
from bot.state.moving import TABLES, clear, copy_state, counts, prepare_all
from bot.state.sources import Visits
from bot.state.sqlite import SqliteDatabase
from bot.state.standing import StandingStore
from bot.state.tally import Tally
from bot.state.unheard import Unheard
from embeddings.errors import StateError
from embeddings.sources.visit import Visit
from tests.bot.keeping.test_forgetting import fill


def filled(database: Database) -> None:
    fill(database, 7_000_001, "quillfeather")
    access = Access(database)
    access.pair(1, "Olga", "aaaa-bbbb-cccc")
    access.new_code()
    access.pair(2, "Sam", "aaaa-bbbb-cccc")
    Conversations(database).keep(5, 7, "{}")
    standing = StandingStore(database)
    standing.tell(standing.waiting(standing.everything()[0].id))
    standing.look("s", ["p"], [])
    Tally(database).add("answered")
    Unheard(database).keep(5, {"update_id": 1})
    Visits(database).put(Visit("https://a.b/rss", "https://a.b/1"))


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    prepare_all(database)
    found = {}
    for table in TABLES:
        columns = ", ".join(f'"{name}"' for name in sorted(database.columns(table)))
        found[table] = sorted(map(tuple, database.execute(f"SELECT {columns} FROM {table}")), key=repr)  # noqa: S608
    return found


def test_it_goes_there_and_back_row_by_row(database: Database, tmp_path: Path) -> None:
    with closing(SqliteDatabase(tmp_path / "first")) as first, closing(SqliteDatabase(tmp_path / "last")) as last:
        filled(first)
        before = rows(first)
        assert set(TABLES) == {name for name, found in before.items() if found}  # nothing goes untested
        assert copy_state(first, database) == sum(map(len, before.values()))
        copy_state(database, last)
        assert rows(database) == rows(last) == before
        with pytest.raises(StateError, match=r"holds a state already \(access, audit, .+Nothing was copied"):
            copy_state(first, database)
        standing = StandingStore(database).add(9, 9, None, "The next number?")
        assert standing is not None
        assert standing.id > max(one.id for one in StandingStore(first).everything())
        clear(database)
        assert counts(database) == {}


def test_every_table_is_named(database: Database) -> None:
    prepare_all(database)
    listed = (
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'format'"
        if database.is_shared
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    assert {name for (name,) in database.execute(listed)} == set(TABLES)


def test_a_state_of_before_is_moved_too(database: Database, tmp_path: Path) -> None:
    with closing(SqliteDatabase(tmp_path / "first")) as old:
        old.execute(
            "CREATE TABLE inbox (bot INTEGER NOT NULL, update_id INTEGER NOT NULL, payload TEXT, "
            "received REAL NOT NULL, answered REAL, PRIMARY KEY (bot, update_id)) WITHOUT ROWID"
        )
        old.execute("CREATE TABLE audit (at REAL, who TEXT, asked TEXT, outcome TEXT, documents TEXT)")
        old.execute("INSERT INTO inbox VALUES (7, 1, '{}', 0, NULL)")
        for asked in ("first", "then"):
            old.execute("INSERT INTO audit VALUES (1, 'w', ?, 'o', '[]')", asked)
        copy_state(old, database)
    assert [left.tries for left in Inbox(database, 7).unanswered()] == [0]
    assert database.execute("SELECT asked FROM audit ORDER BY rowid") == [("first",), ("then",)]
