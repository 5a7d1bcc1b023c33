"""Long polling: what Telegram gives is written down before it is confirmed."""

from __future__ import annotations

import asyncio
import logging
import time

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.state.inbox import Payload
from bot.telegram.context import Bot
from bot.telegram.leading import leads
from bot.telegram.updates.intake import Intake
from bot.telegram.updates.reading import is_numbered
from embeddings.errors import StateError

_LOG = logging.getLogger(__name__)
_PATIENCE = 30  # seconds that one poll waits for something to come
_SLACK = 5  # seconds more until it is given up
_LEADER = 5.0  # seconds between two looks whether the bot that asks is gone
_FIRST_PAUSE, _LAST_PAUSE = 0.5, 30.0


async def poll(bot: Bot, intake: Intake, kinds: list[str]) -> None:
    """Ask for updates until cancelled. Raises InvalidToken; waits out everything else, and says so once."""
    offset, trouble, has_webhook = 0, Trouble(), True
    while True:
        if not await asyncio.to_thread(leads, intake.shared):  # of several bots one asks, and all answer
            await asyncio.sleep(_LEADER)
            continue
        try:
            if has_webhook:  # perhaps, from an earlier run: Telegram would refuse to be asked
                await bot.delete_webhook()
                has_webhook = False
            updates = await _ask(bot, offset, kinds)
            await intake.take(updates)
        except InvalidToken:
            intake.shared.revoked.set()
            raise
        except (TelegramError, StateError) as error:
            await asyncio.sleep(trouble.began(error))
        else:
            trouble.over()
            if updates:
                offset = max(update["update_id"] for update in updates) + 1


async def _ask(bot: Bot, offset: int, kinds: list[str]) -> list[Payload]:
    """Return updates as Telegram gave them: the library's own call raises for all where it can't parse one."""
    asked = {"offset": offset, "timeout": _PATIENCE, "allowed_updates": kinds}
    given = await bot._post("getUpdates", asked, read_timeout=_PATIENCE + _SLACK)  # noqa: SLF001  see above
    updates = list(filter(is_numbered, given if isinstance(given, list) else [given]))
    if given and not updates:
        raise TelegramError("it gave what are no updates")
    return updates


class Trouble:
    """How long to wait between tries that fail, and what the log says of it: when it begins, and when it is over."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._pause = 0.0
        self._told: type[Exception] | None = None

    def began(self, error: Exception) -> float:
        """Return the seconds until the next try; each kind of trouble is logged once."""
        if self._since is None:
            self._since = time.monotonic()
        self._pause = min(2 * self._pause, _LAST_PAUSE) or _FIRST_PAUSE
        if isinstance(error, RetryAfter):
            self._pause = float(error._retry_after.total_seconds())  # noqa: SLF001  the public one warns
        if type(error) is not self._told and not (isinstance(error, TimedOut) and self._told is None):
            self._told = type(error)
            _LOG.warning("%s Trying again in %.1f s, and for as long as it takes.", _sentence(error), self._pause)
        return self._pause

    def over(self) -> None:
        """Note that a try succeeded."""
        if self._told is not None and self._since is not None:
            _LOG.info("Telegram answers again, after %.0f s.", time.monotonic() - self._since)
        self._since, self._pause, self._told = None, 0.0, None


def _sentence(error: Exception) -> str:
    if isinstance(error, Conflict):
        return f"Another program asks for this bot's updates ({error}): only one may run, stop the other."
    if isinstance(error, StateError):
        return f"Updates can't be written down, so none are taken: {error}"
    return f"Telegram can't be reached ({error})."
