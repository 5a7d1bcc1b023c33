"""Questions: asked, edited, and what is no text. Encoding and search run off the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.locale import N_, _, trouble
from bot.questions.followup import Turn
from bot.render import to_html
from bot.respond import Response
from bot.telegram.access import may_see_private
from bot.telegram.addressing import Asked, asked
from bot.telegram.answering import edit_answer, reply_with_answer
from bot.telegram.auditing import cited, note, outcome_name
from bot.telegram.context import Context, Memory
from bot.telegram.replying import reply, reply_plain
from bot.telegram.stats import ANSWERED, REFUSED
from bot.types import Answer, NotOnRecord
from embeddings.errors import QuestionError

_LOG = logging.getLogger(__name__)
EMPTY = N_("Ask after the command, for example: /ask Who denied it? Or reply with /ask to somebody's question.")
TEXT_ONLY = N_("I read text only. Type your question, and I look for it on record.")
UNKNOWN = N_("I don't know that command. /help lists those that I know.")
_A_WHILE = 0.5  # seconds
_ALBUM = 10.0  # seconds: the pictures of an album come as messages of their own


async def on_question(update: Update, context: Context) -> None:
    """Answer a message; it may lean on the one before it in the same chat, which has been answered by now."""
    message = update.message
    question = asked(message, context.bot.bot) if message is not None else None
    if message is not None and question is not None:
        await answer_to(update, message, question, context)


async def on_edit(update: Update, context: Context) -> None:
    """Answer an edited question anew, in the same place; one that has no answer yet gets one."""
    message = update.edited_message
    question = asked(message, context.bot.bot) if message is not None else None
    if message is not None and question is not None:
        await answer_to(update, message, question, context)


async def answer_to(update: Update, message: Message, question: Asked, context: Context) -> None:
    """Answer a question that a message asks; silently, where it is a remark that nothing is on record for."""
    if not question.question:
        await reply_plain(message, _(EMPTY))
        return
    memory, edited = context.remembered(message.chat_id), message.edit_date is not None
    again = memory.message == message.message_id
    before = memory.before if again else None if edited else _turn(memory, message, question)
    try:
        private = may_see_private(update, context.shared)
        with _typing(message, context):
            response = await asyncio.to_thread(context.responder.respond, question.question, before, private=private)
    except QuestionError as error:
        await reply_plain(message, trouble(error))
        return
    if isinstance(response.outcome, NotOnRecord) and response.outcome.is_talk:
        if question.by_name:  # else it is a remark to the others
            await reply(message, to_html(response.outcome))
        return
    await _answer(update, message, question, response, before, context)


async def _answer(
    update: Update, message: Message, question: Asked, response: Response, before: Turn | None, context: Context
) -> None:
    memory, edited = context.remembered(message.chat_id), message.edit_date is not None
    is_answer = isinstance(response.outcome, Answer)
    context.shared.tally.add(ANSWERED if is_answer else REFUSED)
    _LOG.info("%s in %.1f ms", outcome_name(response.outcome), response.milliseconds)
    if not is_answer and not question.by_name:
        return
    note(context.shared, update, question.question, outcome_name(response.outcome), cited(response.outcome))
    if memory.message == message.message_id or not edited:  # the last question, not an older one
        now = Memory(response.turn, before, message.message_id, _asker(message), response.trail)
        context.remember(message.chat_id, now)
    await (edit_answer if edited else reply_with_answer)(update, context, response)


def _turn(memory: Memory, message: Message, question: Asked) -> Turn | None:
    """Return what a question may lean on: in a group, the asker's own last one, or the answer that they reply to."""
    return memory.turn if _asker(message) == memory.asker or not question.by_name else None


def _asker(message: Message) -> int | None:
    return message.from_user.id if message.from_user is not None else None


async def on_other(update: Update, context: Context) -> None:
    """Say, in one line, what is read; once for an album."""
    message = update.message
    if message is not None and context.notices.due("text only", message.chat.id, every=_ALBUM):
        await reply_plain(message, _(TEXT_ONLY))


async def on_unknown(update: Update, _context: Context) -> None:
    """Name the way to the commands that there are."""
    if update.message is not None:
        await reply_plain(update.message, _(UNKNOWN))


@contextlib.contextmanager
def _typing(message: Message, context: Context) -> Iterator[None]:
    """Show that an answer is on its way, where it takes a while; no answer waits for this or fails by it."""
    ready = asyncio.Event()
    context.application.create_task(_show_typing(message, ready))
    try:
        yield
    finally:
        ready.set()


async def _show_typing(message: Message, ready: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(ready.wait(), _A_WHILE)
    except TimeoutError:
        with contextlib.suppress(TelegramError):
            await message.reply_chat_action(ChatAction.TYPING)
