"""Standing questions on Telegram: ``/watch``, ``/watches``, their buttons, and what is pushed after a rebuild."""

from __future__ import annotations

import asyncio
import html
import logging
from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot.contract.recall import recall
from bot.linked import linked, telegram_reader
from bot.locale import N_, _, ngettext, speaking, trouble
from bot.render import listing_html, short, to_message
from bot.state.standing import MOST, News, StandingQuestion
from bot.telegram.access import may_be_told, may_be_told_private
from bot.telegram.addressing import Asked
from bot.telegram.auditing import cited, note_reader
from bot.telegram.context import App, Context, Shared
from bot.telegram.leading import leads
from bot.telegram.questions import answer_to
from bot.telegram.replying import NO_PREVIEW, quoting, reply_plain
from bot.telegram.sending import PATIENT
from bot.types import Answer, NotOnRecord
from bot.watching.look import look, news
from embeddings.errors import ExpiredError, OnrecordError
from embeddings.search.query import make_query

_LOG = logging.getLogger(__name__)
STANDING = r"^standing:(mute|unmute|stop):(\d{1,15})(:all)?$"  # in the list of all
USAGE = N_(
    'Name the question that I shall ask again after each rebuild: /watch from:"Yang Sem" lawmakers. What is new then '
    "is sent to this chat, each thing once. /watches lists them."
)
NONE = N_("Nothing is watched in this chat.")
TOO_MANY = N_("There are {most} standing questions in this chat already. Stop one of them: /watches")
STANDS = N_("I ask that again after each rebuild, and tell what is new in this chat. /watches lists what is watched.")
GONE = N_("That question isn't watched any more.")
DONE = {
    "stop": N_("Stopped: {question}"),
    "mute": N_("Muted: {question}"),
    "unmute": N_("Told of again: {question}"),
}
PUSHED = 5  # messages of their own that a question may have in a day; more come together
_EVERY = 5.0  # seconds between two looks whether there is a new snapshot


async def on_watch(update: Update, context: Context) -> None:
    """Keep a standing question, and answer it now: what is shown is not told again."""
    message = update.message
    if message is None:
        return
    question = " ".join(context.args or [])
    try:
        make_query(question or "?")
    except OnrecordError as error:
        await reply_plain(message, trouble(error))
        return
    if not question:
        await reply_plain(message, _(USAGE))
        return
    shared, user = context.shared, update.effective_user
    await asyncio.to_thread(look_once, shared)  # what came before the question is none of its news
    kept = shared.standing.add(message.chat.id, user.id if user else None, message.message_thread_id, question)
    if kept is None:
        await reply_plain(message, _(TOO_MANY, most=MOST))
        return
    await asyncio.to_thread(_know, shared, kept)
    await answer_to(update, message, Asked(question, by_name=True), context)
    await message.reply_html(html.escape(_(STANDS)), reply_parameters=quoting(message), reply_markup=_buttons(kept))


async def on_watches(update: Update, context: Context) -> None:
    """List the standing questions of a chat, each with its buttons."""
    message = update.message
    if message is None:
        return
    kept = context.shared.standing.of_chat(message.chat.id)
    if not kept:
        await reply_plain(message, f"{_(NONE)} {_(USAGE)}")
        return
    await message.reply_html(_list(kept), reply_markup=_all_buttons(kept), reply_parameters=quoting(message))


async def on_standing(update: Update, context: Context) -> None:
    """Mute a standing question, tell of it again, or stop it."""
    query, match = update.callback_query, context.matches[0] if context.matches else None
    if query is None or match is None or not isinstance(query.message, Message):
        return
    standing, what, identity = context.shared.standing, match[1], int(match[2])
    kept = standing.get(identity, query.message.chat.id)
    if kept is None:
        await query.answer(_(GONE))
        return
    if what == "stop":
        standing.stop(identity)
    else:
        standing.mute(identity, muted=what == "mute")
    await query.answer(_(DONE[what], question=short(kept.question))[:200])
    left = standing.of_chat(query.message.chat.id)
    if match[3] is not None and left:
        await query.edit_message_text(_list(left), parse_mode=ParseMode.HTML, reply_markup=_all_buttons(left))
        return
    shown = next((one for one in left if one.id == identity), None)
    await query.edit_message_reply_markup(_buttons(shown) if shown is not None else None)


async def keep_watch(application: App) -> None:
    """After each rebuild, look for news and tell them; what failed is tried again at the next turn."""
    shared = application.bot_data
    while True:
        try:
            if asked := await asyncio.to_thread(_asked, shared):
                await asyncio.to_thread(look_once, shared)
            for question in asked:
                with speaking(shared.languages.of(question.user)):
                    await _deliver(application, question)
        except OnrecordError as error:
            _LOG.warning("standing questions: %s", error)
        except Exception:  # noqa: BLE001  whatever it was, the watch goes on
            _LOG.exception("standing questions could not be asked; they are, at the next turn")
        await asyncio.sleep(_EVERY)


def _asked(shared: Shared) -> list[StandingQuestion]:
    return shared.standing.everything() if leads(shared) else []  # one tells, of several bots


