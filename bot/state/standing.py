"""Standing questions: what is asked again after each rebuild, what was told of it, and what waits to be told.

``looked_at`` holds the ids of all passages that were looked at: digests, which tell nothing of the words.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from bot.state.database import Database

MOST = 20  # of one chat
_GONE = 2  # times as many passages as there are, before what is gone is forgotten
A_DAY = 86_400.0

_TABLES = """
CREATE TABLE IF NOT EXISTS standing (id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, "user" INTEGER, thread INTEGER,
    question TEXT NOT NULL, since REAL NOT NULL, muted INTEGER NOT NULL DEFAULT 0, digest REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS told (question INTEGER NOT NULL REFERENCES standing (id), words TEXT NOT NULL,
    sketch TEXT NOT NULL, at REAL NOT NULL, pushed INTEGER NOT NULL, PRIMARY KEY (question, words)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS news (question INTEGER NOT NULL REFERENCES standing (id), words TEXT NOT NULL,
    sketch TEXT NOT NULL, answer TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (question, words)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS looked_at (passage TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS looked (one INTEGER PRIMARY KEY CHECK (one = 1), snapshot TEXT NOT NULL)
"""
_COLUMNS = 'id, chat, "user", thread, question, muted, digest'


@dataclass(frozen=True, slots=True)
class StandingQuestion:
    """A question of a chat, asked by ``user``, None where that is nobody in particular; ``digest`` is when one went."""

    id: int
    chat: int
    user: int | None
    thread: int | None
    question: str
    muted: bool
    digest: float


@dataclass(frozen=True, slots=True)
class News:
    """Words that answer a standing question: their digest, a sketch for near copies, the answer as JSON."""

    question: int
    words: str
    sketch: str
    answer: str


class StandingStore:
    """The standing questions of all chats."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        database.prepare(*_TABLES.split(";"))

    def add(self, chat: int, user: int | None, thread: int | None, question: str) -> StandingQuestion | None:
        """Keep a question; one that the chat has already is that one. None where the chat has too many."""
        mine = self.of_chat(chat)
        same = next((one for one in mine if one.question == question), None)
        if same is not None or len(mine) >= MOST:
            return same
        values = (chat, user, thread, question, self._clock())
        rows = self._database.execute(
            'INSERT INTO standing (chat, "user", thread, question, since) VALUES (?, ?, ?, ?, ?) RETURNING id', *values
        )
        return self.get(rows[0][0], chat)

    def get(self, identity: int, chat: int) -> StandingQuestion | None:
        """Return a question of a chat; those of others are nobody's business."""
        return next((one for one in self.of_chat(chat) if one.id == identity), None)

    def of_chat(self, chat: int) -> list[StandingQuestion]:
        """Return the questions of a chat, the oldest first."""
        return [one for one in self.everything() if one.chat == chat]

    def everything(self) -> list[StandingQuestion]:
        """Return all questions, the oldest first."""
        rows = self._database.execute(f"SELECT {_COLUMNS} FROM standing ORDER BY id")  # noqa: S608  ours, above
        return [
            StandingQuestion(one, chat, user, thread, question, bool(muted), digest)
            for one, chat, user, thread, question, muted, digest in rows
        ]

    def mute(self, identity: int, *, muted: bool) -> None:
        """Tell nothing of a question from now on, or tell again; what comes while it is muted is never told."""
        with self._database.transaction():
            self._database.execute("UPDATE standing SET muted = ? WHERE id = ?", muted, identity)
            self._database.execute("DELETE FROM news WHERE question = ?", identity)

    def stop(self, identity: int) -> None:
        """Forget a question and all that belongs to it."""
        with self._database.transaction():
            for table in ("news", "told"):
                self._database.execute(f"DELETE FROM {table} WHERE question = ?", identity)  # noqa: S608  ours
            self._database.execute("DELETE FROM standing WHERE id = ?", identity)

    def forget(self, person: int) -> None:
        """Stop what somebody asked, in whichever chat."""
        for one in self.everything():
            if person in (one.user, one.chat):
                self.stop(one.id)

    def drop(self, cites: Callable[[str], bool]) -> int:
        """Delete what waits to be told, of which something holds; return how much that was."""
        rows = self._database.execute("SELECT question, words, answer FROM news")
        dropped = [(question, words) for question, words, answer in rows if cites(answer)]
        for question, words in dropped:
            self._database.execute("DELETE FROM news WHERE question = ? AND words = ?", question, words)
        return len(dropped)

    @property
    def looked(self) -> str | None:
        """The snapshot that was looked at last."""
        rows = self._database.execute("SELECT snapshot FROM looked")
        return rows[0][0] if rows else None

    def unseen(self, passages: Iterable[str]) -> set[str]:
        """Return those of the passages that were never looked at."""
        seen = {row[0] for row in self._database.execute("SELECT passage FROM looked_at")}
        return {passage for passage in passages if passage not in seen}

    def look(self, snapshot: str, passages: Iterable[str], found: Iterable[News]) -> None:
        """Note that a snapshot was looked at, and what was found: all of it, or nothing where the process dies."""
        with self._database.transaction():
            for one in found:
                values = (one.question, one.words, one.sketch, one.answer, self._clock())
                self._database.execute("INSERT INTO news VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", *values)
            for passage in passages:
                self._database.execute("INSERT INTO looked_at VALUES (?) ON CONFLICT DO NOTHING", passage)
            self._database.execute("DELETE FROM looked")
            self._database.execute("INSERT INTO looked VALUES (1, ?)", snapshot)

    def prune(self, live: Collection[str]) -> None:
        """Forget passages that are long gone, once they are most of what was looked at: a rollback brings some back."""
        ((count,),) = self._database.execute("SELECT count(*) FROM looked_at")
        if count <= _GONE * len(live):
            return
        held = set(live)
        seen = [row[0] for row in self._database.execute("SELECT passage FROM looked_at")]
        with self._database.transaction():
            for passage in seen:
                if passage not in held:
                    self._database.execute("DELETE FROM looked_at WHERE passage = ?", passage)

    def waiting(self, identity: int) -> list[News]:
        """Return what waits to be told of a question, the oldest first."""
        query = "SELECT question, words, sketch, answer FROM news WHERE question = ? ORDER BY at, words"
        return [News(*row) for row in self._database.execute(query, identity)]

    def known(self, identity: int) -> list[tuple[str, str]]:
        """Return the digests and sketches of what was told of a question, and of what waits to be."""
        queries = (f"SELECT words, sketch FROM {table} WHERE question = ?" for table in ("told", "news"))  # noqa: S608
        return [(words, sketch) for query in queries for words, sketch in self._database.execute(query, identity)]

    def tell(self, told: Iterable[News], *, pushed: bool = True, digest: bool = False) -> None:
        """Note that news were told, and need not be again."""
        now = self._clock()
        with self._database.transaction():
            for one in told:
                values = (one.question, one.words, one.sketch, now, pushed and not digest)
                self._database.execute("INSERT INTO told VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", *values)
                self._database.execute("DELETE FROM news WHERE question = ? AND words = ?", one.question, one.words)
                if digest:
                    self._database.execute("UPDATE standing SET digest = ? WHERE id = ?", now, one.question)

    def pushed_today(self, identity: int) -> int:
        """Return how many messages of their own a question had in the last day."""
        query = "SELECT count(*) FROM told WHERE question = ? AND pushed = 1 AND at > ?"
        return int(self._database.execute(query, identity, self._clock() - A_DAY)[0][0])

    def may_digest(self, question: StandingQuestion) -> bool:
        """Whether the last digest of a question is a day ago."""
        return question.digest <= self._clock() - A_DAY

    def counts(self) -> tuple[int, int]:
        """Return how many questions stand, and how much waits to be told."""
        queries = ("SELECT count(*) FROM standing", "SELECT count(*) FROM news")
        asked, waiting = (int(self._database.execute(query)[0][0]) for query in queries)
        return asked, waiting
