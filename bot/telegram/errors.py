"""When something goes wrong: the log has all of it, the owner a redacted report, whoever asked a calm sentence."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from telegram import Update
from telegram.error import Forbidden, InvalidToken, TelegramError

from bot.live import UNREACHABLE
from bot.locale import N_, _, ngettext, speaking
from bot.telegram.context import Bot, Context, Shared
from bot.telegram.owner import tell_owner
from bot.telegram.replying import reply_plain
from embeddings.errors import IndexGoneError, StateGoneError

_LOG = logging.getLogger(__name__)
_MINUTE = 60.0
_LONGEST = 1000  # characters of an error that the owner is shown

TROUBLE = N_("Something went wrong here, and it was written down. Please ask again in a while.")


async def on_error(update: object, context: Context) -> None:
    """Write an error down, tell the person calmly that there was one, and the owner which."""
    error = context.error
    if isinstance(error, InvalidToken):
        context.shared.revoked.set()
        return
    if isinstance(error, StateGoneError):
        _LOG.warning("an update is left for later: %s", error)
        context.shared.left_over |= {update.update_id} if isinstance(update, Update) else set()
        return
    if isinstance(error, Forbidden):
        _LOG.info("an answer could not be delivered (%s)", error)
        return
    gone = isinstance(error, IndexGoneError)
    _LOG.error("an update could not be handled%s", f": {error}" if gone else "", exc_info=None if gone else error)
    if isinstance(update, Update):
        await calm(update, UNREACHABLE if gone else TROUBLE)
    if error is not None:
        with speaking(context.shared.languages.of(context.shared.access.owner)):
            await report(context.shared, context.bot, describe(error))


async def calm(update: Update, words: str = TROUBLE) -> None:
    """Tell whoever sent an update that something went wrong, and no more."""
    try:
        if update.callback_query is not None:
            await update.callback_query.answer(_(words))
        elif update.inline_query is not None:
            await update.inline_query.answer([], cache_time=0, is_personal=True)
        elif update.effective_message is not None and update.guest_message is None:
            await reply_plain(update.effective_message, _(words))
    except TelegramError as error:
        _LOG.warning("and nobody could be told so (%s)", error)


async def report(shared: Shared, bot: Bot, trouble: str) -> None:
    """Tell the owner of a trouble, once in a minute; how many more there were is told with the next."""
    owner = shared.access.owner
    if owner is None:
        return
    if not shared.notices.due("error", owner, every=_MINUTE):
        shared.held_back += 1
        return
    held, shared.held_back = shared.held_back, 0
    more = ngettext(
        "Since the last report, {count} more was held back; the log has it.",
        "Since the last report, {count} more were held back; the log has them.",
        held,
    )
    await tell_owner(shared, bot, shared.redact(trouble) + (f"\n\n{more}" if held else ""))


def describe(error: Exception) -> str:
    """What went wrong and where, in two lines, without what people wrote beyond the error's own words."""
    return (
        f"{_('An update could not be handled.')}\n{type(error).__name__}: {error}"[:_LONGEST] + f"\n({place_of(error)})"
    )


def place_of(error: Exception) -> str:
    """Return the line of code that raised an error."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}, in {frames[-1].name}" if frames else "unknown"
