"""The owner's commands: who may ask, how much is asked, what is live, and a new index."""

from __future__ import annotations

import asyncio
import html
import logging
import re

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, Forbidden

from bot.commands.status import status_of, status_text
from bot.locale import N_, _, ngettext, trouble
from bot.rebuilds.sharing import go_back, keep_model
from bot.telegram.access import is_owner
from bot.telegram.admission import let_in, turn_away
from bot.telegram.commands import say
from bot.telegram.context import Context
from bot.telegram.rebuilds import keyboard, told
from bot.telegram.replying import quoting, reply_plain
from bot.telegram.stats import DAYS, chart, summary
from embeddings.errors import OnrecordError

_LOG = logging.getLogger(__name__)

_ID = re.compile(r"-?[0-9]{1,16}")  # Telegram's ids have 52 bits at most
REBUILDING = N_("Rebuilding. The present index goes on answering.")
RUNNING = N_("A rebuild is running already.")
NOT_YOURS = N_("Only my owner can do that.")
ALLOW_USAGE = N_("Name the id of a person or a group, as I told it to them: /allow 123456")
DENY_USAGE = N_("Name the id of a person or a group: /deny 123456")


async def for_owner(update: Update, context: Context) -> bool:
    """Whether the owner sent a command; whoever else did is told so."""
    if is_owner(update, context.shared):
        return True
    await say(update, _(NOT_YOURS))
    return False


async def on_allow(update: Update, context: Context) -> None:
    """Let a person or group ask."""
    if not await for_owner(update, context):
        return
    identity = _identity(context)
    if identity is None:
        await say(update, _(ALLOW_USAGE))
        return
    context.access.allow(identity, "by the owner's command")
    await say(update, _("{name} may ask.", name=identity))
    await let_in(context, identity)


async def on_deny(update: Update, context: Context) -> None:
    """Stop a person or group from asking."""
    if not await for_owner(update, context):
        return
    identity = _identity(context)
    if identity is None or identity == context.access.owner:
        await say(update, _(DENY_USAGE) if identity is None else _("You are my owner."))
        return
    context.access.deny(identity, "by the owner's command")
    await say(update, _("{name} may not ask.", name=identity))
    await turn_away(context, identity)


async def on_status(update: Update, context: Context) -> None:
    """Say what is live, and how the last rebuild went."""
    if await for_owner(update, context):
        status = await asyncio.to_thread(status_of, context.settings)
        asked, waiting = context.shared.standing.counts()
        questions = ngettext("{count} standing question", "{count} standing questions", asked)
        watched = _("watched: {questions}, {waiting} to be told", questions=questions, waiting=waiting)
        text = f"{status_text(status)}\n{watched}" if asked else status_text(status)
        await say(update, html.escape(text)[:4000])


async def on_rebuild(update: Update, context: Context) -> None:
    """Rebuild the index; one message follows it, from the first line of progress to what came of it."""
    if update.message is not None and await for_owner(update, context):
        await start_rebuild(update.message, context)


async def on_accept(update: Update, context: Context) -> None:
    """Publish what the gate refused."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    if not is_owner(update, context.shared):
        await query.answer(_(NOT_YOURS))
        return
    await query.answer()
    await start_rebuild(query.message, context, accept=True)


async def start_rebuild(message: Message, context: Context, *, accept: bool = False) -> None:
    """Start a rebuild, told of in reply to a message, and leave it running."""
    if context.shared.rebuilder.is_running:
        await reply_plain(message, _(RUNNING))
        return
    report = await reply_plain(message, _(REBUILDING))
    context.application.create_task(_rebuild(report, context, accept=accept))


async def _rebuild(report: Message, context: Context, *, accept: bool) -> None:
    async def show(line: str) -> None:
        if line:
            await _show(report, f"{_(REBUILDING)}\n{line}"[:4000])

    last = await context.shared.rebuilder.run(show, accept=accept)
    await _show(report, told(last), keyboard(last))


async def _show(report: Message, text: str, markup: InlineKeyboardMarkup | None = None) -> None:
    try:
        await report.edit_text(text, reply_markup=markup)
    except (BadRequest, Forbidden) as error:  # the same words again, a message that was deleted, a blocked bot
        _LOG.info("a rebuild's report stays as it is (%s)", error)


async def on_rollback(update: Update, context: Context) -> None:
    """Make an older snapshot the live one: the one before, or the one named."""
    if not await for_owner(update, context):
        return
    name = context.args[0] if context.args else None
    try:
        live = await asyncio.to_thread(go_back, context.settings, name)
        model = await asyncio.to_thread(keep_model, context.settings)
    except OnrecordError as error:
        await say(update, html.escape(trouble(error)))
        return
    told = _("{snapshot} is live now. /rebuild goes on from here.", snapshot=live)
    await say(update, "\n".join(filter(None, (told, model and html.escape(model)))))


async def on_stats(update: Update, context: Context) -> None:
    """Send how much was asked and answered, day by day, as a picture."""
    message = update.message
    if message is None or not await for_owner(update, context):
        return
    days = context.shared.tally.days(DAYS)
    picture = await asyncio.to_thread(chart, days)
    await message.reply_photo(
        picture,
        caption=html.escape(summary(days)),
        reply_parameters=quoting(message),
    )


def _identity(context: Context) -> int | None:
    args = context.args or []
    return int(args[0]) if len(args) == 1 and _ID.fullmatch(args[0]) else None
