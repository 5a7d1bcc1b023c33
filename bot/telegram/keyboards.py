"""The buttons below an answer. Their data is a short key into the state database, bot/state/shown.py."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.commands.feedback import WORDS
from bot.locale import _
from bot.render import Style, cite
from bot.state.feedback import REASONS
from bot.types import Answer, NotOnRecord, Quote

SOURCE = r"^source:([\w-]+):(\d+)$"
FILE = r"^file:([\w-]+):(\d+)$"
MORE = r"^more:([\w-]+)$"
VOTE = r"^vote:([\w-]+):(good|bad)$"
WHY = r"^why:([\w-]+):(source|speaker|outdated|none)$"

_LONGEST_COPY = 256  # UTF-16 units: https://core.telegram.org/bots/api#copytextbutton
_A_ROW = 5  # number buttons side by side

Rows = list[list[InlineKeyboardButton]]


def answer_keyboard(
    key: str, outcome: Answer | NotOnRecord, *, more: bool, style: Style = "words"
) -> InlineKeyboardMarkup:
    """Return the numbers of the sources, "More" where something was left out, the quote to copy, good and bad."""
    lookups = [_button(str(one.number), "source", key, str(one.number)) for one in outcome.citations]
    lookups += [_button(_("More"), "more", key)] if more else []
    last = [_button("👍", "vote", key, "good"), _button("👎", "vote", key, "bad")]
    if isinstance(outcome, Answer):
        last.insert(0, _copy(outcome.quotes[0], outcome, style))
    return InlineKeyboardMarkup([*(lookups[at : at + _A_ROW] for at in range(0, len(lookups), _A_ROW)), last])


def with_reasons(markup: InlineKeyboardMarkup | None, key: str) -> InlineKeyboardMarkup:
    """Return a keyboard with the reasons for a bad vote below."""
    reasons = [_button(_(WORDS[reason]).capitalize(), "why", key, reason) for reason in REASONS]
    return InlineKeyboardMarkup([*_without_reasons(markup), reasons[:2], reasons[2:]])


def without_reasons(markup: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup:
    """Return a keyboard as it was before a bad vote."""
    return InlineKeyboardMarkup(_without_reasons(markup))


def _without_reasons(markup: InlineKeyboardMarkup | None) -> Rows:
    rows: Sequence[Sequence[InlineKeyboardButton]] = () if markup is None else markup.inline_keyboard
    return [list(row) for row in rows if not str(row[0].callback_data).startswith("why:")]


def source_keyboard(
    key: str, outcome: Answer | NotOnRecord, number: int, style: Style, *, file: bool
) -> InlineKeyboardMarkup | None:
    """Return what stands below a source: each of its quotes to copy, and its file where that is to be had."""
    copies = [_copy(one, outcome, style) for one in outcome.quotes if one.citation == number]
    files = [_button(_("File"), "file", key, str(number))] if file else []
    return InlineKeyboardMarkup([[one] for one in [*copies, *files]]) if copies or files else None


def _copy(quote: Quote, outcome: Answer | NotOnRecord, style: Style) -> InlineKeyboardButton:
    (citation,) = (one for one in outcome.citations if one.number == quote.citation)
    line = cite(quote, citation, style, limit=_LONGEST_COPY)
    return InlineKeyboardButton(_("Copy citation"), copy_text=CopyTextButton(line))


def _button(label: str, *data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=":".join(data))
