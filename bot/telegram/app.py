"""The application: what it reacts to, how it is built, how it is run. Read it from top to bottom."""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import nullcontext
from typing import Any, cast

from pydantic import SecretStr
from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    JobQueue,
    MessageHandler,
    filters,
)

from bot.extras import need_extra
from bot.eyes.tracing import tracing
from bot.linked import page_links
from bot.rebuilds.rebuilder import Rebuilder
from bot.rebuilds.sharing import Taking
from bot.responder import Responder
from bot.settings import Settings, password_in
from bot.state.access import EXPIRES, Access
from bot.state.audit import Audit
from bot.state.conversations import Conversations
from bot.state.feedback import Feedback
from bot.state.holder import only_bot
from bot.state.inbox import Inbox
from bot.state.languages import Languages
from bot.state.notices import Notices
from bot.state.opening import open_state
from bot.state.shown import Shown
from bot.state.standing import StandingStore
from bot.state.tally import Tally
from bot.state.unheard import Unheard
from bot.telegram.access import HOUR
from bot.telegram.adding import on_add
from bot.telegram.addressing import Addressed, AsksFor
from bot.telegram.admin import on_accept, on_allow, on_deny, on_rebuild, on_rollback, on_stats, on_status
from bot.telegram.admission import VERDICT, on_verdict
from bot.telegram.buttons import on_feedback, on_file, on_more, on_reason, on_source, on_vote
from bot.telegram.checking import INLINE, on_check, on_forward, on_inline_check
from bot.telegram.commands import announce, on_help, on_new, on_sources, on_start, on_who, on_why
from bot.telegram.context import App, Context, Handler, Shared
from bot.telegram.dossiers import DOSSIER, on_dossier, on_dossier_button
from bot.telegram.errors import on_error
from bot.telegram.fairness import Buckets, Fairness
from bot.telegram.forgetting import FORGET, keep_clean, on_forget, on_forget_button
from bot.telegram.inline import on_guest, on_inline
from bot.telegram.keyboards import FILE, MORE, SOURCE, VOTE, WHY
from bot.telegram.language import LANGUAGE, on_language, on_language_button
from bot.telegram.leading import leads
from bot.telegram.logs import Redact, redactor, set_up_logs
from bot.telegram.questions import on_edit, on_other, on_question, on_unknown
from bot.telegram.rebuilds import ACCEPT, schedule
from bot.telegram.sending import Patience
from bot.telegram.updates.running import run
from bot.telegram.updates.webhook import secret_of
from bot.telegram.watching import STANDING, keep_watch, on_standing, on_watch, on_watches
from embeddings.errors import TelegramError

_LOG = logging.getLogger(__name__)

_HOW_TO_GET_ONE = (
    "There is no bot token. Get one from @BotFather on Telegram, then: ONRECORD_TELEGRAM_TOKEN=… onrecord telegram"
)

_TOKEN = re.compile(r"\A[0-9]+:[A-Za-z0-9_-]+")
_MALFORMED = (
    "ONRECORD_TELEGRAM_TOKEN can't be a bot token: digits, a colon and letters were expected. Compare it with the one "
    "that @BotFather shows."
)
_PROMPTS = 6  # strangers whom the owner is asked about in a minute
KINDS = [  # what Telegram is asked for: all that a handler below reacts to
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
]
MEDIA = filters.ATTACHMENT | filters.VOICE | filters.PHOTO | filters.Sticker.ALL


def wiring() -> list[Handler]:
    """Every handler there is, in the order in which they are asked; the first that wants an update gets it.

    None of them sees an update that the gate (gate.py) did not admit.
    """
    new = filters.UpdateType.MESSAGE
    private = filters.ChatType.PRIVATE & new
    people = (filters.ChatType.PRIVATE | filters.ChatType.GROUPS) & new
    return [
        CommandHandler("start", on_start, filters=private),
        CommandHandler("help", on_help, filters=people),
        CommandHandler("new", on_new, filters=people),
        CommandHandler("sources", on_sources, filters=people),
        CommandHandler("who", on_who, filters=people),
        CommandHandler("why", on_why, filters=people),
        CommandHandler("language", on_language, filters=people),
        CommandHandler("check", on_check, filters=people),
        MessageHandler(private & filters.FORWARDED & (filters.TEXT | filters.CAPTION), on_forward),
        CommandHandler("dossier", on_dossier, filters=people),
        CommandHandler("watch", on_watch, filters=people),
        CommandHandler("watches", on_watches, filters=people),
        CommandHandler("forget", on_forget, filters=people),
        CommandHandler("status", on_status, filters=private),
        CommandHandler("rebuild", on_rebuild, filters=private),
        CommandHandler("rollback", on_rollback, filters=private),
        CommandHandler("add", on_add, filters=private),
        MessageHandler(private & filters.CaptionRegex(r"^/add\b"), on_add),
        CommandHandler("allow", on_allow, filters=private),
        CommandHandler("deny", on_deny, filters=private),
        CommandHandler("stats", on_stats, filters=private),
        CommandHandler("feedback", on_feedback, filters=people),
        CallbackQueryHandler(on_verdict, pattern=VERDICT),
        CallbackQueryHandler(on_accept, pattern=f"^{ACCEPT}$"),
        CallbackQueryHandler(on_source, pattern=SOURCE),
        CallbackQueryHandler(on_file, pattern=FILE),
        CallbackQueryHandler(on_more, pattern=MORE),
        CallbackQueryHandler(on_vote, pattern=VOTE),
        CallbackQueryHandler(on_reason, pattern=WHY),
        CallbackQueryHandler(on_dossier_button, pattern=DOSSIER),
        CallbackQueryHandler(on_standing, pattern=STANDING),
        CallbackQueryHandler(on_language_button, pattern=LANGUAGE),
        CallbackQueryHandler(on_forget_button, pattern=FORGET),
        InlineQueryHandler(on_inline_check, pattern=INLINE),
        InlineQueryHandler(on_inline),
        MessageHandler(filters.UpdateType.GUEST_MESSAGE, on_guest),
        MessageHandler(people & filters.TEXT & AsksFor("help"), on_help),
        MessageHandler(people & filters.TEXT & AsksFor("sources"), on_sources),
        MessageHandler(people & filters.TEXT & Addressed(), on_question),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT & Addressed(), on_edit),
        MessageHandler(private & filters.COMMAND, on_unknown),
        MessageHandler(private & MEDIA, on_other),
    ]


