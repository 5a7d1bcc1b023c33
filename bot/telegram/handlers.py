"""What the bot does with each kind of update. Encoding and search run off the event loop."""

from __future__ import annotations

import asyncio
import html
import logging
from typing import Any

from telegram import LinkPreviewOptions, ReplyParameters, Update
from telegram.constants import ChatAction
from telegram.ext import CallbackContext, ExtBot

from bot.render import listing_html, sources_html, to_html
from bot.responder import Responder
from bot.who import Listing, who
from embeddings.errors import QuestionError
from embeddings.types import Document

_LOG = logging.getLogger(__name__)

GREETING = (
    "Ask me a question. I answer from my operator's documents only: the exact words, the document and the "
    "paragraph they stand in. Where nothing is on record, I say so."
)
HELP = (
    f"{GREETING}\n\nThe numbers in brackets lead to the sources below the quotes; tap a passage to read it in full."
    ' You can ask on: "And when was that?" /new starts on something else.\n/sources lists the documents;'
    " /who NAME lists what a speaker has on record."
    '\nNarrow any question: from:"Yang Sem" in:"VOA Khmer" after:2017-10-01 before:2018 "exact words"'
)
FORGOTTEN = "Forgotten. The next question stands by itself."
TROUBLE = "Something went wrong here, and it was written down. Please ask again in a while."

Data = dict[Any, Any]
Context = CallbackContext[ExtBot[None], Data, Data, dict[str, Responder]]


async def on_start(update: Update, _: Context) -> None:
    """Greet."""
    await _reply(update, html.escape(GREETING))


async def on_help(update: Update, _: Context) -> None:
    """Say how to ask."""
    await _reply(update, html.escape(HELP))


async def on_sources(update: Update, context: Context) -> None:
    """List the documents."""
    documents = await asyncio.to_thread(_documents, context.bot_data["responder"])
    await _reply(update, sources_html(documents))


async def on_who(update: Update, context: Context) -> None:
    """List what a speaker has on record."""
    listing = await asyncio.to_thread(_who, context.bot_data["responder"], " ".join(context.args or []))
    await _reply(update, listing_html(listing.head, listing.lines))


async def on_new(update: Update, context: Context) -> None:
    """Forget what a next question could lean on."""
    async with _turn_taking(context):
        _memory(context).pop("turn", None)
    await _reply(update, FORGOTTEN)


async def on_question(update: Update, context: Context) -> None:
    """Answer a text message; it may lean on the one before it in the same chat."""
    message = update.effective_message
    if message is None or message.text is None:
        return
    async with _turn_taking(context):
        await message.reply_chat_action(ChatAction.TYPING)
        respond, previous = context.bot_data["responder"].respond, _memory(context).get("turn")
        try:
            response = await asyncio.to_thread(respond, message.text, previous)
        except QuestionError as error:
            await _reply(update, html.escape(str(error)))
        else:
            _memory(context)["turn"] = response.turn
            await _reply(update, to_html(response.outcome, response.about))


async def on_error(update: object, context: Context) -> None:
    """Write an error down, and tell the person calmly that there was one."""
    _LOG.error("an update could not be handled", exc_info=context.error)
    if isinstance(update, Update) and update.effective_message is not None:
        await _reply(update, TROUBLE)


def _documents(responder: Responder) -> list[Document]:
    with responder.reading() as snapshot:
        return list(snapshot.store.documents().values())


def _who(responder: Responder, name: str) -> Listing:
    with responder.reading() as snapshot:
        return who(snapshot.store, name)


def _memory(context: Context) -> Data:
    return {} if context.chat_data is None else context.chat_data


def _turn_taking(context: Context) -> asyncio.Lock:
    """Return the chat's lock: a question that is sent before the last one's answer still leans on it."""
    lock: asyncio.Lock = _memory(context).setdefault("turn taking", asyncio.Lock())
    return lock


async def _reply(update: Update, text: str) -> None:
    message = update.effective_message
    if message is not None:
        await message.reply_html(
            text,
            reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
