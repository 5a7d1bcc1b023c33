"""What the doors share: the desk, the threads that its work is done in, and who is told of each reply."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from bot.linked import PageLinks, linked, token_reader
from bot.respond import Response
from bot.serving.desk import Desk
from bot.serving.forms import Question
from bot.serving.tokens import Caller
from bot.settings import Settings
from bot.state.audit import Audit
from bot.state.opening import open_state
from bot.types import Answer, NotOnRecord

_LOG = logging.getLogger(__name__)
_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")
Note = Callable[[Caller, str, str, Sequence[str]], None]  # who, what was asked, what came of it, the documents shown
_AT_ONCE = 4  # questions that are worked on at a time; the others wait


def keep_nothing(_who: Caller, _asked: str, _outcome: str, _shown: Sequence[str]) -> None:
    """Keep nothing."""


def noting(settings: Settings) -> Note:
    """Return what keeps who asked what, where that is set."""
    if not settings.audit:
        return keep_nothing
    trail = Audit(open_state(settings), settings.keep_days)
    return lambda caller, asked, outcome, shown: trail.note(caller.name, asked, outcome, shown)


class Service:
    """What answers, behind every door of the server."""

    def __init__(
        self,
        desk: Desk,
        note: Note = keep_nothing,
        pages: PageLinks | None = None,
        *,
        at_once: int = _AT_ONCE,
    ) -> None:
        self.desk, self.note, self._pages = desk, note, pages
        self._limiter = CapacityLimiter(at_once)

    async def ask(self, asked: Question, caller: Caller) -> Response:
        """Answer a question."""
        _LOG.debug("%s asks: %s", caller.name, asked.question)
        response = await self.run(self.desk.ask, asked, private=caller.private)
        outcome = "answered" if isinstance(response.outcome, Answer) else response.outcome.reason
        shown = dict.fromkeys(one.document.id for one in response.outcome.citations)
        self.note(caller, asked.question, outcome, list(shown))
        return response

    def linked(self, response: Response, caller: Caller) -> Answer | NotOnRecord:
        """Return what came of a question, with links to the pages of its sources."""
        return linked(response.outcome, self._pages, token_reader(caller.name))

    async def run(
        self, function: Callable[_Arguments, _Result], *arguments: _Arguments.args, **named: _Arguments.kwargs
    ) -> _Result:
        """Run what computes off the event loop; who gives up waiting leaves it to end by itself."""
        return await to_thread.run_sync(
            lambda: function(*arguments, **named), abandon_on_cancel=True, limiter=self._limiter
        )
