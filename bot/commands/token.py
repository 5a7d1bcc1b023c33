"""Is the bot token good? One question to Telegram (getMe), without the machinery that polls and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from bot.settings import Settings
from embeddings.errors import TelegramError
from embeddings.text.moments import read_moment

_PATIENCE = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class TokenOwner:
    """What Telegram said: the bot's name, and by how many seconds our clock is ahead of its clock, if it told."""

    username: str
    ahead: float | None


def ask_telegram(settings: Settings) -> TokenOwner:
    """Ask Telegram who the token belongs to. Raises TelegramError, which never holds the token."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    root = settings.telegram_api.rstrip("/")
    try:
        reply = httpx.get(f"{root}/bot{token}/getMe", timeout=_PATIENCE)
        answer = reply.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:  # its text may hold the address, and so the token
        raise TelegramError(
            f"{root} can't be asked ({type(error).__name__}). Is ONRECORD_TELEGRAM_API right?"
        ) from None
    if reply.status_code in {401, 404}:
        raise TelegramError(
            "Telegram refuses the bot token. Compare ONRECORD_TELEGRAM_TOKEN with the one that @BotFather shows."
        )
    if not isinstance(answer, dict) or not answer.get("ok"):
        raise TelegramError(f"{root} answers with {reply.status_code}, and getMe was asked. Try again in a while.")
    return TokenOwner(str(answer["result"].get("username")), _ahead(reply.headers.get("date")))


def _ahead(date: str | None) -> float | None:
    theirs = read_moment(date or "")
    return (datetime.now(UTC) - theirs).total_seconds() if theirs is not None else None
