"""What every state does, whichever engine keeps it."""

from __future__ import annotations

import pytest

from bot.state.database import Database
from embeddings.errors import StateError
from tests.bot.conftest import Opener

WORDS = "CREATE TABLE IF NOT EXISTS words (rowid INTEGER PRIMARY KEY, word TEXT)"


def kept(database: Database) -> list[str]:
    return [word for (word,) in database.execute("SELECT word FROM words ORDER BY rowid")]


def test_what_was_written_is_there_after_a_restart(open_database: Opener) -> None:
    database = open_database()
    database.prepare(WORDS)
    database.execute("INSERT INTO words (word) VALUES (?)", "kept")
    assert database.note("INSERT INTO words (word) VALUES (?) RETURNING word", "noted") == [("noted",)]
    database.close()
    assert kept(open_database()) == ["kept", "noted"]


def write_and_fail(database: Database, error: type[Exception]) -> None:
    with database.transaction():
        database.note("INSERT INTO words (word) VALUES (?)", "lost")
        raise error


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    database.prepare(WORDS)
    for error in (StateError, ZeroDivisionError):
        with pytest.raises(error):
            write_and_fail(database, error)
    with database.transaction():
        database.execute("INSERT INTO words (word) VALUES (?)", "kept")
    assert kept(database) == ["kept"]


def test_a_statement_that_fails_is_told_and_harms_nothing(database: Database) -> None:
    database.prepare(WORDS)
    for run in (database.execute, database.note):
        with pytest.raises(StateError, match=r"can't be written or read: .+nowhere"):
            run("INSERT INTO nowhere VALUES (1)")
    database.execute("INSERT INTO words (word) VALUES (?)", "kept")
    assert kept(database) == ["kept"]


def test_values_are_never_part_of_a_statement(database: Database) -> None:
    database.prepare(WORDS)
    odd = ["'; DROP TABLE words --", "100 % ?", "INTEGER WITHOUT ROWID", "\N{PILE OF POO}", ""]
    for word in odd:
        database.execute("INSERT INTO words (word) VALUES (?)", word)
    assert kept(database) == odd
    assert database.execute("SELECT word FROM words WHERE word LIKE '100 % ' || ?", "?") == [("100 % ?",)]


@pytest.mark.parametrize("value", ["\ud800", 2**64])
def test_a_value_that_nothing_holds_is_told(database: Database, value: object) -> None:
    database.prepare(WORDS)
    with pytest.raises(StateError):
        database.execute("INSERT INTO words (rowid) VALUES (?)", value)
    assert kept(database) == []


def test_columns_that_tables_of_before_have_not_are_added(open_database: Opener) -> None:
    database = open_database()
    database.prepare(WORDS)
    assert database.columns("words") == ["rowid", "word"]
    assert database.columns("none") == []
    for again in (database, open_database(), open_database()):
        again.prepare(WORDS, words={"length": "INTEGER NOT NULL DEFAULT 3"})
    database.execute("INSERT INTO words (word) VALUES (?)", "kept")
    assert database.execute("SELECT length FROM words") == [(3,)]


def test_rows_of_another_are_put_in_and_numbers_go_on_behind_them(database: Database) -> None:
    database.prepare(WORDS)
    database.fill("words", ["rowid", "word"], [])
    database.fill("words", ["rowid", "word"], [(4, "four"), (2, "two")])
    assert database.execute("INSERT INTO words (word) VALUES (?) RETURNING rowid", "next") == [(5,)]
    assert kept(database) == ["two", "four", "next"]


def test_the_time_is_that_of_now(database: Database) -> None:
    first = database.now()
    assert 1.7e9 < first <= database.now()


def test_who_leads_goes_on_leading(database: Database) -> None:
    assert database.lead("schedule")
    assert database.lead("schedule")
    assert database.lead("another thing")


def test_what_was_deleted_is_scrubbed_while_others_have_it_open(open_database: Opener) -> None:
    database, other = open_database(), open_database()
    database.prepare(WORDS)
    database.execute("INSERT INTO words (word) VALUES (?)", "kept")
    assert kept(other) == ["kept"]
    database.scrub()
    assert kept(other) == ["kept"]
