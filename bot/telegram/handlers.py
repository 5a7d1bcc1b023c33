"""What the bot does with each kind of update. Encoding and search run off the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import html

from telegram import LinkPreviewOptions, Message, ReplyParameters, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.render import listing_html, sources_html
from bot.telegram.answering import reply_with_answer
from bot.telegram.context import Context
from bot.who import who
from embeddings.errors import QuestionError

GREETING = (
    "Ask me a question. I answer from my operator's documents only: the exact words, the document and the "
    "paragraph they stand in. Where nothing is on record, I say so."
)
HELP = (
    f"{GREETING}\n\nThe numbers in brackets lead to the sources below the quotes; tap a passage to unfold it, or a"
    " number below to see the source with what stands around it. Say whether an answer was good: 👍, 👎, /feedback."
    ' You can ask on: "And when was that?" /new starts on something else.\n/sources lists the documents;'
    " /who NAME lists what a speaker has on record."
    '\nNarrow any question: from:"Yang Sem" in:"VOA Khmer" after:2017-10-01 before:2018 "exact words"'
)
FORGOTTEN = "Forgotten. The next question stands by itself."


async def on_start(update: Update, _: Context) -> None:
    """Greet."""
    await _reply(update, html.escape(GREETING))


async def on_help(update: Update, _: Context) -> None:
    """Say how to ask."""
    await _reply(update, html.escape(HELP))


async def on_sources(update: Update, context: Context) -> None:
    """List the documents."""
    store = context.responder.snapshot.store
    documents = await asyncio.to_thread(store.documents)
    await _reply(update, sources_html(list(documents.values())))


async def on_who(update: Update, context: Context) -> None:
    """List what a speaker has on record."""
    store = context.responder.snapshot.store
    listing = await asyncio.to_thread(who, store, " ".join(context.args or []))
    await _reply(update, listing_html(listing.head, listing.lines))


async def on_new(update: Update, context: Context) -> None:
    """Forget what a next question could lean on."""
    context.memory.turn = None
    await _reply(update, FORGOTTEN)


async def on_question(update: Update, context: Context) -> None:
    """Answer a text message; it may lean on the one before it in the same chat, which has been answered by now."""
    message = update.effective_message
    if message is None or message.text is None:
        return
    context.application.create_task(_typing(message))
    try:
        response = await asyncio.to_thread(context.responder.respond, message.text, context.memory.turn)
    except QuestionError as error:
        await _reply(update, html.escape(str(error)))
    else:
        context.memory.turn = response.turn
        await reply_with_answer(update, context, response)


async def _typing(message: Message) -> None:
    """Show that an answer is on its way, which no answer shall wait for or fail by."""
    with contextlib.suppress(TelegramError):
        await message.reply_chat_action(ChatAction.TYPING)


async def _reply(update: Update, text: str) -> None:
    message = update.effective_message
    if message is not None:
        await message.reply_html(
            text,
            reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
