"""An answer on its way to a chat: rendered, kept for its buttons, sent as one message or put in place of an older."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.contract.output import as_json
from bot.eyes.spans import span
from bot.linked import linked
from bot.render import to_message
from bot.respond import Response
from bot.telegram.access import reader_of
from bot.telegram.context import Context
from bot.telegram.keyboards import answer_keyboard
from bot.telegram.replying import NO_PREVIEW, quoting
from bot.types import Answer

_GONE = ("message to edit not found", "message can't be edited")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An answer as Telegram is given it; ``key`` is what its buttons carry."""

    key: str
    html: str
    keyboard: InlineKeyboardMarkup
    preview: LinkPreviewOptions


def prepare(response: Response, message: Message, reader: str, context: Context) -> Outgoing:
    """Render a response and keep it, so that its buttons work from the moment it arrives."""
    outcome = response.outcome
    with span("render"):
        shown = to_message(linked(outcome, context.shared.pages, reader), response.about)
    key = context.shared.shown.add(
        message.chat_id,
        message.message_id,
        question=outcome.question,
        answer=as_json(response),
        snapshot=response.snapshot,
        about=response.about,
        by_speaker=isinstance(outcome, Answer) and outcome.by_speaker,
        asker=message.from_user.id if message.from_user is not None else None,
    )
    keyboard = answer_keyboard(key, outcome, more=shown.more, style=context.settings.citation)
    return Outgoing(key, shown.html, keyboard, _preview(shown.preview))


async def reply_with_answer(update: Update, context: Context, response: Response) -> None:
    """Send an answer as a reply to its question."""
    message = update.effective_message
    if message is None:
        return
    outgoing = await asyncio.to_thread(prepare, response, message, reader_of(update), context)
    sent = await message.reply_html(
        outgoing.html,
        reply_markup=outgoing.keyboard,
        reply_parameters=quoting(message),
        link_preview_options=outgoing.preview,
    )
    context.shared.shown.sent(outgoing.key, sent.message_id)


async def edit_answer(update: Update, context: Context, response: Response) -> None:
    """Put an answer in the place of the one that was given to the question before it was edited, if there is one."""
    message = update.effective_message
    if message is None:
        return
    before = context.shared.shown.to_question(message.chat_id, message.message_id)
    if before is None or before.message is None:
        await reply_with_answer(update, context, response)
        return
    outgoing = await asyncio.to_thread(prepare, response, message, reader_of(update), context)
    try:
        await context.bot.edit_message_text(
            outgoing.html,
            message.chat_id,
            before.message,
            parse_mode=ParseMode.HTML,
            reply_markup=outgoing.keyboard,
            link_preview_options=outgoing.preview,
        )
    except BadRequest as error:
        if not any(reason in str(error).lower() for reason in _GONE):
            raise
        await reply_with_answer(update, context, response)
    else:
        context.shared.shown.sent(outgoing.key, before.message)


def _preview(link: str | None) -> LinkPreviewOptions:
    """Return the one preview: small, of the first source."""
    return NO_PREVIEW if link is None else LinkPreviewOptions(url=link, prefer_small_media=True)
