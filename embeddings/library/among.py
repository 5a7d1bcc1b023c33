"""Rows whose column is among any number of values, which SQLite takes only so many of at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

_AT_ONCE = 500  # question marks in one statement of SQL; below 1,000 for every SQLite that there is


def among(connection: sqlite3.Connection, query: str, values: Iterable[object]) -> Iterator[Any]:
    """Yield the rows of a query that ends in ``IN``, for each of the values once, however many there are."""
    wanted = iter(dict.fromkeys(values))
    while some := tuple(islice(wanted, _AT_ONCE)):
        yield from connection.execute(f"{query} ({', '.join('?' * len(some))})", some).fetchall()
