"""The owner's commands: who may ask, how much is asked, what is live, and a new index."""

from __future__ import annotations

import asyncio
import html

from telegram import Update

from bot.telegram.access import ADMITTED, is_owner, tell
from bot.telegram.commands import say
from bot.telegram.context import Context
from bot.telegram.replying import quoting
from bot.telegram.stats import DAYS, chart, summary

NOT_YOURS = "Only my owner can do that."
ALLOW_USAGE = "Name the id of a person or a group, as I told it to them: /allow 123456"
DENY_USAGE = "Name the id of a person or a group: /deny 123456"


async def for_owner(update: Update, context: Context) -> bool:
    """Whether the owner sent a command; whoever else did is told so."""
    if is_owner(update, context.shared):
        return True
    await say(update, NOT_YOURS)
    return False


async def on_allow(update: Update, context: Context) -> None:
    """Let a person or group ask."""
    if not await for_owner(update, context):
        return
    identity = _identity(context)
    if identity is None:
        await say(update, ALLOW_USAGE)
        return
    context.access.allow(identity, "by the owner's command")
    await say(update, f"{identity} may ask.")
    await tell(context, identity, ADMITTED)


async def on_deny(update: Update, context: Context) -> None:
    """Stop a person or group from asking."""
    if not await for_owner(update, context):
        return
    identity = _identity(context)
    if identity is None or identity == context.access.owner:
        await say(update, DENY_USAGE if identity is None else "You are my owner.")
        return
    context.access.deny(identity, "by the owner's command")
    await say(update, f"{identity} may not ask.")


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
    try:
        return int(args[0]) if len(args) == 1 else None
    except ValueError:
        return None