def look_once(shared: Shared) -> int:
    """Ask the standing questions of the live snapshot, if that was not done yet."""
    kept = shared.standing.everything()
    if shared.standing.looked == shared.responder.snapshot.name:
        return 0
    private = [one.id for one in kept if may_be_told_private(one.user, one.chat, shared)]
    with shared.responder.finding(private=True) as finder:
        return look(finder, shared.standing, private)


def _know(shared: Shared, question: StandingQuestion) -> None:
    """Take what a question finds at its beginning for told."""
    private = may_be_told_private(question.user, question.chat, shared)
    with shared.responder.finding(private=private) as finder:
        shared.standing.tell(news(finder, question, ()), pushed=False)


async def _deliver(application: App, question: StandingQuestion) -> None:
    shared = application.bot_data
    waiting = shared.standing.waiting(question.id)
    if not waiting or question.muted or not may_be_told(question.user, question.chat, shared):
        return
    few = len(waiting) + shared.standing.pushed_today(question.id) <= PUSHED
    if not few and not shared.standing.may_digest(question):
        return
    outcomes: dict[News, Answer | NotOnRecord] = {}
    for one in waiting:
        outcome = await _recalled(shared, question, one)
        if outcome is None:
            shared.standing.tell([one], pushed=False)  # no longer there, or no longer theirs to see
        else:
            outcomes[one] = outcome
    await (_push if few else _push_together)(application, question, outcomes)


async def _push(application: App, question: StandingQuestion, outcomes: Mapping[News, Answer | NotOnRecord]) -> None:
    for one, outcome in outcomes.items():
        shown = linked(outcome, application.bot_data.pages, telegram_reader(question.user))
        message = to_message(shown, _("your standing question {question}", question=question.question))
        if await _send(application, question, message.html):
            application.bot_data.standing.tell([one])
            _note(application, question, outcome)


async def _push_together(
    application: App, question: StandingQuestion, outcomes: Mapping[News, Answer | NotOnRecord]
) -> None:
    if outcomes and await _send(application, question, _digest(question, list(outcomes.values()))):
        application.bot_data.standing.tell(outcomes, digest=True)
        for outcome in outcomes.values():
            _note(application, question, outcome)


def _note(application: App, question: StandingQuestion, outcome: Answer | NotOnRecord) -> None:
    reader = telegram_reader(question.user)
    note_reader(application.bot_data, reader, question.question, "told", cited(outcome))


async def _recalled(shared: Shared, question: StandingQuestion, one: News) -> Answer | NotOnRecord | None:
    private = may_be_told_private(question.user, question.chat, shared)

    def look_up() -> Answer | NotOnRecord:
        with shared.responder.reading() as snapshot:
            return recall(one.answer, snapshot.store, private=private)

    try:
        return await asyncio.to_thread(look_up)
    except ExpiredError:
        return None


def _digest(question: StandingQuestion, outcomes: Sequence[Answer | NotOnRecord]) -> str:
    """Return many news as one list: who, the words, and where."""
    lines = []
    for outcome in outcomes:
        for quote in outcome.quotes:
            document = outcome.citations[0].document
            who = f"{quote.speaker.name}: " if quote.speaker is not None else ""
            where = ", ".join(filter(None, (document.title, document.publisher, document.date)))
            lines.append(f"{short(f'{who}{quote.text}')} ({short(where)})")
    head = ngettext(
        "{count} new for your standing question {question}",
        "{count} new for your standing question {question}",
        len(lines),
        question=short(question.question),
    )
    return listing_html(head, lines)


async def _send(application: App, question: StandingQuestion, markup: str) -> bool:
    """Send what nobody waits for; whether that is done with. A chat that takes nothing any more mutes its question."""
    before = PATIENT.set(True)
    try:
        await application.bot.send_message(
            question.chat,
            markup,
            parse_mode=ParseMode.HTML,
            message_thread_id=question.thread,
            link_preview_options=NO_PREVIEW,
            reply_markup=_buttons(question),
        )
    except Forbidden as error:  # blocked, or thrown out of the group
        _LOG.info("%d is told nothing new any more (%s)", question.chat, error)
        application.bot_data.standing.mute(question.id, muted=True)
        return False
    except BadRequest as error:  # which it would be the next time, too
        _LOG.warning("%d could not be told what is new (%s)", question.chat, error)
    finally:
        PATIENT.reset(before)
    return True


def _list(kept: Sequence[StandingQuestion]) -> str:
    muted = f" ({_('muted')})"
    lines = [f"{number}. {one.question}{muted if one.muted else ''}" for number, one in enumerate(kept, start=1)]
    return listing_html(_("Asked again after each rebuild:"), lines)


def _buttons(question: StandingQuestion) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([_row(question)])


def _all_buttons(kept: Sequence[StandingQuestion]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([_row(one, f" {number}", ":all") for number, one in enumerate(kept, start=1)])


def _row(question: StandingQuestion, which: str = "", where: str = "") -> list[InlineKeyboardButton]:
    mute, label = ("unmute", _("Tell again")) if question.muted else ("mute", _("Mute"))
    return [
        InlineKeyboardButton(f"{label}{which}", callback_data=f"standing:{mute}:{question.id}{where}"),
        InlineKeyboardButton(f"{_('Stop')}{which}", callback_data=f"standing:stop:{question.id}{where}"),
    ]
