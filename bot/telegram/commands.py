"""The commands that everybody has, in private chats and in groups."""

from __future__ import annotations

import asyncio
import base64
import html
from collections.abc import Mapping

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardMarkup,
    Update,
)

from bot.locale import ENGLISH, LANGUAGES, N_, _, speaking, trouble
from bot.lookups.holdings import holdings
from bot.lookups.who import Listing, who_spelled
from bot.lookups.why import why_lines
from bot.render import listing_html, short
from bot.responder import Responder
from bot.telegram.access import NO_OWNER, may_see_private
from bot.telegram.addressing import Asked
from bot.telegram.context import App, Context
from bot.telegram.dossiers import dossier_keyboard
from bot.telegram.questions import answer_to
from bot.telegram.replying import reply
from embeddings.errors import ExpiredError

GREETING = N_(
    "Ask me a question. I answer from my operator's documents only: the exact words, the document and the "
    "paragraph they stand in. Where nothing is on record, I say so."
)
HELP = (  # a paragraph each, below the greeting
    N_(
        "The numbers in brackets lead to the sources below the quotes; tap a passage to unfold it, or a number below to"
        " see the source with what stands around it. Say whether an answer was good: 👍, 👎, /feedback. You can ask on:"
        ' "And when was that?" /new starts on something else. Edit a question, and its answer is edited.'
    ),
    N_(
        "In a group, ask with /ask, by naming me, or in reply to me. In any other chat, type my name and a question,"
        " and choose a quote to paste."
    ),
    N_(
        "/sources says what there is to ask about; /who NAME lists what a speaker has on record; /why shows how the"
        " last answer was found. /check WORDS says whether a quote is on record; reply with it to a message, or forward"
        " that to me. /watch QUESTION asks again after each rebuild, and tells what is new. /dossier NAME sends all"
        " that somebody said."
    ),
    N_('Narrow any question: from:"Yang Sem" in:"VOA Khmer" after:2017-10-01 before:2018 "exact words"'),
)
EXAMPLES = N_("For example:")
FORGOTTEN = N_("Forgotten. The next question stands by itself.")
NOTHING_ASKED = N_("Nothing was asked yet.")

EVERYBODY = {
    "ask": N_("Ask a question, or reply with it to somebody's"),
    "check": N_("Has this been said? /check WORDS, or reply with it"),
    "watch": N_("Ask a question again after each rebuild: /watch QUESTION"),
    "watches": N_("What is watched in this chat"),
    "who": N_("What a speaker has on record: /who NAME"),
    "dossier": N_("All that somebody has on record, as a file: /dossier NAME"),
    "sources": N_("What there is to ask about, and as of when"),
    "new": N_("Forget the last question and start on something else"),
    "why": N_("How the last answer was found"),
    "feedback": N_("Say what you think of an answer: /feedback WORDS"),
    "forget": N_("Delete what I keep of you"),
    "language": N_("Which language I speak with you"),
    "help": N_("How to ask"),
}
OWNER = {
    "status": N_("What is live, and how the last rebuild went"),
    "rebuild": N_("Build the index anew"),
    "rollback": N_("Go back to the snapshot before, or to a named one"),
    "add": N_("Add a document or a link"),
    "allow": N_("Let a person or group ask: /allow ID"),
    "deny": N_("Stop a person or group from asking: /deny ID"),
    "stats": N_("Questions by day, as a picture"),
}


async def announce(application: App) -> None:
    """Tell Telegram which commands to offer where, in each language: people, groups, and the owner's own chat."""
    owner = application.bot_data.access.owner
    for spoken in LANGUAGES:
        code = None if spoken == ENGLISH else spoken  # English for all who speak none of them
        with speaking(spoken):
            everybody, all_of_them = _menu(EVERYBODY), _menu(EVERYBODY | OWNER)
        await application.bot.set_my_commands(everybody, BotCommandScopeAllPrivateChats(), code)
        await application.bot.set_my_commands(everybody, BotCommandScopeAllGroupChats(), code)
        if owner is not None:
            await application.bot.set_my_commands(all_of_them, BotCommandScopeChat(owner), code)


def _menu(commands: Mapping[str, str]) -> list[BotCommand]:
    return [BotCommand(name, _(what)) for name, what in commands.items()]


async def on_start(update: Update, context: Context) -> None:
    """Greet; a deep link that carries a question (?start=q_BASE64) has it answered."""
    question = linked_question(context.args[0]) if context.args else None
    if question is None or update.message is None:
        await say(update, _greeting(context))
    else:
        await answer_to(update, update.message, Asked(question, by_name=True), context)


def _greeting(context: Context) -> str:
    """Return what the bot is for, what could be asked and, where it has no owner yet, how it gets one."""
    with context.responder.reading() as snapshot:
        examples = [f"• {short(example)}" for example in snapshot.manifest.examples]
    lines = [_(GREETING), *([_(EXAMPLES), *examples] if examples else [])]
    unowned = context.access.owner is None and context.access.is_pairing
    return html.escape("\n".join([*lines, *([_(NO_OWNER)] if unowned else [])]))


def linked_question(payload: str) -> str | None:
    """Read the question of a deep link, ``q_`` and the text in URL-safe base64; None where there is none."""
    if not payload.startswith("q_"):
        return None
    coded = payload.removeprefix("q_")
    try:
        return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode().strip() or None
    except ValueError:  # of base64 and of UTF-8 alike
        return None


async def on_help(update: Update, _context: Context) -> None:
    """Say how to ask."""
    paragraphs = "\n".join(map(_, HELP))
    await say(update, html.escape(f"{_(GREETING)}\n\n{paragraphs}"))


async def on_sources(update: Update, context: Context) -> None:
    """Say what there is to ask about."""
    private = may_see_private(update, context.shared)
    listing = await asyncio.to_thread(_holdings, context.responder, private=private)
    await say(update, listing_html(listing.head, listing.lines))


async def on_who(update: Update, context: Context) -> None:
    """List what a speaker has on record."""
    name, private = " ".join(context.args or []), may_see_private(update, context.shared)
    listing = await asyncio.to_thread(_who, context.responder, name, private=private)
    keyboard = dossier_keyboard(name) if listing.lines else None
    await say(update, listing_html(listing.head, listing.lines), keyboard)


async def on_new(update: Update, context: Context) -> None:
    """Forget what a next question could lean on."""
    if update.effective_chat is not None:
        context.shared.conversations.drop(update.effective_chat.id)
    await say(update, _(FORGOTTEN))


async def on_why(update: Update, context: Context) -> None:
    """Show how the last answer in this chat was found."""
    chat, private = update.effective_chat, may_see_private(update, context.shared)
    last = context.remembered(chat.id).last if chat is not None else None
    if last is None:
        await say(update, _(NOTHING_ASKED))
        return
    try:
        explanation = await asyncio.to_thread(context.responder.explain, last, private=private)
    except ExpiredError as error:
        await say(update, html.escape(trouble(error)))
        return
    head, *lines = why_lines(explanation)
    await say(update, listing_html(head, lines))


def _holdings(responder: Responder, *, private: bool) -> Listing:
    with responder.reading() as snapshot:
        return holdings(snapshot, private=private)


def _who(responder: Responder, name: str, *, private: bool) -> Listing:
    with responder.reading() as snapshot:
        return who_spelled(snapshot, name, private=private)


async def say(update: Update, markup: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Reply to a command."""
    if update.message is not None:
        await reply(update.message, markup, keyboard)
