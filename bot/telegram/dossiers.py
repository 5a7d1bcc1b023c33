"""``/dossier NAME``, and the button below ``/who``: all that somebody has on record, as a file that opens offline."""

from __future__ import annotations

import asyncio
import re

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.dossier.entries import Dossier, make_dossier
from bot.dossier.page import dossier_page
from bot.locale import N_, _, trouble
from bot.lookups.who import on_record
from bot.render import short
from bot.responder import Responder
from bot.telegram.access import may_see_private
from bot.telegram.auditing import note
from bot.telegram.context import Context
from bot.telegram.replying import quoting, reply_plain
from embeddings.errors import QuestionError

DOSSIER = r"^dossier:(.{1,56})$"
USAGE = N_(
    "Name a speaker, and a topic if you like: /dossier Yang Sem about lawmakers. Two are set side by side: A / B"
)
_ABOUT = re.compile(" about ", re.IGNORECASE)
_LONGEST = 56  # bytes of a name that a button can carry
_MOST = 3  # speakers side by side
_NOT_IN_NAMES = re.compile(r"[^\w-]+")


async def on_dossier(update: Update, context: Context) -> None:
    """Send the dossier of whoever is named."""
    if update.message is None:
        return
    names, *about = _ABOUT.split(" ".join(context.args or []), maxsplit=1)
    if not names.strip():
        await reply_plain(update.message, _(USAGE))
        return
    await _send(update.message, names, about[0] if about else None, update, context)


async def on_dossier_button(update: Update, context: Context) -> None:
    """Send the dossier of who was asked about with /who."""
    query, match = update.callback_query, context.matches[0] if context.matches else None
    if query is None or match is None or not isinstance(query.message, Message):
        return
    await query.answer()
    await _send(query.message, match[1], None, update, context)


def dossier_keyboard(name: str) -> InlineKeyboardMarkup | None:
    """Return the button that sends a dossier, None for a name that it can't carry."""
    if not name or len(name.encode("utf-8", "surrogatepass")) > _LONGEST:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(_("Dossier"), callback_data=f"dossier:{name}")]])


async def _send(message: Message, names: str, about: str | None, update: Update, context: Context) -> None:
    private = may_see_private(update, context.shared)
    wanted = [name.strip() for name in names.split(" / ") if name.strip()][:_MOST]
    try:
        dossier = await asyncio.to_thread(_make, context.responder, wanted, about, private=private)
    except QuestionError as error:
        await reply_plain(message, short(trouble(error)))
        return
    note(context.shared, update, names, "dossier", [one.document for one in dossier.entries])
    content = await asyncio.to_thread(dossier_page, dossier)
    name = _NOT_IN_NAMES.sub("-", "-".join(voice.name for voice in dossier.voices)).strip("-")[:60] or "speaker"
    await message.reply_document(
        content.encode("utf-8", "replace"),
        filename=f"on-record-{name}.html",
        caption=on_record(len(dossier.entries)),
        reply_parameters=quoting(message),
    )


def _make(responder: Responder, names: list[str], about: str | None, *, private: bool) -> Dossier:
    with responder.reading() as snapshot:
        return make_dossier(snapshot, names, about=about, private=private)
