"""What the owner decides of those who want to ask, and how they are told."""

from __future__ import annotations

import logging
from math import inf

from telegram import Message, Update
from telegram.error import BadRequest, Forbidden

from bot.locale import N_, _, speaking
from bot.telegram.access import is_owner
from bot.telegram.context import Context
from bot.telegram.language import language_of

_LOG = logging.getLogger(__name__)
VERDICT = r"^access:(yes|no):(-?[0-9]{1,16})$"  # the callback data of the owner's two buttons

ADMITTED = N_("You may ask me now.")
TURNED_AWAY = N_("My owner has decided that I don't answer here.")
NOT_YOURS = N_("Only my owner decides that.")


async def on_verdict(update: Update, context: Context) -> None:
    """Take the owner's decision about a stranger."""
    query, match = update.callback_query, context.matches[0] if context.matches else None
    if query is None or match is None:
        return
    if not is_owner(update, context.shared):
        await query.answer(_(NOT_YOURS))
        return
    approved, identity = match[1] == "yes", int(match[2])
    name = _name_in(query.message.text if isinstance(query.message, Message) else None)
    (context.access.allow if approved else context.access.deny)(identity, name)
    verdict = _("{name} may ask.") if approved else _("{name} may not ask.")
    verdict = verdict.format(name=f"{name} ({identity})")
    await query.answer(verdict[:200])
    await query.edit_message_text(verdict)
    await (let_in if approved else turn_away)(context, identity)


async def let_in(context: Context, identity: int) -> None:
    """Tell somebody that they may ask, and answer what they asked before."""
    await tell(context, identity, ADMITTED)
    kept = context.shared.unheard.take(identity)
    update = None if kept is None else Update.de_json(kept, context.bot)
    if update is not None:
        context.application.create_task(_answer(update, context))


async def _answer(update: Update, context: Context) -> None:
    with speaking(language_of(update, context.shared)):
        await context.application.process_update(update)


async def turn_away(context: Context, identity: int) -> None:
    """Tell somebody that they may not ask, once; after that they are told nothing."""
    context.shared.unheard.take(identity)
    if context.notices.due("denied", identity, every=inf):
        await tell(context, identity, TURNED_AWAY)


def _name_in(text: str | None) -> str:
    return text.rpartition(" (")[0] if text else _("somebody")


async def tell(context: Context, chat: int, words: str) -> None:
    """Send somebody a line in their language, if they take it: who never wrote to the bot can't be written to."""
    try:
        with speaking(context.shared.languages.of(chat)):
            await context.bot.send_message(chat, _(words))
    except Forbidden:
        _LOG.info("%d has blocked the bot, or removed it", chat)
    except BadRequest as error:
        if "chat not found" not in str(error).lower():
            raise
        _LOG.info("%d has never written to the bot", chat)
