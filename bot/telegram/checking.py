"""``/check``: a quote that goes round, typed, replied to, forwarded or inline, and whether it is on record."""

from __future__ import annotations

import asyncio
import html
import re

from telegram import InlineQueryResultArticle, InputTextMessageContent, Message, Update

from bot.checking.checked import Checked
from bot.linked import linked_check
from bot.locale import N_, _, trouble
from bot.render.checks import check_html, verdict_line
from bot.responder import CheckResponse
from bot.telegram.access import may_see_private, reader_of
from bot.telegram.auditing import cited, note
from bot.telegram.context import Context
from bot.telegram.replying import NO_PREVIEW, reply, reply_plain
from embeddings.errors import QuestionError

USAGE = N_(
    "Paste the quote after the command: /check “They were not driven out.” Or reply with /check to a message that has "
    "it, or forward me that message. “X: …” and “X said …” are read as claims that X said it."
)
INLINE = re.compile(r"(?i)^check\b[:\s]*")
_CACHED = 30  # seconds for which Telegram may give one person the same list


async def on_check(update: Update, context: Context) -> None:
    """Check what stands behind the command or, where nothing does, the message that it replies to."""
    message = update.message
    if message is None:
        return
    typed = (message.text or "").strip().partition(" ")[2]
    text = typed.strip() or _words(message.reply_to_message)
    if not text:
        await reply_plain(message, _(USAGE))
        return
    await _answer(message, text, update, context)


async def on_forward(update: Update, context: Context) -> None:
    """Check a message that somebody forwards: it is what others say, and no question."""
    message = update.message
    if message is not None and (text := _words(message)):
        await _answer(message, text, update, context)


async def on_inline_check(update: Update, context: Context) -> None:
    """Offer the verdict on ``check WORDS``, to paste into any chat; private documents are left out."""
    query = update.inline_query
    if query is None:
        return
    words = INLINE.sub("", query.query.strip())
    try:
        response = await asyncio.to_thread(context.responder.check, words)
    except QuestionError:
        await query.answer([], cache_time=_CACHED, is_personal=True)
        return
    content = InputTextMessageContent(
        check_html(_shown(response, update, context)), parse_mode="HTML", link_preview_options=NO_PREVIEW
    )
    title = verdict_line(response.checked)[:120]
    result = InlineQueryResultArticle("check", title, content, description=response.checked.words[:160])
    await query.answer([result], cache_time=_CACHED, is_personal=True)


async def _answer(message: Message, text: str, update: Update, context: Context) -> None:
    private = may_see_private(update, context.shared)
    try:
        response = await asyncio.to_thread(context.responder.check, text, private=private)
    except QuestionError as error:
        await reply(message, html.escape(trouble(error)))
        return
    await reply(message, check_html(_shown(response, update, context)))


def _shown(response: CheckResponse, update: Update, context: Context) -> Checked:
    """Return what came of a check as whoever sees it is shown it, and keep that they are."""
    checked = response.checked
    note(context.shared, update, checked.typed, checked.verdict, cited(checked))
    return linked_check(checked, context.shared.pages, reader_of(update))


def _words(message: Message | None) -> str:
    return "" if message is None else (message.text or message.caption or "").strip()
