"""Where the state of these settings is: in ``<data>/state.sqlite``, or where ONRECORD_STATE says."""

from __future__ import annotations

from bot.extras import need_extra
from bot.settings import Settings
from bot.state.database import Database
from bot.state.sqlite import NAME, SqliteDatabase


def open_state(settings: Settings) -> Database:
    """Open the state, which is made where there is none. Raises StateError, UsageError where the extra is missing."""
    if settings.state is None:
        return SqliteDatabase(settings.data)
    need_extra("postgres", "ONRECORD_STATE")
    from bot.state.postgres import PostgresDatabase  # noqa: PLC0415  an extra

    return PostgresDatabase(settings.state)


def has_state(settings: Settings) -> bool:
    """Whether there is a state: who only looks makes none."""
    return settings.state is not None or (settings.data / NAME).is_file()
