"""What every handler is given: the typed context, and behind it the things that stay open while the bot runs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError
from telegram.ext import Application, BaseHandler, CallbackContext, ExtBot, JobQueue

from bot.linked import PageLinks
from bot.questions.followup import Turn
from bot.rebuilds.rebuilder import Rebuilder
from bot.respond import Trail
from bot.responder import Responder
from bot.settings import Settings
from bot.state.access import Access
from bot.state.audit import Audit
from bot.state.conversations import Conversations
from bot.state.database import Database
from bot.state.feedback import Feedback
from bot.state.inbox import Inbox
from bot.state.languages import Languages
from bot.state.notices import Notices
from bot.state.shown import Shown
from bot.state.standing import StandingStore
from bot.state.tally import Tally
from bot.state.unheard import Unheard
from bot.telegram.fairness import Buckets, Fairness
from bot.telegram.logs import Redact


@dataclass
class Memory:
    """What is remembered of a chat, for a day.

    ``turn`` is what a next question of the same ``asker`` may lean on, ``before`` what the last one, in ``message``,
    could lean on itself; ``last`` leads to what came of it.
    """

    turn: Turn | None = None
    before: Turn | None = None
    message: int | None = None
    asker: int | None = None
    last: Trail | None = None


_MEMORY = TypeAdapter(Memory)


@dataclass
class Shared:
    """What all handlers share.

    ``revoked`` is set as soon as Telegram no longer knows the token; ``held_back`` counts the errors that the owner
    was not told of one by one.
    """

    settings: Settings
    responder: Responder
    state: Database
    access: Access
    inbox: Inbox
    notices: Notices
    unheard: Unheard
    shown: Shown
    feedback: Feedback
    fairness: Fairness
    tally: Tally
    rebuilder: Rebuilder
    standing: StandingStore
    conversations: Conversations
    languages: Languages
    redact: Redact
    pages: PageLinks | None
    audit: Audit | None
    prompts: Buckets  # questions to the owner about strangers, all in one bucket
    held_back: int = 0
    watching: list[asyncio.Task[None]] = field(default_factory=list)
    led: bool | None = None  # whether this process led, when that was looked at last
    left_over: set[int] = field(default_factory=set)  # updates whose work the state broke off
    revoked: asyncio.Event = field(default_factory=asyncio.Event)


Bot = ExtBot[int]  # int: what its rate limiter takes


class Context(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], Shared]):
    """One update's context. All that it has is the same everywhere."""

    @property
    def shared(self) -> Shared:
        """All that is shared."""
        return self.bot_data

    @property
    def settings(self) -> Settings:
        """The settings."""
        return self.bot_data.settings

    @property
    def responder(self) -> Responder:
        """What answers questions."""
        return self.bot_data.responder

    @property
    def state(self) -> Database:
        """The mutable database."""
        return self.bot_data.state

    @property
    def access(self) -> Access:
        """Who stands how."""
        return self.bot_data.access

    @property
    def notices(self) -> Notices:
        """When somebody was last told something."""
        return self.bot_data.notices

    def remembered(self, chat: int) -> Memory:
        """Return what is remembered of a chat."""
        kept = self.bot_data.conversations.of(chat)
        try:
            return Memory() if kept is None else _MEMORY.validate_json(kept)
        except ValidationError:  # another version's
            return Memory()

    def remember(self, chat: int, memory: Memory) -> None:
        """Keep it, whichever worker answers next."""
        self.bot_data.conversations.keep(chat, memory.asker, _MEMORY.dump_json(memory).decode())


App = Application[Bot, Context, dict[Any, Any], dict[Any, Any], Shared, JobQueue[Context]]
Handler = BaseHandler[Any, Context, Any]
