"""What every update passes before any handler sees it: the pairing code, access, fair use."""

from __future__ import annotations

import math
from typing import cast

from telegram import InlineQueryResultsButton, Update

from bot.locale import ngettext
from bot.telegram.access import asker_of, is_owner, may_ask, refuse
from bot.telegram.commands import announce
from bot.telegram.context import App, Context
from bot.telegram.pairing import pair
from bot.telegram.replying import reply_plain

_INLINE = 0.2  # of a question: an inline query is sent at every pause in typing


async def admit(update: Update, context: Context) -> bool:
    """Whether handlers may see an update; if not, whoever sent it was told."""
    paired = await pair(update, context)
    if paired == "owner":
        await announce(cast("App", context.application))  # the owner's commands
    if paired != "nothing":
        return False
    if not may_ask(update, context.shared):
        await refuse(update, context)
        return False
    if is_owner(update, context.shared):
        return True
    asker = asker_of(update)
    user = asker.user.id if asker.user is not None else None
    chat = asker.chat.id if asker.chat is not None else None
    seconds = context.shared.fairness.wait(user, chat, _INLINE if update.inline_query else 1.0)
    if seconds > 0:
        await _ask_to_wait(update, context, math.ceil(seconds))
    return seconds <= 0


async def _ask_to_wait(update: Update, context: Context, seconds: int) -> None:
    """Say when to try again; once, and not again before that time is over."""
    asker, again = asker_of(update), ngettext("Try again in {count} second", "Try again in {count} seconds", seconds)
    if update.callback_query is not None:
        await update.callback_query.answer(again)
    elif update.inline_query is not None:
        button = InlineQueryResultsButton(again, start_parameter="wait")
        await update.inline_query.answer([], cache_time=0, is_personal=True, button=button)
    elif (
        update.effective_message is not None
        and asker.chat is not None
        and context.notices.due("wait", asker.chat.id, every=seconds)
    ):
        line = ngettext(
            "That was quick. Try again in {count} second; what is sent before then is not answered.",
            "That was quick. Try again in {count} seconds; what is sent before then is not answered.",
            seconds,
        )
        await reply_plain(update.effective_message, line)