async def at_start(application: App) -> None:
    """What happens once, when Telegram has answered and before the first update: greet, and ask for an owner."""
    shared = application.bot_data
    await announce(application)
    schedule(application)
    shared.watching += [asyncio.create_task(keep(application)) for keep in (keep_watch, keep_clean)]
    _LOG.info(
        "answering as @%s from snapshot %s; Ctrl-C stops", application.bot.username, shared.responder.snapshot.name
    )
    if shared.access.owner is None and leads(shared):
        code = shared.access.new_code()
        _LOG.info(
            "nobody owns this bot yet. Send it %s in a private chat, or open https://t.me/%s?start=%s: whoever does "
            "so first is its owner. The code is good for %.0f hours.",
            code,
            application.bot.username,
            code,
            EXPIRES / HOUR,
        )


def build(settings: Settings, responder: Responder, pace: Patience | None = None) -> App:
    """Build the application. Raises TelegramError where there is no token, StateError where state can't be kept."""
    if settings.telegram_token is None or not settings.telegram_token.get_secret_value():
        raise TelegramError(_HOW_TO_GET_ONE)
    root = settings.telegram_api.rstrip("/")
    shared = share(settings, responder)
    types = ContextTypes(
        context=Context,
        user_data=dict[Any, Any],
        chat_data=dict[Any, Any],
        bot_data=cast("type[Shared]", lambda: shared),  # the library calls it, once, and does nothing else with it
    )
    queue: JobQueue[Context] = JobQueue()
    application: App = (
        ApplicationBuilder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .rate_limiter(pace or Patience())
        .pool_timeout(60)
        .read_timeout(30)  # what is given up too early may have arrived, and would be sent twice
        .updater(None)  # updates come through intake.py alone
        .job_queue(queue)
        .context_types(types)
        .post_init(at_start)
        .build()
    )
    application.add_handlers(wiring())
    application.add_error_handler(on_error)
    return application


def share(settings: Settings, responder: Responder) -> Shared:
    """Open the state, for all handlers to use."""
    state = open_state(settings)
    token = settings.telegram_token.get_secret_value() if settings.telegram_token is not None else ""
    number = token.partition(":")[0]
    return Shared(
        settings=settings,
        responder=responder,
        state=state,
        access=Access(state),
        inbox=Inbox(state, int(number) if number.isdecimal() else 0),
        notices=Notices(state),
        unheard=Unheard(state),
        tally=Tally(state),
        standing=StandingStore(state),
        conversations=Conversations(state),
        languages=Languages(state),
        rebuilder=Rebuilder(settings),
        shown=Shown(state, kept=settings.keep_seconds),
        feedback=Feedback(state, kept=settings.keep_seconds),
        fairness=Fairness(per_user=settings.user_per_minute, per_chat=settings.chat_per_minute),
        redact=hider(settings),
        pages=page_links(settings),
        audit=Audit(state, settings.keep_days) if settings.audit else None,
        prompts=Buckets(_PROMPTS),
    )


def hider(settings: Settings) -> Redact:
    """Return what takes the secrets of these settings out of a text."""
    passwords = (password_in(settings.state), password_in(settings.index))
    return redactor(settings.telegram_token, SecretStr(secret_of(settings)), settings.state, *passwords)


def run_telegram(settings: Settings) -> None:
    """Answer on Telegram until told to stop. Raises TelegramError where the token is missing or refused."""
    if not settings.telegram_token:
        raise TelegramError(_HOW_TO_GET_ONE)  # before a model is loaded for nothing
    if not _TOKEN.fullmatch(settings.telegram_token.get_secret_value()):
        raise TelegramError(_MALFORMED)
    with only_bot(settings.data) if settings.state is None else nullcontext():
        set_up_logs(hider(settings), debug=settings.log == "debug", as_json=settings.log_format == "json")
        Taking(settings).look()
        responder = Responder(settings)
        responder.settle()
        _LOG.info("connecting to %s, and trying again for as long as that takes", settings.telegram_api)
        application = build(settings, responder)
        if settings.metrics_port is not None:
            need_extra("serve", "ONRECORD_METRICS_PORT")
            from bot.eyes.metrics import Metrics  # noqa: PLC0415  an extra

            waiting = application.bot_data.inbox.unanswered
            metrics = Metrics(settings, responder, lambda: len(waiting()))
            metrics.listen(settings.metrics_listen, settings.metrics_port)
        try:
            with tracing(settings, responder):
                asyncio.run(run(application, KINDS))
        finally:
            application.bot_data.state.close()
            responder.close()
