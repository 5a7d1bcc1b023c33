"""What is kept about people: all of somebody's goes when they say so, everybody's when it is old enough."""

from __future__ import annotations

from bot.linked import telegram_reader
from bot.settings import Settings
from bot.state.access import Access
from bot.state.audit import Audit
from bot.state.conversations import Conversations
from bot.state.database import Database
from bot.state.feedback import Feedback
from bot.state.inbox import Inbox
from bot.state.languages import Languages
from bot.state.notices import Notices
from bot.state.shown import Shown
from bot.state.standing import StandingStore
from bot.state.unheard import Unheard


def forget(database: Database, person: int) -> None:
    """Delete what is kept about somebody on Telegram, from every file, or table, of the state.

    A denial stays, as it would be no denial otherwise, and so does whose the bot is.
    """
    Feedback(database).forget(person)
    Shown(database).forget(person)
    StandingStore(database).forget(person)
    Inbox(database, 0).forget(person)
    Notices(database).forget(person)
    Languages(database).forget(person)
    Conversations(database).forget(person)
    Unheard(database).take(person)
    Audit(database, 1).forget(telegram_reader(person))
    access = Access(database)
    if access.standing(person) == "allowed":
        access.forget(person)
    database.scrub()


def expire(database: Database, settings: Settings) -> None:
    """Delete what is older than ONRECORD_KEEP_DAYS."""
    Conversations(database).expire()
    Shown(database, kept=settings.keep_seconds).expire()
    Feedback(database, kept=settings.keep_seconds).expire()
    Audit(database, settings.keep_days).expire()
