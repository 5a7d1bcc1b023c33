"""Who may ask: the rule, what a stranger is told, and how the owner decides. The gate (gate.py) applies it."""

from __future__ import annotations

import html
from dataclasses import dataclass

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultsButton, Update, User
from telegram.constants import ChatType

from bot.linked import telegram_reader
from bot.locale import N_, _, speaking
from bot.state.access import is_code
from bot.telegram.addressing import asked
from bot.telegram.context import Context, Shared
from bot.telegram.owner import tell_owner
from bot.telegram.replying import reply_plain

HOUR = 3600.0
NO_OWNER = N_("I have no owner yet. If you run me, send me the pairing code that stands in my log.")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who sent an update, and where: None for a person who can't be told, and for no chat (inline)."""

    user: User | None
    chat: Chat | None

    @property
    def is_private(self) -> bool:
        """Whether they are alone with the bot."""
        return self.chat is not None and self.chat.type == ChatType.PRIVATE

    @property
    def stranger(self) -> tuple[int, str] | None:
        """The id and name that would be allowed: the group's where there is one, else the person's."""
        if self.chat is not None and not self.is_private:
            return self.chat.id, self.chat.effective_name or _("a group")
        return (self.user.id, self.user.full_name) if self.user is not None else None


def asker_of(update: Update) -> Asker:
    """Return who asks. Who speaks as a group or channel is nobody in particular, and a guest's chat is not ours."""
    message, user = update.effective_message, update.effective_user
    anonymous = update.callback_query is None and message is not None and message.sender_chat is not None
    known = user if user is not None and not user.is_bot and not anonymous else None
    return Asker(known, None if update.guest_message else update.effective_chat)


def may_ask(update: Update, shared: Shared) -> bool:
    """The one rule. Who was denied may not, wherever they are; what was not allowed is not."""
    asker = asker_of(update)
    user = asker.user.id if asker.user is not None else None
    return may_be_told(user, asker.chat.id if asker.chat is not None else None, shared)


def may_be_told(user: int | None, chat: int | None, shared: Shared) -> bool:
    """Whether somebody may ask in a chat, or be told there what they asked for before; by their ids."""
    if user is not None and user == shared.access.owner:
        return True
    if "denied" in (shared.access.standing(user), shared.access.standing(chat)):
        return False
    return shared.settings.access == "open" or _is_allowed(user, shared) or _is_allowed(chat, shared)


def may_see_private(update: Update, shared: Shared) -> bool:
    """Whether private documents may be shown: in the private chat of somebody who was let in by name."""
    asker = asker_of(update)
    if not asker.is_private or asker.user is None or asker.chat is None:
        return False
    return may_be_told_private(asker.user.id, asker.chat.id, shared)


def reader_of(update: Update) -> str:
    """Name who reads what an update is answered with."""
    user = asker_of(update).user
    return telegram_reader(user.id if user is not None else None)


def may_be_told_private(user: int | None, chat: int, shared: Shared) -> bool:
    """The same by ids: a chat with somebody alone bears their own."""
    return user is not None and user == chat and shared.access.is_let_in(user, _listed(shared))


def is_owner(update: Update, shared: Shared) -> bool:
    """Whether the owner sent this, under their own name."""
    user = asker_of(update).user
    return user is not None and user.id == shared.access.owner


def _is_allowed(identity: int | None, shared: Shared) -> bool:
    listed = _listed(shared)
    return shared.access.standing(identity) == "allowed" if listed is None else identity in listed


def _listed(shared: Shared) -> frozenset[int] | None:
    settings = shared.settings
    return settings.allowed_users | settings.allowed_chats if settings.access == "listed" else None


async def refuse(update: Update, context: Context) -> None:
    """Tell a stranger their id, once an hour, keep what they ask, and ask the owner. Who was denied is told nothing."""
    asker = asker_of(update)
    stranger = asker.stranger
    denied = stranger is not None and context.access.standing(stranger[0]) == "denied"
    told = stranger is not None and not denied and context.notices.due("refused", stranger[0], every=HOUR)
    line = refusal(asker, owned=context.access.owner is not None) if told else ""
    if update.callback_query is not None:
        await update.callback_query.answer(line[:200] or None, show_alert=bool(line))
    elif update.inline_query is not None:
        button = InlineQueryResultsButton(_("You can't ask me yet"), start_parameter="access")
        await update.inline_query.answer([], cache_time=60, is_personal=True, button=button)
    elif line and update.message is not None:
        await reply_plain(update.message, line)
    if stranger is not None and not denied:
        _keep_question(update, stranger[0], context)
        await _ask_owner(context, *stranger)


def _keep_question(update: Update, identity: int, context: Context) -> None:
    question = None if update.message is None else asked(update.message, context.bot.bot)
    if question is not None and question.question and not is_code(question.question.strip().lower()):
        context.shared.unheard.keep(identity, update.to_dict())


def refusal(asker: Asker, *, owned: bool = True) -> str:
    """The one line for a stranger, who may be the operator where nobody owns the bot yet."""
    if asker.stranger is None:
        return ""
    if not owned and asker.is_private:
        return _(NO_OWNER)
    identity, _name = asker.stranger
    if identity > 0:
        return _("I may not answer here yet. Your id is {id}: pass it on to my operator.", id=identity)
    return _("I may not answer here yet. This group's id is {id}: pass it on to my operator.", id=identity)


async def _ask_owner(context: Context, identity: int, name: str) -> None:
    """Ask the owner about a stranger, once an hour; counted over all strangers, as one person may have many groups.

    Who comes when too many were asked about is asked about when they write again.
    """
    shared = context.shared
    if shared.access.owner is None or shared.settings.access == "listed" or shared.prompts.wait(0, 1) > 0:
        return
    if not shared.notices.due("asked", identity, every=HOUR):
        return
    shared.prompts.take(0, 1)
    with speaking(shared.languages.of(shared.access.owner)):
        text = _("{name} ({id}) wants to ask me.", name=f"<b>{html.escape(name)}</b>", id=identity)
        verdicts = ((_("Approve"), "yes"), (_("Refuse"), "no"))
    buttons = [InlineKeyboardButton(label, callback_data=f"access:{verdict}:{identity}") for label, verdict in verdicts]
    await tell_owner(shared, context.bot, text, InlineKeyboardMarkup([buttons]), "HTML")
