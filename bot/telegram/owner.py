"""What the owner is told unasked. It waits until no answer does: one stranger's noise must not delay an answer."""

from __future__ import annotations

import logging

from telegram import InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.telegram.context import Bot, Shared
from bot.telegram.sending import PATIENT

_LOG = logging.getLogger(__name__)


async def tell_owner(
    shared: Shared, bot: Bot, text: str, markup: InlineKeyboardMarkup | None = None, parse_mode: str | None = None
) -> bool:
    """Send the owner a message that nobody waits for; whether it was taken."""
    owner = shared.access.owner
    if owner is None:
        return False
    before = PATIENT.set(True)
    try:
        await bot.send_message(owner, text, reply_markup=markup, parse_mode=parse_mode)
    except TelegramError as error:
        _LOG.warning("the owner could not be told (%s)", error)
        return False
    finally:
        PATIENT.reset(before)
    return True
