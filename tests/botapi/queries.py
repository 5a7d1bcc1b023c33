"""Pressed buttons and inline queries: what a person waits for, and what the bot answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .records import Json, Message, User
from .updates import Signal


@dataclass
class CallbackQuery:
    """One press of a button. `answer` is the call that answered it."""

    id: str
    user: User
    message: Message
    data: str
    changed: Signal
    update_id: int | None = None
    expired: bool = False
    answer: Mapping[str, object] | None = None

    def expire(self) -> None:
        """Let it grow too old to be answered."""
        self.expired = True

    async def wait_for_answer(self) -> Mapping[str, object]:
        """The parameters of answerCallbackQuery; wrap in asyncio.timeout."""
        while self.answer is None:
            await self.changed.wait()
        return self.answer

    def as_json(self) -> Json:
        """The CallbackQuery object."""
        return {
            "id": self.id,
            "from": self.user.as_json(),
            "message": self.message.as_json(),
            "chat_instance": str(self.message.chat.id),
            "data": self.data,
        }


@dataclass
class InlineQuery:
    """One `@bot text` typed somewhere. `answer` is the call that answered it, `results` its results."""

    id: str
    user: User
    text: str
    changed: Signal
    offset: str = ""
    update_id: int | None = None
    expired: bool = False
    answer: Mapping[str, object] | None = None
    results: list[Json] = field(default_factory=list)

    def expire(self) -> None:
        """Let it grow too old to be answered."""
        self.expired = True

    async def wait_for_results(self) -> list[Json]:
        """The results as they were sent; wrap in asyncio.timeout."""
        while self.answer is None:
            await self.changed.wait()
        return self.results

    def as_json(self) -> Json:
        """The InlineQuery object."""
        return {"id": self.id, "from": self.user.as_json(), "query": self.text, "offset": self.offset}
