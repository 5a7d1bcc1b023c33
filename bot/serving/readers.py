"""Whom a link to a private document was made for, and whether they may still see it."""

from __future__ import annotations

from contextlib import closing

from bot.linked import TELEGRAM, TOKEN
from bot.serving.tokens import Tokens
from bot.settings import Settings
from bot.state.access import Access
from bot.state.opening import open_state


def may_still_read(reader: str, settings: Settings, tokens: Tokens | None) -> bool:
    """Whether somebody may see private documents now."""
    kind, _, name = reader.partition(" ")
    if kind == TOKEN:
        return tokens is not None and tokens.sees_private(name)
    if kind != TELEGRAM or not name.isascii() or not name.isdecimal():
        return False
    with closing(open_state(settings)) as database:
        listed = settings.allowed_users | settings.allowed_chats if settings.access == "listed" else None
        return Access(database).is_let_in(int(name), listed)
