"""Updates pushed to the bot, as Telegram does after setWebhook."""

import asyncio
import time
from dataclasses import dataclass, field

import httpx

from .records import Json
from .updates import UpdateQueue

# Telegram retries "a reasonable amount of attempts" at times it does not tell; these are quick, for tests.
_FIRST_PAUSE = 0.05
_LAST_PAUSE = 1.0


@dataclass
class Webhook:
    """POSTs each pending update, in order and one at a time, until the bot answers with a 2xx."""

    url: str
    secret: str
    max_connections: int
    updates: UpdateQueue
    last_error: str = ""
    last_error_date: int = 0
    _task: asyncio.Task[None] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Begin to deliver, in the background."""
        self._task = asyncio.create_task(self._deliver_all())

    async def stop(self) -> None:
        """Deliver no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _deliver_all(self) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        pause = _FIRST_PAUSE
        async with httpx.AsyncClient(headers=headers, trust_env=False) as client:
            while True:
                await self.updates.changed.until(lambda: self.updates.pending, None)
                if await self._deliver(client, self.updates.pending[0]):
                    self.updates.pending.popleft()
                    pause = _FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LAST_PAUSE)

    async def _deliver(self, client: httpx.AsyncClient, update: Json) -> bool:
        try:
            answer = await client.post(self.url, json=update)
        except httpx.TransportError as error:
            return self._failed(str(error) or type(error).__name__)
        if not answer.is_success:
            return self._failed(f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}")
        return True

    def _failed(self, why: str) -> bool:
        self.last_error, self.last_error_date = why, int(time.time())
        return False

    def as_json(self) -> Json:
        """The WebhookInfo object, without what the queue knows."""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "max_connections": self.max_connections,
        }
        if self.last_error:
            info |= {"last_error_date": self.last_error_date, "last_error_message": self.last_error}
        return info
