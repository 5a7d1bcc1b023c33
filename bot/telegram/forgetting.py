"""``/forget``: what the bot keeps about somebody goes, once they have said so twice; and what is old, each day."""

from __future__ import annotations

import asyncio
import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType

from bot.keeping.forgetting import expire, forget
from bot.locale import N_, _
from bot.telegram.access import is_owner
from bot.telegram.context import App, Context, Shared
from bot.telegram.replying import quoting, reply_plain
from embeddings.errors import OnrecordError

_LOG = logging.getLogger(__name__)
FORGET = r"^forget:(yes|no)$"
IN_PRIVATE = N_("Send me /forget in a private chat: it deletes what I keep of you, from groups, too.")
SURE = N_(
    "Shall I delete what I keep of you? Your questions and my answers to them, your votes and remarks, and the "
    "questions that I ask again for you. Messages that stand in chats stay there: delete them yourself."
)
LETS_IN = N_("You can't ask me any more then, until my owner lets you in again.")
DONE = N_("Deleted. I know nothing of you any more.")
KEPT = N_("Nothing was deleted.")
_DAY = 86_400.0


async def on_forget(update: Update, context: Context) -> None:
    """Ask whether it is meant."""
    message = update.message
    if message is None:
        return
    if message.chat.type != ChatType.PRIVATE:
        await reply_plain(message, _(IN_PRIVATE))
        return
    allowed = context.access.standing(message.chat.id) == "allowed" and not is_owner(update, context.shared)
    labels = ((_("Delete it"), "yes"), (_("Keep it"), "no"))
    buttons = [InlineKeyboardButton(label, callback_data=f"forget:{said}") for label, said in labels]
    text = " ".join([_(SURE), *([_(LETS_IN)] if allowed and context.settings.access != "open" else [])])
    markup = InlineKeyboardMarkup([buttons])
    await message.reply_text(text, reply_markup=markup, reply_parameters=quoting(message))


async def on_forget_button(update: Update, context: Context) -> None:
    """Delete it, or don't."""
    query, match = update.callback_query, context.matches[0] if context.matches else None
    if query is None or match is None or not isinstance(query.message, Message):
        return
    if match[1] == "yes":
        await asyncio.to_thread(forget, context.state, query.from_user.id)
    await query.answer()
    await query.edit_message_text(_(DONE if match[1] == "yes" else KEPT))


async def keep_clean(application: App) -> None:
    """Delete what is old enough, now and each day."""
    while True:
        await asyncio.to_thread(_expire, application.bot_data)
        await asyncio.sleep(_DAY)


def _expire(shared: Shared) -> None:
    try:
        expire(shared.state, shared.settings)
    except OnrecordError as error:  # it is tried again tomorrow
        _LOG.error("what is old was not deleted: %s", error)
