"""Who owns the bot, who may ask and who may not, and the code that makes the first person its owner."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.state.database import Database

Standing = Literal["owner", "allowed", "denied"]
ATTEMPTS = 5  # wrong codes after which a code is void
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike
_SHAPE = re.compile(r"[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}")

_PEOPLE = """
CREATE TABLE IF NOT EXISTS access (id INTEGER PRIMARY KEY, standing TEXT NOT NULL, name TEXT NOT NULL,
    since REAL NOT NULL)
"""
_CODE = "CREATE TABLE IF NOT EXISTS pairing (one INTEGER PRIMARY KEY CHECK (one = 1), digest TEXT, failures INTEGER)"


@dataclass(frozen=True, slots=True)
class Known:
    """A person (the id is above 0) or a group (below), and how they stand; ``since`` is seconds since 1970."""

    id: int
    standing: Standing
    name: str
    since: float


class Access:
    """The standing of people and chats, by their ids on Telegram."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        database.execute(_PEOPLE)
        database.execute(_CODE)

    @property
    def owner(self) -> int | None:
        """The id of who owns the bot."""
        rows = self._database.execute("SELECT id FROM access WHERE standing = 'owner'")
        return rows[0][0] if rows else None

    def standing(self, identity: int | None) -> Standing | None:
        """How a person or chat stands; None where nobody decided."""
        rows = self._database.execute("SELECT standing FROM access WHERE id = ?", identity)
        return rows[0][0] if rows else None

    def known(self) -> list[Known]:
        """Return all who were decided about, the latest last."""
        return [Known(*row) for row in self._database.execute("SELECT * FROM access ORDER BY since, id")]

    def allow(self, identity: int, name: str) -> None:
        """Let a person or chat ask."""
        self._put(identity, "allowed", name)

    def deny(self, identity: int, name: str) -> None:
        """Let a person or chat ask no more."""
        self._put(identity, "denied", name)

    def forget(self, identity: int) -> None:
        """Undo what was decided about a person or chat; the owner may be forgotten, too."""
        self._database.execute("DELETE FROM access WHERE id = ?", identity)

    def new_code(self) -> str:
        """Return a code that makes whoever sends it the owner, once; the one before is void."""
        code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
        self._database.execute("REPLACE INTO pairing VALUES (1, ?, 0)", _digest(code))
        return code

    def pair(self, user: int, name: str, typed: str) -> bool:
        """Whether a text is the code; if so, its sender owns the bot from now on.

        A wrong one of a code's shape counts as an attempt, and the last one that is allowed makes the code void.
        """
        if not _SHAPE.fullmatch(typed):
            return False
        with self._database.transaction():
            rows = self._database.execute("SELECT digest, failures FROM pairing")
            if not rows or self.owner is not None:
                return False
            if hmac.compare_digest(rows[0][0], _digest(typed)):
                self._database.execute("DELETE FROM pairing")
                self._put(user, "owner", name)
                return True
            if rows[0][1] + 1 >= ATTEMPTS:
                self._database.execute("DELETE FROM pairing")
            self._database.execute("UPDATE pairing SET failures = failures + 1")
        return False

    @property
    def is_pairing(self) -> bool:
        """Whether there is a code that somebody could send."""
        return bool(self._database.execute("SELECT 1 FROM pairing"))

    def _put(self, identity: int, standing: Standing, name: str) -> None:
        self._database.execute(
            "INSERT INTO access VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "standing = excluded.standing, name = excluded.name, since = excluded.since WHERE standing <> 'owner'",
            identity,
            standing,
            name,
            self._clock(),
        )


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()  # the code has 59 bits by chance: nothing to slow down for
