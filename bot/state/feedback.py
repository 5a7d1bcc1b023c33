"""What people think of answers: a vote each, which they may change, and remarks in their own words.

A vote keeps the question, the answer and its snapshot, so that it outlives the buttons. Who voted is kept as a digest
that differs from answer to answer: enough for one vote a person and to delete it, and no list of what somebody asked.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from bot.state.database import Database
from bot.state.shown import KEPT, ShownAnswer

Verdict = Literal["good", "bad"]
Reason = Literal["source", "speaker", "outdated", "none"]
REASONS: tuple[Reason, ...] = get_args(Reason)

_LATER = {"rated": {"about": "TEXT", "asker": "TEXT"}, "remarks": {"writer": "TEXT"}}  # files of before have not

_TABLES = """
CREATE TABLE IF NOT EXISTS rated (key TEXT PRIMARY KEY, question TEXT NOT NULL, answer TEXT NOT NULL,
    snapshot TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS votes (key TEXT NOT NULL REFERENCES rated (key), voter TEXT NOT NULL, verdict TEXT NOT NULL,
    reason TEXT, PRIMARY KEY (key, voter)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS remarks (rowid INTEGER PRIMARY KEY, key TEXT NOT NULL REFERENCES rated (key),
    words TEXT NOT NULL, at REAL NOT NULL)
"""


_JUDGED = "SELECT 1 FROM votes WHERE key = ? UNION ALL SELECT 1 FROM remarks WHERE key = ?"


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer that somebody judged: the votes by verdict, the reasons of the bad ones, and the remarks."""

    key: str
    question: str
    answer: str
    snapshot: str
    good: int
    bad: int
    reasons: tuple[Reason, ...]
    remarks: tuple[str, ...]
    about: str | None = None  # how a question that leant on the one before was read


class Feedback:
    """Votes and remarks, oldest answer first."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time, *, kept: float = KEPT) -> None:
        self._database, self._clock, self._kept = database, clock, kept
        database.prepare(*_TABLES.split(";"), **_LATER)

    def vote(self, shown: ShownAnswer, user: int, verdict: Verdict, reason: Reason | None = None) -> None:
        """Take somebody's vote on an answer, in place of one they gave before."""
        with self._database.transaction():
            self._keep(shown)
            self._database.execute(
                "INSERT INTO votes VALUES (?, ?, ?, ?) ON CONFLICT (key, voter) DO UPDATE "
                "SET verdict = excluded.verdict, reason = excluded.reason",
                shown.key,
                _voter(shown.key, user),
                verdict,
                reason,
            )

    def remark(self, shown: ShownAnswer, words: str, user: int | None = None) -> None:
        """Take a remark on an answer, of somebody or of nobody in particular."""
        writer = None if user is None else _voter(shown.key, user)
        with self._database.transaction():
            self._keep(shown)
            values = (shown.key, words, self._clock(), writer)
            self._database.execute("INSERT INTO remarks (key, words, at, writer) VALUES (?, ?, ?, ?)", *values)

    def expire(self) -> None:
        """Delete the answers that were judged too long ago, with what was said of them."""
        too_old = "SELECT key FROM rated WHERE at < ?"
        self._drop([key for (key,) in self._database.execute(too_old, self._clock() - self._kept)])

    def forget(self, person: int) -> None:
        """Delete somebody's votes and remarks, what they asked, and answers that nobody else has judged."""
        for key, asker in self._database.execute("SELECT key, asker FROM rated"):
            known = _voter(key, person)
            self._database.execute("DELETE FROM votes WHERE key = ? AND voter = ?", key, known)
            self._database.execute("DELETE FROM remarks WHERE key = ? AND writer = ?", key, known)
            if asker == known or not self._database.execute(_JUDGED, key, key):
                self._drop([key])

    def drop(self, cites: Callable[[str], bool]) -> int:
        """Delete the answers of which something holds, and what was said of them; return how many those were."""
        rows = self._database.execute("SELECT key, answer FROM rated")
        return self._drop([key for key, answer in rows if cites(answer)])

    def _drop(self, keys: Iterable[str]) -> int:
        dropped = list(keys)
        for key in dropped:
            with self._database.transaction():
                for table in ("votes", "remarks", "rated"):
                    self._database.execute(f"DELETE FROM {table} WHERE key = ?", key)  # noqa: S608  ours, above
        return len(dropped)

    def everything(self) -> list[Rated]:
        """Return all that was judged."""
        rows = self._database.execute("SELECT key, question, answer, snapshot, about FROM rated ORDER BY at, key")
        return [self._rated(*row) for row in rows]

    def _rated(self, key: str, question: str, answer: str, snapshot: str, about: str | None) -> Rated:
        votes = self._database.execute("SELECT verdict, reason FROM votes WHERE key = ? ORDER BY voter", key)
        remarks = self._database.execute("SELECT words FROM remarks WHERE key = ? ORDER BY at, rowid", key)
        verdicts = [verdict for verdict, _ in votes]
        reasons = tuple(reason for _, reason in votes if reason is not None)
        words = tuple(words for (words,) in remarks)
        good, bad = verdicts.count("good"), verdicts.count("bad")
        return Rated(key, question, answer, snapshot, good, bad, reasons, words, about)

    def _keep(self, shown: ShownAnswer) -> None:
        asker = None if shown.asker is None else _voter(shown.key, shown.asker)
        values = (shown.key, shown.question, shown.answer, shown.snapshot, self._clock(), shown.about, asker)
        self._database.execute(
            "INSERT INTO rated (key, question, answer, snapshot, at, about, asker) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            *values,
        )


def _voter(key: str, user: int) -> str:
    return hashlib.sha256(f"{key}:{user}".encode()).hexdigest()[:16]
