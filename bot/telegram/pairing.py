"""The pairing code: who sends it first in a private chat is the owner, and who sends another is told so."""

from __future__ import annotations

import logging
from typing import Literal

from telegram import Update

from bot.locale import N_, _, ngettext
from bot.state.access import ATTEMPTS, is_code
from bot.telegram.access import HOUR, asker_of
from bot.telegram.context import Context
from bot.telegram.replying import reply_plain

_LOG = logging.getLogger(__name__)
WELCOME = N_("You are my owner now. I tell you who else wants to ask, and what goes wrong here.")
EXPIRED = N_("That code has expired. Start me again, and send me the new one.")
Paired = Literal["owner", "wrong", "nothing"]


async def pair(update: Update, context: Context) -> Paired:
    """Make the sender of the pairing code the owner, or say that it is another. "/start CODE" is read, too.

    Nothing is said of codes where somebody owns the bot, or to who has guessed too often: "nothing".
    """
    message, asker = update.message, asker_of(update)
    if message is None or message.text is None or asker.user is None or not asker.is_private:
        return "nothing"
    typed, access, user = message.text.strip().lower().removeprefix("/start ").strip(), context.access, asker.user
    if not is_code(typed) or access.owner is not None or access.guesses(user.id) >= ATTEMPTS:
        return "nothing"
    if access.is_expired:
        _LOG.warning("somebody sent a pairing code, but it has expired; start the bot again for a new one")
        if context.notices.due("expired", user.id, every=HOUR):
            await reply_plain(message, _(EXPIRED))
        return "wrong"
    if access.pair(user.id, user.full_name, typed):
        _LOG.info("%s (%d) sent the pairing code and owns the bot now", user.full_name, user.id)
        await reply_plain(message, _(WELCOME))
        return "owner"
    left = ATTEMPTS - access.guesses(user.id)
    if not left:
        _LOG.warning("%d guessed at the pairing code too often, and is not heard any more", user.id)
    await reply_plain(message, _wrong(left))
    return "wrong"


def _wrong(left: int) -> str:
    return ngettext(
        "That is not my pairing code. You may try {count} more time.",
        "That is not my pairing code. You may try {count} more times.",
        left,
    )
