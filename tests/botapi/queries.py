"""What a person waits for the bot to answer: a pressed button, an inline query, a question to a guest."""

from collections.abc import Mapping
from dataclasses import dataclass

from .patience import PATIENCE
from .records import Json, User
from .updates import Signal


@dataclass
class Query:
    """One question of one kind, the update's name. `answer` is what the answering call said, or None."""

    kind: str
    id: str
    user: User
    body: Json
    changed: Signal
    update_id: int | None = None
    expired: bool = False
    answer: Mapping[str, object] | None = None

    def expire(self) -> None:
        """Let it grow too old to be answered."""
        self.expired = True

    @property
    def results(self) -> list[Json]:
        """The results of an answered inline or guest query, as they were sent."""
        answer = self.answer or {}
        results = answer.get("results", [answer["result"]] if "result" in answer else [])
        return results if isinstance(results, list) else []

    async def wait_for_answer(self, timeout: float = PATIENCE) -> Mapping[str, object]:  # noqa: ASYNC109 - reads best at the call
        """The parameters of the answering call; TimeoutError after `timeout` seconds without one."""
        return await self.changed.until(lambda: self.answer, timeout)
