"""Questions: asked, edited, and what is no text. Encoding and search run off the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import html

from telegram import Message, Update
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.answer import Answer
from bot.render import to_html
from bot.responder import Response
from bot.telegram.addressing import Asked, asked
from bot.telegram.context import Context
from bot.telegram.replying import NO_PREVIEW, reply
from embeddings.errors import QuestionError

EMPTY = "Ask after the command, for example: /ask Who denied it? Or reply with /ask to somebody's question."
TEXT_ONLY = "I read text only. Type your question, and I look for it on record."
UNKNOWN = "I don't know that command. /help lists those that I know."
_ALBUM = 10.0  # seconds: the pictures of an album come as messages of their own


async def on_question(update: Update, context: Context) -> None:
    """Answer a message; it may lean on the one before it in the same chat, which has been answered by now."""
    message = update.message
    question = asked(message, context.bot.bot) if message is not None else None
    if message is not None and question is not None:
        await answer_to(message, question, context)


async def answer_to(message: Message, question: Asked, context: Context) -> None:
    """Answer a question in reply to a message."""
    markup = await _answered(message, question, context)
    if markup is not None:
        sent = await reply(message, markup)
        context.shared.replies.keep(message.chat.id, message.id, sent.id)


async def on_edit(update: Update, context: Context) -> None:
    """Answer an edited question anew, in the same place; one that has no answer yet gets one."""
    message = update.edited_message
    question = asked(message, context.bot.bot) if message is not None else None
    if message is None or question is None:
        return
    answer = context.shared.replies.answer_to(message.chat.id, message.id)
    markup = await _answered(message, question, context)
    if markup is None:
        return
    if answer is None or not await _edited(context, message.chat.id, answer, markup):
        sent = await reply(message, markup)
        context.shared.replies.keep(message.chat.id, message.id, sent.id)


async def on_other(update: Update, context: Context) -> None:
    """Say, in one line, what is read; once for an album."""
    message = update.message
    if message is not None and context.notices.due("text only", message.chat.id, every=_ALBUM):
        await reply(message, TEXT_ONLY)


async def on_unknown(update: Update, _: Context) -> None:
    """Name the way to the commands that there are."""
    if update.message is not None:
        await reply(update.message, UNKNOWN)


async def _answered(message: Message, question: Asked, context: Context) -> str | None:
    """Return the answer as HTML, None where silence is better: a remark among people that nothing is on record for."""
    if not question.question:
        return html.escape(EMPTY)
    context.application.create_task(_typing(message))
    memory = context.memory
    again = memory.message == message.id
    before = memory.before if again else memory.turn if message.edit_date is None else None
    try:
        response = await asyncio.to_thread(context.responder.respond, question.question, before)
    except QuestionError as error:
        return html.escape(str(error))
    context.shared.tally.add("answered" if isinstance(response.outcome, Answer) else "not on record")
    if not isinstance(response.outcome, Answer) and not question.by_name:
        return None
    if again or message.edit_date is None:  # the last question, not an older one that was edited
        memory.before, memory.turn, memory.message, memory.last = before, response.turn, message.id, response
    return _markup(response)


def _markup(response: Response) -> str:
    return to_html(response.outcome, response.about)


async def _typing(message: Message) -> None:
    """Show that an answer is on its way, which no answer shall wait for or fail by."""
    with contextlib.suppress(TelegramError):
        await message.reply_chat_action(ChatAction.TYPING)


async def _edited(context: Context, chat: int, answer: int, markup: str) -> bool:
    """Edit an answer; whether it is there to be edited."""
    try:
        await context.bot.edit_message_text(
            markup, chat, answer, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        )
    except BadRequest as error:
        return "not modified" in str(error)
    return True
