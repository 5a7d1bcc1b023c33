"""The whole state from one database into another: for a backup, and for moving to PostgreSQL and back."""

from __future__ import annotations

from typing import Final

from bot.state.access import Access
from bot.state.audit import Audit
from bot.state.conversations import Conversations
from bot.state.database import Database
from bot.state.feedback import Feedback
from bot.state.inbox import Inbox
from bot.state.languages import Languages
from bot.state.notices import Notices
from bot.state.shown import Shown
from bot.state.sources import Visits
from bot.state.standing import StandingStore
from bot.state.tally import Tally
from bot.state.unheard import Unheard
from embeddings.errors import StateError

TABLES: Final = (  # what others refer to comes before them
    "access", "audit", "code", "conversations", "guesses", "inbox", "languages", "looked", "looked_at", "notices",
    "rated", "remarks", "votes", "shown", "standing", "news", "told", "tally", "unheard", "visits",
)  # fmt: skip


def prepare_all(database: Database) -> None:
    """Make every table that there is."""
    Access(database), Audit(database, 1), Conversations(database), Feedback(database), Inbox(database, 0)
    Languages(database), Notices(database), Shown(database), StandingStore(database), Tally(database)
    Unheard(database), Visits(database)


def counts(database: Database) -> dict[str, int]:
    """Return how many rows each table has, of those that have any."""
    prepare_all(database)
    found = {table: int(database.execute(f"SELECT count(*) FROM {table}")[0][0]) for table in TABLES}  # noqa: S608  ours
    return {table: count for table, count in found.items() if count}


def copy_state(source: Database, target: Database) -> int:
    """Copy all rows into a database that has none, and return how many those are.

    Raises StateError where the target has rows already, or does not hold what it was given.
    """
    if held := counts(target):
        raise StateError(f"{target.place} holds a state already ({', '.join(held)}). Nothing was copied.")
    prepare_all(source)
    with source.transaction():  # nobody writes in between
        for table in TABLES:
            columns = source.columns(table)
            names = ", ".join(f'"{name}"' for name in columns)
            target.fill(table, columns, source.execute(f"SELECT {names} FROM {table}"))  # noqa: S608  ours
        copied = counts(source)
    if counts(target) != copied:
        raise StateError(f"{target.place} does not hold what {source.place} does. Nothing was deleted there.")
    return sum(copied.values())


def clear(database: Database) -> None:
    """Delete all rows, and leave nothing of them in any file."""
    prepare_all(database)
    with database.transaction():
        for table in reversed(TABLES):
            database.execute(f"DELETE FROM {table}")  # noqa: S608  ours
    database.scrub()
