"""Who owns the bot, who may ask and who may not, and the code that makes the first person its owner."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from bot.state.database import Database

Standing = Literal["owner", "allowed", "denied"]
ATTEMPTS = 5  # wrong codes after which somebody is not heard any more
EXPIRES = 24 * 3600.0  # seconds for which a code is good
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike
_SHAPE = re.compile(r"[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}")

_PEOPLE = """
CREATE TABLE IF NOT EXISTS access (id INTEGER PRIMARY KEY, standing TEXT NOT NULL, name TEXT NOT NULL,
    since REAL NOT NULL)
"""
_CODE = "CREATE TABLE IF NOT EXISTS code (one INTEGER PRIMARY KEY CHECK (one = 1), digest TEXT, since REAL)"
_GUESSES = 'CREATE TABLE IF NOT EXISTS guesses ("user" INTEGER PRIMARY KEY, count INTEGER NOT NULL)'


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
        database.prepare(_PEOPLE, _CODE, _GUESSES)

    @property
    def owner(self) -> int | None:
        """The id of who owns the bot."""
        rows = self._database.execute("SELECT id FROM access WHERE standing = 'owner'")
        return rows[0][0] if rows else None

    def standing(self, identity: int | None) -> Standing | None:
        """How a person or chat stands; None where nobody decided."""
        rows = self._database.execute("SELECT standing FROM access WHERE id = ?", identity)
        return rows[0][0] if rows else None

    def is_let_in(self, identity: int | None, listed: Collection[int] | None = None) -> bool:
        """Whether somebody was let in by name: by the owner or, where there is a list, by that alone."""
        standing = self.standing(identity)
        if standing in ("owner", "denied"):
            return standing == "owner"
        return standing == "allowed" if listed is None else identity in listed

    def known(self) -> list[Known]:
        """Return all who were decided about, the latest last."""
        query = "SELECT id, standing, name, since FROM access ORDER BY since, id"
        return [Known(*row) for row in self._database.execute(query)]

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
        """Return a code that makes whoever sends it the owner, once, while it is good; the one before is void."""
        code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
        with self._database.transaction():
            self._database.execute("DELETE FROM code")
            self._database.execute("INSERT INTO code VALUES (1, ?, ?)", _digest(code), self._clock())
            self._database.execute("DELETE FROM guesses")
        return code

    def pair(self, user: int, name: str, typed: str) -> bool:
        """Whether a text is the code; if so, its sender owns the bot from now on.

        A wrong one of a code's shape is a guess. Who has guessed too often is not heard any more, whatever they send;
        the code stays good for everybody else.
        """
        if not is_code(typed):
            return False
        with self._database.transaction():
            rows = self._database.execute("SELECT digest FROM code")
            if not rows or self.owner is not None or self.is_expired or self.guesses(user) >= ATTEMPTS:
                return False
            if hmac.compare_digest(rows[0][0], _digest(typed)):
                self._database.execute("DELETE FROM code")
                self._put(user, "owner", name)
                return True
            self._database.execute(
                'INSERT INTO guesses VALUES (?, 1) ON CONFLICT ("user") DO UPDATE SET count = guesses.count + 1', user
            )
        return False

    def guesses(self, user: int) -> int:
        """How many wrong codes somebody has sent since the last new one."""
        rows = self._database.execute('SELECT count FROM guesses WHERE "user" = ?', user)
        return rows[0][0] if rows else 0

    @property
    def is_pairing(self) -> bool:
        """Whether there is a code that somebody could send."""
        return bool(self._database.execute("SELECT 1 FROM code")) and not self.is_expired

    @property
    def is_expired(self) -> bool:
        """Whether there is a code that has grown too old."""
        return bool(self._database.execute("SELECT 1 FROM code WHERE since < ?", self._clock() - EXPIRES))

    def _put(self, identity: int, standing: Standing, name: str) -> None:
        self._database.execute(
            "INSERT INTO access VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "standing = excluded.standing, name = excluded.name, since = excluded.since "
            "WHERE access.standing <> 'owner'",
            identity,
            standing,
            name,
            self._clock(),
        )


def is_code(text: str) -> bool:
    """Whether a text has the shape of a code."""
    return _SHAPE.fullmatch(text) is not None


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()  # the code has 59 bits by chance: nothing to slow down for
