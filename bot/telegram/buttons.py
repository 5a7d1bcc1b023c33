"""What the buttons below an answer do, and /feedback. All is looked up in the state database: a restart harms none."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

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
from bot.telegram.keyboards import with_reasons, without_reasons
from bot.telegram.replying import NO_PREVIEW, quoting, reply_plain
from bot.types import Answer, NotOnRecord
from embeddings.errors import ExpiredError

EXPIRED = N_("This button has expired. Ask again for what is on record now.")
NOTED = N_("Thank you, that was noted.")
WHAT_IS_WRONG = N_("Thank you. What is wrong with it?")
NO_ANSWER_YET = N_("There is no answer here that you could say something about.")
USAGE = N_(
    "Say what you think of the last answer: /feedback WORDS. As a reply to an older answer, it is about that one."
)

Pages = Callable[[Answer | NotOnRecord, ShownAnswer], list[str]]


async def on_source(update: Update, context: Context) -> None:
    """Show one source in full, with what stands around it."""
    number = int(_matched(context)[1])
    await _show(update, context, lambda outcome, _shown: source_pages(outcome, number))


async def on_more(update: Update, context: Context) -> None:
    """Show what an answer's message had no room for."""
    await _show(update, context, lambda outcome, shown: more_messages(outcome, shown.about))


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


def source_pages(outcome: Answer | NotOnRecord, number: int) -> list[str]:
    """Return the messages that show a source. Raises ExpiredError where there is none of that number."""
    for citation in outcome.citations:
        if citation.number == number:
            spans = [(one.start, one.end) for one in outcome.quotes if one.citation == number]
            return source_messages(citation, spans)
    raise ExpiredError(EXPIRED)


async def _show(update: Update, context: Context, pages: Pages) -> None:
    query, shown = update.callback_query, _shown(update, context)
    if query is None or not isinstance(query.message, Message) or shown is None:
        await _expired(query, _(EXPIRED))
        return
    message = query.message
    private = may_see_private(update, context.shared)
    try:
        messages = await asyncio.to_thread(_recalled, context, shown, pages, reader_of(update), private=private)
    except ExpiredError as error:
        await _expired(query, trouble(error))
        return
    await query.answer()
    for text in messages:
        await message.reply_html(text, reply_parameters=quoting(message), link_preview_options=NO_PREVIEW)


def _recalled(context: Context, shown: ShownAnswer, pages: Pages, reader: str, *, private: bool) -> list[str]:
    """Render from an answer that is proven again. Raises ExpiredError where it, or who may see it, has changed."""
    with context.responder.reading() as snapshot:
        outcome = recall(shown.answer, snapshot.store, by_speaker=shown.by_speaker, private=private)
    return pages(linked(outcome, context.shared.pages, reader), shown)


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
