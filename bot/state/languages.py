"""In which language somebody is spoken to: the one that they chose, else that of their Telegram."""

from __future__ import annotations

from bot.locale import ENGLISH, language_for
from bot.state.database import Database

_TABLE = "CREATE TABLE IF NOT EXISTS languages (person INTEGER PRIMARY KEY, chosen TEXT, theirs TEXT NOT NULL)"


class Languages:
    """The languages of people, by their ids on Telegram. Nothing is kept of who never had another than English."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.prepare(_TABLE)

    def of(self, person: int | None) -> str:
        """Return the language for what somebody is told unasked; English where nothing is known of them."""
        chosen, theirs = self._kept(person)
        return chosen or theirs

    def heard(self, person: int, code: str | None) -> str:
        """Return the language to answer somebody in, whose Telegram speaks ``code``, and note that for other times."""
        chosen, theirs = self._kept(person)
        now = language_for(code) if code else theirs
        if now != theirs:
            self._put(person, chosen, now)
        return chosen or now

    def choose(self, person: int, chosen: str | None) -> None:
        """Speak a language to somebody from now on; None is that of their Telegram."""
        self._put(person, chosen, self._kept(person)[1])

    def forget(self, person: int) -> None:
        """Delete which language is somebody's."""
        self._database.execute("DELETE FROM languages WHERE person = ?", person)

    def _kept(self, person: int | None) -> tuple[str | None, str]:
        rows = self._database.execute("SELECT chosen, theirs FROM languages WHERE person = ?", person)
        return rows[0] if rows else (None, ENGLISH)

    def _put(self, person: int, chosen: str | None, theirs: str) -> None:
        self._database.note(
            "INSERT INTO languages VALUES (?, ?, ?) ON CONFLICT (person) DO UPDATE SET "
            "chosen = excluded.chosen, theirs = excluded.theirs",
            person,
            chosen,
            theirs,
        )
