"""``onrecord move-state``: the state from the file of a data folder to PostgreSQL, and back."""

from __future__ import annotations

from contextlib import ExitStack, closing

from bot.settings import Settings
from bot.state.holder import LEADS, only_bot
from bot.state.moving import clear, copy_state
from bot.state.opening import open_state
from bot.state.sqlite import NAME, SqliteDatabase
from embeddings.errors import StateError, UsageError
from embeddings.text.wording import many


def move(settings: Settings, *, back: bool) -> str:
    """Copy all rows, compare, and delete them where they were; return what was done, in a sentence.

    Raises UsageError where there is nothing to move, and StateError where a bot works with either, where the other
    holds rows already, or where one can't be used.
    """
    if settings.state is None:
        raise UsageError("Name the PostgreSQL to move to, or from, in ONRECORD_STATE.")
    if not back and not (settings.data / NAME).is_file():
        raise UsageError(f"There is no {NAME} in {str(settings.data)!r}, and nothing to move.")
    with ExitStack() as opened:
        opened.enter_context(only_bot(settings.data))
        file = opened.enter_context(closing(SqliteDatabase(settings.data)))
        server = opened.enter_context(closing(open_state(settings)))
        if not server.lead(LEADS):
            raise StateError(f"A bot works with {server.place} now. Stop it, then move.")
        source, target = (server, file) if back else (file, server)
        rows = copy_state(source, target)
        clear(source)
        then = "Run the bot without ONRECORD_STATE." if back else "Run the bot with ONRECORD_STATE as it is."
        return f"{many(rows, 'row')} moved to {target.place.rstrip(',')}. {then}"
