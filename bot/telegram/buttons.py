"""What the buttons below an answer do, and /feedback. All is looked up in the state database: a restart harms none."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest

from bot.contract.recall import recall
from bot.linked import linked
from bot.locale import N_, _, trouble
from bot.render import more_messages, source_messages
from bot.state.feedback import REASONS, Reason, Verdict
from bot.state.shown import ShownAnswer
from bot.telegram.access import may_see_private, reader_of
from bot.telegram.context import Context
from bot.telegram.files import file_of
from bot.telegram.keyboards import source_keyboard, with_reasons, without_reasons
from bot.telegram.replying import quoting, reply, reply_plain
from bot.types import Answer, Citation, NotOnRecord
from embeddings.errors import ExpiredError
from embeddings.library.open_library import OpenLibrary

EXPIRED = N_("This button has expired. Ask again for what is on record now.")
NOTED = N_("Thank you, that was noted.")
WHAT_IS_WRONG = N_("Thank you. What is wrong with it?")
NO_ANSWER_YET = N_("There is no answer here that you could say something about.")
USAGE = N_(
    "Say what you think of the last answer: /feedback WORDS. As a reply to an older answer, it is about that one."
)

Pages = tuple[list[str], InlineKeyboardMarkup | None]  # messages, and what stands below the last
Made = Callable[[Answer | NotOnRecord, ShownAnswer, OpenLibrary], Pages]


async def on_source(update: Update, context: Context) -> None:
    """Show one source in full, with what stands around it."""
    number = int(_matched(context)[1])

    def made(outcome: Answer | NotOnRecord, shown: ShownAnswer, snapshot: OpenLibrary) -> Pages:
        settings, citation = context.settings, citation_in(outcome, number)
        file = file_of(citation.document, snapshot, settings) is not None
        keyboard = source_keyboard(shown.key, outcome, number, settings.citation, file=file)
        spans = [(one.start, one.end) for one in outcome.quotes if one.citation == number]
        return source_messages(citation, spans), keyboard

    await _show(update, context, made)


async def on_file(update: Update, context: Context) -> None:
    """Send the file of a source, to those who may see the document, where the operator allows that."""
    query, shown = update.callback_query, _shown(update, context)
    if query is None or not isinstance(query.message, Message) or shown is None:
        await _expired(query, _(EXPIRED))
        return
    number, private = int(_matched(context)[1]), may_see_private(update, context.shared)
    try:
        path = await asyncio.to_thread(_file, context, shown, number, private=private)
    except ExpiredError as error:
        await _expired(query, trouble(error))
        return
    if path is None:
        await _expired(query, _(EXPIRED))
        return
    await query.answer()
    await query.message.reply_document(path, reply_parameters=quoting(query.message))


def _file(context: Context, shown: ShownAnswer, number: int, *, private: bool) -> Path | None:
    with context.responder.reading() as snapshot:
        outcome = recall(shown.answer, snapshot.store, by_speaker=shown.by_speaker, private=private)
        return file_of(citation_in(outcome, number).document, snapshot, context.settings)


async def on_more(update: Update, context: Context) -> None:
    """Show what an answer's message had no room for."""
    await _show(update, context, lambda outcome, shown, _snapshot: (more_messages(outcome, shown.about), None))


async def on_vote(update: Update, context: Context) -> None:
    """Take a vote; a bad one is asked why, where there was an answer to be wrong."""
    verdict: Verdict = "good" if _matched(context)[1] == "good" else "bad"
    shown = _shown(update, context)
    query = update.callback_query
    if query is None or shown is None:
        await _expired(query, _(EXPIRED))
        return
    context.shared.feedback.vote(shown, query.from_user.id, verdict)
    ask_why = verdict == "bad" and json.loads(shown.answer)["outcome"] == "answered"
    await query.answer(_(WHAT_IS_WRONG if ask_why else NOTED))
    await _put_keyboard(query, lambda markup: with_reasons(markup, shown.key) if ask_why else without_reasons(markup))


async def on_reason(update: Update, context: Context) -> None:
    """Take the reason of a bad vote."""
    reason: Reason = next(one for one in REASONS if one == _matched(context)[1])
    shown = _shown(update, context)
    query = update.callback_query
    if query is None or shown is None:
        await _expired(query, _(EXPIRED))
        return
    context.shared.feedback.vote(shown, query.from_user.id, "bad", reason)
    await query.answer(_(NOTED))
    await _put_keyboard(query, without_reasons)


async def on_feedback(update: Update, context: Context) -> None:
    """Take a remark on the last answer in this chat, or on the one that is replied to."""
    message = update.effective_message
    if message is None:
        return
    words = (message.text or "").partition(" ")[2].strip()
    replied = message.reply_to_message
    answers = context.shared.shown
    shown = answers.at_message(message.chat_id, replied.message_id) if replied else answers.last(message.chat_id)
    if words and shown is not None:
        user = message.from_user
        context.shared.feedback.remark(shown, words, user.id if user is not None else None)
    said = USAGE if not words else NO_ANSWER_YET if shown is None else NOTED
    await reply_plain(message, _(said))


def citation_in(outcome: Answer | NotOnRecord, number: int) -> Citation:
    """Return a citation by its number. Raises ExpiredError where there is none."""
    for citation in outcome.citations:
        if citation.number == number:
            return citation
    raise ExpiredError(EXPIRED)


async def _show(update: Update, context: Context, made: Made) -> None:
    query, shown = update.callback_query, _shown(update, context)
    if query is None or not isinstance(query.message, Message) or shown is None:
        await _expired(query, _(EXPIRED))
        return
    message = query.message
    private = may_see_private(update, context.shared)
    try:
        messages, keyboard = await asyncio.to_thread(
            _recalled, context, shown, made, reader_of(update), private=private
        )
    except ExpiredError as error:
        await _expired(query, trouble(error))
        return
    await query.answer()
    for place, text in enumerate(messages, start=1):
        await reply(message, text, keyboard if place == len(messages) else None)


def _recalled(context: Context, shown: ShownAnswer, made: Made, reader: str, *, private: bool) -> Pages:
    """Render from an answer that is proven again. Raises ExpiredError where it, or who may see it, has changed."""
    with context.responder.reading() as snapshot:
        outcome = recall(shown.answer, snapshot.store, by_speaker=shown.by_speaker, private=private)
        return made(linked(outcome, context.shared.pages, reader), shown, snapshot)


def _shown(update: Update, context: Context) -> ShownAnswer | None:
    """Return the answer that a button's key stands for, in the chat where the button is."""
    chat = update.effective_chat
    return None if chat is None else context.shared.shown.get(_matched(context)[0], chat.id)


def _matched(context: Context) -> tuple[str, ...]:
    return context.matches[0].groups() if context.matches else ("", "")


async def _expired(query: CallbackQuery | None, why: str) -> None:
    if query is not None:
        await query.answer(why, show_alert=True)


async def _put_keyboard(
    query: CallbackQuery, change: Callable[[InlineKeyboardMarkup | None], InlineKeyboardMarkup]
) -> None:
    message = query.message
    if not isinstance(message, Message) or (markup := change(message.reply_markup)) == message.reply_markup:
        return
    try:
        await message.edit_reply_markup(markup)
    except BadRequest as error:  # two people at once: the keyboard is as it should be already
        if "not modified" not in str(error).lower():
            raise
