"""What the doors share: the desk, the threads that its work is done in, and who is told of each reply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from bot.render.markdown import Link
from bot.responder import Response
from bot.serving.desk import Desk
from bot.serving.forms import Question
from bot.serving.tokens import Caller
from bot.types import Answer

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")
Note = Callable[[Caller, str, str, Sequence[str]], None]  # who, what was asked, what came of it, the documents shown
_AT_ONCE = 4  # questions that are worked on at a time; the others wait


def keep_nothing(_who: Caller, _asked: str, _outcome: str, _shown: Sequence[str]) -> None:
    """Keep nothing."""


class Service:
    """What answers, behind every door of the server."""

    def __init__(
        self,
        desk: Desk,
        note: Note = keep_nothing,
        link: Link | None = None,
        *,
        at_once: int = _AT_ONCE,
    ) -> None:
        self.desk, self.note, self.link = desk, note, link
        self._limiter = CapacityLimiter(at_once)

    async def ask(self, asked: Question, caller: Caller) -> Response:
        """Answer a question."""
        response = await self.run(self.desk.ask, asked, private=caller.private)
        outcome = "answered" if isinstance(response.outcome, Answer) else response.outcome.reason
        shown = dict.fromkeys(one.document.id for one in response.outcome.citations)
        self.note(caller, asked.question, outcome, list(shown))
        return response

    async def run(
        self, function: Callable[_Arguments, _Result], *arguments: _Arguments.args, **named: _Arguments.kwargs
    ) -> _Result:
        """Run what computes off the event loop; who gives up waiting leaves it to end by itself."""
        return await to_thread.run_sync(
            lambda: function(*arguments, **named), abandon_on_cancel=True, limiter=self._limiter
        )
