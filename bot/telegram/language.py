"""The language of whoever sent an update, and ``/language``, where they choose another."""

from __future__ import annotations

import html
import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType

from bot.locale import ENGLISH, LANGUAGES, N_, _, language, language_for, speaking
from bot.telegram.context import Context, Shared
from bot.telegram.replying import reply, reply_plain
from embeddings.errors import StateError

_LOG = logging.getLogger(__name__)
LANGUAGE = rf"^language:({'|'.join(LANGUAGES)}|telegram)$"
WHICH = N_("Which language shall I speak with you? Quotes stay as they are.")
CHOSEN = N_("I speak English with you from now on.")
AS_IN_TELEGRAM = N_("As in Telegram")
_A_ROW = 2  # buttons side by side


def language_of(update: Update, shared: Shared) -> str:
    """Return the language to speak with whoever sent an update, in a group, too."""
    user = update.effective_user
    if user is None or user.is_bot:
        return ENGLISH
    try:
        return shared.languages.heard(user.id, user.language_code)
    except StateError as error:
        _LOG.warning("which language somebody chose is not known: %s", error)
        return language_for(user.language_code)


async def on_language(update: Update, context: Context) -> None:
    """Let somebody choose the language that is spoken with them: by its code or name, or by a button."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    named = " ".join(context.args or []).casefold()
    codes = [code for code, name in LANGUAGES.items() if named in (code, name.casefold())]
    if codes:
        context.shared.languages.choose(user.id, codes[0])
        with speaking(codes[0]):
            await reply_plain(message, _(CHOSEN))
        return
    await reply(message, html.escape(_(WHICH)), _keyboard())


async def on_language_button(update: Update, context: Context) -> None:
    """Speak the language of a button with whoever presses it, and with nobody else."""
    query, match = update.callback_query, context.matches[0] if context.matches else None
    if query is None or match is None:
        return
    languages, chosen = context.shared.languages, None if match[1] == "telegram" else match[1]
    languages.choose(query.from_user.id, chosen)
    with speaking(languages.of(query.from_user.id)):
        await query.answer(_(CHOSEN))
        shown = query.message
        if isinstance(shown, Message) and shown.chat.type == ChatType.PRIVATE:
            await query.edit_message_text(_(CHOSEN))


def _keyboard() -> InlineKeyboardMarkup:
    """Return a button for each language, the one that is spoken now marked, and one that goes by Telegram."""
    names = [(f"✓ {name}" if code == language() else name, code) for code, name in LANGUAGES.items()]
    buttons = [
        InlineKeyboardButton(name, callback_data=f"language:{code}")
        for name, code in [*names, (_(AS_IN_TELEGRAM), "telegram")]
    ]
    return InlineKeyboardMarkup([buttons[at : at + _A_ROW] for at in range(0, len(buttons), _A_ROW)])
