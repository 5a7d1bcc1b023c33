"""Quotes for other chats: inline queries, and the questions of guests in groups that the bot is no member of."""

from __future__ import annotations

import asyncio
import html
from dataclasses import replace

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)

from bot.linked import linked
from bot.locale import N_, _, trouble
from bot.render import describe, short, to_html
from bot.telegram.access import reader_of
from bot.telegram.addressing import asked
from bot.telegram.auditing import cited, note, outcome_name
from bot.telegram.context import Context
from bot.types import Answer, NotOnRecord, Quote
from embeddings.errors import QuestionError

MOST = 10  # quotes to choose from
_SHORTEST = 3  # characters that are worth a search
_CACHED = 30  # seconds for which Telegram may give one person the same list
_LONGEST = 160  # characters of a quote in the list
NOTHING = N_("Not on record")
TYPE_ON = N_("Type a question")


async def on_inline(update: Update, context: Context) -> None:
    """Offer up to ten quotes, each with its attribution, to paste into any chat."""
    query = update.inline_query
    if query is None:
        return
    text = query.query.strip()
    if len(text) < _SHORTEST:
        await query.answer([], cache_time=_CACHED, is_personal=True, button=_button(_(TYPE_ON)))
        return
    try:
        response = await asyncio.to_thread(context.responder.respond, text, quotes=MOST)
    except QuestionError as error:
        await query.answer([], cache_time=_CACHED, is_personal=True, button=_button(short(trouble(error))[:64]))
        return
    note(context.shared, update, text, outcome_name(response.outcome), cited(response.outcome))
    results = quotes_to_paste(linked(response.outcome, context.shared.pages, reader_of(update)))
    talk = isinstance(response.outcome, NotOnRecord) and response.outcome.is_talk
    button = None if results else _button(_(TYPE_ON) if talk else _(NOTHING))
    await query.answer(results, cache_time=_CACHED, is_personal=True, button=button)


async def on_guest(update: Update, context: Context) -> None:
    """Answer somebody who named the bot in a group that it is no member of; there is room for one message."""
    message = update.guest_message
    if message is None or message.guest_query_id is None:
        return
    found = asked(message, context.bot.bot)
    text = found.question if found is not None else message.text or ""
    try:
        response = await asyncio.to_thread(context.responder.respond, text)
        outcome = linked(response.outcome, context.shared.pages, reader_of(update))
        answer = to_html(outcome, response.about)
        note(context.shared, update, text, outcome_name(outcome), cited(outcome))
    except QuestionError as error:
        answer = html.escape(trouble(error))
    await message.answer_guest_query(_article("answer", _("Answer"), answer, ""))


def quotes_to_paste(outcome: Answer | NotOnRecord) -> list[InlineQueryResultArticle]:
    """Return one result for each quote of an answer: an answer of its own, with that quote alone."""
    if not isinstance(outcome, Answer):
        return []
    cited = {citation.number: citation for citation in outcome.citations}
    results = []
    for number, quote in enumerate(outcome.quotes, start=1):
        citation = replace(cited[quote.citation], number=1)
        alone = replace(outcome, quotes=(replace(quote, citation=1),), citations=(citation,), by_speaker=False)
        title = _speaker(quote) or describe(citation.document)
        results.append(_article(str(number), title, to_html(alone), quote.text))
    return results


def _speaker(quote: Quote) -> str:
    return "" if quote.speaker is None else short(quote.speaker.name)


def _article(identity: str, title: str, markup: str, description: str) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        identity,
        title,
        InputTextMessageContent(markup, parse_mode="HTML", link_preview_options=LinkPreviewOptions(is_disabled=True)),
        description=short(description)[:_LONGEST] or None,
    )


def _button(text: str) -> InlineQueryResultsButton:
    return InlineQueryResultsButton(text, start_parameter="inline")
