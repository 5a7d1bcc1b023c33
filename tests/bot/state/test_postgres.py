"""What only a server does: it refuses, goes away, comes back and holds locks. The contract is in the tests beside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pydantic import SecretStr

from bot.state import postgres as module
from bot.state.postgres import PostgresDatabase
from bot.state.tally import Tally
from embeddings.errors import StateError, StateGoneError

pytestmark = pytest.mark.postgres
PASSWORD = "hush-hush"


@pytest.fixture
def state(postgres: SecretStr) -> Iterator[PostgresDatabase]:
    with closing(PostgresDatabase(postgres)) as opened:
        yield opened


def cut(state: PostgresDatabase, server: str) -> None:
    """Break the connection of a state off, as a server that is started anew does."""
    ((pid,),) = state.execute("SELECT pg_backend_pid()")
    with psycopg.connect(server, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_one_leads_until_it_lets_go(postgres: SecretStr) -> None:
    first, second = PostgresDatabase(postgres), PostgresDatabase(postgres)
    assert first.lead("schedule")
    assert not second.lead("schedule")
    assert second.lead("another thing")
    first.close()
    assert second.lead("schedule")
    assert not first.lead("schedule")  # it was opened again, and has to wait
    first.close()
    second.close()


def test_bots_of_other_schemas_lead_for_themselves(state: PostgresDatabase, postgres_server: str) -> None:
    from tests.postgres import schema_of

    with schema_of(postgres_server) as address, closing(PostgresDatabase(address)) as other:
        assert state.lead("schedule")
        assert other.lead("schedule")


def test_a_connection_that_broke_is_told_once_and_made_anew(state: PostgresDatabase, postgres_server: str) -> None:
    tally = Tally(state)
    tally.add("before")
    state.lead("schedule")
    cut(state, postgres_server)
    with pytest.raises(StateGoneError, match=r"^PostgreSQL at .+ has broken the connection off\.$"):
        tally.add("lost")
    tally.add("after")
    assert dict(tally.days(1)[0][1]) == {"before": 1, "after": 1}
    assert state.lead("schedule")


def test_a_change_that_breaks_half_way_is_none(state: PostgresDatabase, postgres_server: str) -> None:
    state.prepare("CREATE TABLE IF NOT EXISTS words (word TEXT)")

    def half() -> None:
        with state.transaction():
            state.execute("INSERT INTO words VALUES ('one')")
            cut(state, postgres_server)
            with suppress(StateGoneError):
                state.execute("INSERT INTO words VALUES ('two')")
            state.execute("INSERT INTO words VALUES ('three')")  # not by a connection of its own

    with pytest.raises(StateGoneError, match="what was being changed is as it was"):
        half()
    assert state.execute("SELECT * FROM words") == []


def test_a_server_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    connect = psycopg.connect

    def counted(**settings: Any) -> object:
        tried.append(1)
        return connect(**settings)

    monkeypatch.setattr(psycopg, "connect", counted)
    address = SecretStr(f"postgresql://bot:{PASSWORD}@127.0.0.1:1/state")
    with pytest.raises(
        StateGoneError, match=r"^PostgreSQL at 127\.0\.0\.1, database 'state', can't be reached: "
    ) as told:
        PostgresDatabase(address)
    assert PASSWORD not in repr(told.value)
    assert told.value.__cause__ is None
    assert len(tried) == 1


def test_while_it_can_not_be_reached_nobody_waits_for_each_try(
    state: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def refuse(**_: object) -> None:
        tried.append(1)
        raise psycopg.OperationalError("connection refused")

    monkeypatch.setattr(psycopg, "connect", refuse)
    state.close()
    for _ in range(100):
        with pytest.raises(StateGoneError, match="connection refused"):
            state.execute("SELECT 1")
    assert len(tried) < 50  # one a second


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://bot:p@{PASSWORD}:word@host/state",
        f"postgresql://bot:/{PASSWORD}@host/state",
        f"postgresql://bot:12/{PASSWORD}@host/state",
        f"postgresql://bot:%zz{PASSWORD}@host/state",
        f"mysql://bot:{PASSWORD}@host/state",
        PASSWORD,
        "",
    ],
)
def test_of_an_address_that_can_not_be_read_nothing_is_shown(address: str) -> None:
    with pytest.raises(StateError, match=r"^ONRECORD_STATE can't be read as an address\. postgresql://user:") as told:
        PostgresDatabase(SecretStr(address))
    assert PASSWORD not in str(told.value)


def test_a_wrong_password_is_told_without_it(locked_server: str) -> None:
    address = locked_server.replace("postgres:@", f"postgres:{PASSWORD}@")
    with pytest.raises(
        StateError, match=r"refuses the password of 'postgres', or none was given\. Mend ONRECORD_"
    ) as told:
        PostgresDatabase(SecretStr(address))
    assert PASSWORD not in repr(told.value)


@pytest.fixture
def locked_server(postgres_server: str) -> Iterator[str]:
    """The server, asking for passwords in a database of its own."""
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        row = connection.execute("SELECT current_setting('hba_file')").fetchone()
        assert row is not None
        file = Path(row[0])
        before = file.read_text(encoding="utf-8")
        try:
            file.write_text(f"local locked all scram-sha-256\n{before}", encoding="utf-8")
            connection.execute("CREATE DATABASE locked")
            connection.execute("SELECT pg_reload_conf()")
            yield postgres_server.replace("/postgres?", "/locked?")
        finally:
            file.write_text(before, encoding="utf-8")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("DROP DATABASE locked")


def test_tables_of_another_format_are_told(state: PostgresDatabase, postgres: SecretStr) -> None:
    state.execute("UPDATE format SET number = 99")
    with pytest.raises(StateError, match="holds tables of format 99, and this version knows format 1"):
        PostgresDatabase(postgres)


def test_a_server_that_is_too_old_is_told(postgres: SecretStr, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "OLDEST", 990_000)
    with pytest.raises(StateError, match=r"is of version \d+; 99 or later is needed\."):
        PostgresDatabase(postgres)


def test_a_user_without_a_schema_is_told(postgres_server: str) -> None:
    with pytest.raises(StateError, match="has no schema that 'postgres' may use"):
        PostgresDatabase(SecretStr(f"{postgres_server}&options=-csearch_path%3Dnowhere"))


def test_texts_keep_everything_but_what_no_column_holds(state: PostgresDatabase) -> None:
    state.prepare("CREATE TABLE IF NOT EXISTS words (word TEXT)")
    state.execute("INSERT INTO words VALUES (?)", "a\0b")
    assert state.execute("SELECT word FROM words") == [("a\ufffdb",)]
