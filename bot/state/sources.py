"""What came of visiting the sources: a row an address, in the order in which they became known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from bot.state.database import Database
from embeddings.sources.visit import Visit

_NAMES: Final = (
    "source", "address", "path", "etag", "modified", "stamp", "facts", "succeeded", "failed", "error", "passing",
    "failures", "due",
)  # fmt: skip
_SELECT: Final = """SELECT source, address, path, etag, modified, stamp, facts, succeeded, failed, error, passing,
    failures, due FROM visits WHERE source = ? ORDER BY number"""
_PUT: Final = """INSERT INTO visits (source, address, path, etag, modified, stamp, facts, succeeded, failed, error,
    passing, failures, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (source, address) DO UPDATE SET path = excluded.path, etag = excluded.etag,
    modified = excluded.modified, stamp = excluded.stamp, facts = excluded.facts, succeeded = excluded.succeeded,
    failed = excluded.failed, error = excluded.error, passing = excluded.passing, failures = excluded.failures,
    due = excluded.due"""
_SCHEMA: Final = """CREATE TABLE IF NOT EXISTS visits (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL, address TEXT NOT NULL, path TEXT, etag TEXT, modified TEXT,
    stamp TEXT NOT NULL, facts TEXT NOT NULL, succeeded TEXT, failed TEXT, error TEXT, passing INTEGER NOT NULL,
    failures INTEGER NOT NULL, due TEXT, UNIQUE (source, address)
) STRICT"""


class Visits:
    """The visits, in the state database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.prepare(_SCHEMA)

    def visits(self, source: str) -> list[Visit]:
        """Return what is known of a source and of what it lists, in the order in which it became known."""
        return [_visit(dict(zip(_NAMES, row, strict=True))) for row in self._database.execute(_SELECT, source)]

    def put(self, *visits: Visit) -> None:
        """Remember visits, for good when it returns."""
        with self._database.transaction():
            for visit in visits:
                values = asdict(visit) | {"facts": json.dumps(dict(visit.facts), ensure_ascii=False)}
                self._database.execute(_PUT, *(values[name] for name in _NAMES))

    def forget(self, path: str) -> None:
        """Keep nothing of what is told of a document but that it was there: it isn't fetched again."""
        self._database.execute("UPDATE visits SET facts = '{}' WHERE path = ?", path)

    def retry(self) -> None:
        """Let everything that failed, and every source, be tried at once."""
        self._database.execute(
            "UPDATE visits SET due = '1970-01-01T00:00:00+00:00', failures = 0 "
            "WHERE error IS NOT NULL OR source = address"
        )


def _visit(row: Mapping[str, Any]) -> Visit:
    facts = tuple(sorted(json.loads(row["facts"]).items()))
    return Visit(**{**row, "facts": facts, "passing": bool(row["passing"])})
