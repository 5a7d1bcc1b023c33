"""Everything the server knows: the bot, the people, their chats, the files and the open queries."""

import itertools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from .chats import Chat
from .errors import ApiError, bad_request
from .queries import Query
from .records import Attachment, Json, User
from .updates import Signal, UpdateQueue
from .webhook import Webhook


@dataclass
class World:
    """One bot and all that it can meet."""

    token: str
    bot: User
    strict: bool = True
    privacy: bool = True
    clock: Callable[[], float] = time.time
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, Attachment] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, object]]] = field(default_factory=dict)
    changed: Signal = field(default_factory=Signal)
    webhook: Webhook | None = None
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1001))

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(self.changed)

    def chat(self, params: Mapping[str, object], name: str = "chat_id") -> Chat:
        """The chat that a call names; refuses one that the bot can't see."""
        chat_id = params.get(name)
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable_chat(self, params: Mapping[str, object]) -> Chat:
        """The chat that a call names, where the bot may write; refuses as Telegram does where it may not."""
        chat = self.chat(params)
        if chat.closed:
            raise ApiError(403, f"Forbidden: {chat.closed}")
        return chat

    def ask(self, kind: str, user: User, name: str, body: Json) -> Query:
        """Queue a query as an update of this kind; its new id stands in the body under `name`."""
        number = str(next(self.numbers))
        query = Query(kind, number, user, {name: number, "from": user.as_json(), **body}, self.changed)
        self.queries[number] = query
        query.update_id = self.updates.add(kind, query.body)
        return query

    def keep(self, attachment: Attachment) -> Attachment:
        """Store a file under a new id."""
        kept = replace(attachment, file_id=f"F{next(self.numbers)}x{len(attachment.data)}")
        self.files[kept.file_id] = kept
        return kept

    def now(self) -> int:
        """Unix time in whole seconds."""
        return int(self.clock())
