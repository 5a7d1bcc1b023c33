"""The application: built, wired and run. ``build`` is what tests drive against a server of their own."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Update
from telegram.error import InvalidToken
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.responder import Responder
from bot.settings import Settings
from bot.telegram.handlers import on_error, on_help, on_new, on_question, on_sources, on_start, on_who
from bot.telegram.logs import set_up_logs
from embeddings.errors import TelegramError

_LOG = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]

_HOW_TO_GET_ONE = (
    "There is no bot token. Get one from @BotFather on Telegram, then: ONRECORD_TELEGRAM_TOKEN=… onrecord telegram"
)


def build(settings: Settings, responder: Responder) -> App:
    """Build the application with every handler there is. Raises TelegramError where there is no token."""
    if settings.telegram_token is None or not settings.telegram_token.get_secret_value():
        raise TelegramError(_HOW_TO_GET_ONE)
    root = settings.telegram_api.rstrip("/")
    application = (
        ApplicationBuilder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .rate_limiter(AIORateLimiter(max_retries=5))
        .concurrent_updates(True)
        .post_init(_say_hello)
        .build()
    )
    application.bot_data["responder"] = responder
    private = filters.ChatType.PRIVATE
    application.add_handlers(
        [
            CommandHandler("start", on_start, filters=private),
            CommandHandler("help", on_help, filters=private),
            CommandHandler("new", on_new, filters=private),
            CommandHandler("sources", on_sources, filters=private),
            CommandHandler("who", on_who, filters=private),
            MessageHandler(private & filters.UpdateType.MESSAGE & filters.TEXT, on_question),
        ]
    )
    application.add_error_handler(on_error)
    return application


def run_telegram(settings: Settings) -> None:
    """Poll Telegram until told to stop. Raises TelegramError where the token is missing or refused."""
    if not settings.telegram_token:
        raise TelegramError(_HOW_TO_GET_ONE)  # before a model is loaded for nothing
    set_up_logs(settings.telegram_token)
    responder = Responder(settings)
    _LOG.info("connecting to %s, and trying again for as long as that takes", settings.telegram_api)
    try:
        build(settings, responder).run_polling(allowed_updates=[Update.MESSAGE], bootstrap_retries=-1)
    except InvalidToken:
        raise TelegramError(
            "Telegram refuses the bot token. Compare ONRECORD_TELEGRAM_TOKEN with the one that @BotFather shows."
        ) from None
    finally:
        responder.close()


async def _say_hello(application: App) -> None:
    snapshot = application.bot_data["responder"].snapshot.name
    _LOG.info("answering as @%s from snapshot %s; Ctrl-C stops", application.bot.username, snapshot)
