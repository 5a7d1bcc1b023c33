"""The application: what it reacts to, how it is built, how it is run. Read it from top to bottom."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, cast

from pydantic import SecretStr
from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.responder import Responder
from bot.settings import Settings
from bot.state.access import Access
from bot.state.database import Database
from bot.state.inbox import Inbox
from bot.state.notices import Notices
from bot.telegram.access import VERDICT, on_verdict
from bot.telegram.context import App, Context, Handler, Memory, Shared
from bot.telegram.errors import on_error
from bot.telegram.fairness import Fairness
from bot.telegram.handlers import on_help, on_new, on_question, on_sources, on_start, on_who
from bot.telegram.logs import Redact, redactor, set_up_logs
from bot.telegram.running import run
from bot.telegram.sending import Patience
from bot.telegram.webhook import secret_of
from embeddings.errors import TelegramError

_LOG = logging.getLogger(__name__)

_HOW_TO_GET_ONE = (
    "There is no bot token. Get one from @BotFather on Telegram, then: ONRECORD_TELEGRAM_TOKEN=… onrecord telegram"
)

KINDS = [Update.MESSAGE, Update.CALLBACK_QUERY]  # what Telegram is asked for: all that a handler below reacts to


def wiring() -> list[Handler]:
    """Every handler there is, in the order in which they are asked; the first that wants an update gets it.

    None of them sees an update that the gate (gate.py) did not admit.
    """
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return [
        CommandHandler("start", on_start, filters=private),
        CommandHandler("help", on_help, filters=private),
        CommandHandler("new", on_new, filters=private),
        CommandHandler("sources", on_sources, filters=private),
        CommandHandler("who", on_who, filters=private),
        CallbackQueryHandler(on_verdict, pattern=VERDICT),
        MessageHandler(private & filters.TEXT, on_question),
    ]


async def at_start(application: App) -> None:
    """What happens once, when Telegram has answered and before the first update: greet, and ask for an owner."""
    shared = application.bot_data
    _LOG.info(
        "answering as @%s from snapshot %s; Ctrl-C stops", application.bot.username, shared.responder.snapshot.name
    )
    if shared.access.owner is None:
        code = shared.access.new_code()
        _LOG.info(
            "nobody owns this bot yet. Send it %s in a private chat, or open https://t.me/%s?start=%s: whoever does "
            "so first is its owner.",
            code,
            application.bot.username,
            code,
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
        chat_data=Memory,
        bot_data=cast("type[Shared]", lambda: shared),  # the library calls it, once, and does nothing else with it
    )
    application = (
        ApplicationBuilder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .rate_limiter(pace or Patience())
        .pool_timeout(60)
        .read_timeout(30)  # what is given up too early may have arrived, and would be sent twice
        .updater(None)  # updates come through intake.py alone
        .job_queue(None)
        .context_types(types)
        .post_init(at_start)
        .build()
    )
    application.add_handlers(wiring())
    application.add_error_handler(on_error)
    return application


def share(settings: Settings, responder: Responder) -> Shared:
    """Open the state, for all handlers to use."""
    state = Database(settings.data)
    token = settings.telegram_token.get_secret_value() if settings.telegram_token is not None else ""
    number = token.partition(":")[0]
    return Shared(
        settings=settings,
        responder=responder,
        state=state,
        access=Access(state),
        inbox=Inbox(state, int(number) if number.isdecimal() else 0),
        notices=Notices(state),
        fairness=Fairness(per_user=settings.user_per_minute, per_chat=settings.chat_per_minute),
        redact=hider(settings),
    )


def hider(settings: Settings) -> Redact:
    """Return what takes the secrets of these settings out of a text."""
    return redactor(settings.telegram_token, SecretStr(secret_of(settings)))


def run_telegram(settings: Settings) -> None:
    """Answer on Telegram until told to stop. Raises TelegramError where the token is missing or refused."""
    if not settings.telegram_token:
        raise TelegramError(_HOW_TO_GET_ONE)  # before a model is loaded for nothing
    set_up_logs(hider(settings), debug=settings.log == "debug")
    responder = Responder(settings)
    _LOG.info("connecting to %s, and trying again for as long as that takes", settings.telegram_api)
    application = build(settings, responder)
    try:
        asyncio.run(run(application, KINDS))
    finally:
        application.bot_data.state.close()
        responder.close()
