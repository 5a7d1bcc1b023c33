"""A chat as its members see it: they write, edit, press buttons and wait for the bot."""

import re
from typing import TYPE_CHECKING

from .entities import find_entities, utf16_length
from .patience import PATIENCE
from .queries import Query
from .records import Attachment, Content, Json, Message, User
from .text import MAX_TEXT

if TYPE_CHECKING:
    from .world import World


class Chat:
    """A private chat or a supergroup. `replies` are the bot's messages here, oldest first."""

    def __init__(self, world: "World", chat_id: int, title: str, statuses: dict[int, str], *, forum: bool) -> None:
        self.id = chat_id
        self.title = title
        self.statuses = statuses  # user id -> creator, administrator, member, left, kicked
        self.is_forum = forum
        self.topics: dict[int, str] = {}
        self.messages: dict[int, Message] = {}
        self.replies: list[Message] = []
        self.actions: list[str] = []  # typing and the like
        self.closed = ""  # why the bot may not write here
        self._world = world
        self._taken = 0

    @property
    def is_private(self) -> bool:
        """Whether this is a chat with one person, whose id it bears."""
        return self.id > 0

    def as_json(self) -> Json:
        """The Chat object."""
        if self.is_private:
            user = self._world.users[self.id].as_json()
            hidden = {"is_bot", "language_code"}
            return {"type": "private"} | {name: user[name] for name in user.keys() - hidden}
        chat: Json = {"id": self.id, "type": "supergroup", "title": self.title}
        return chat | {"is_forum": True} if self.is_forum else chat

    def topic(self, name: str) -> int:
        """Open a topic in a forum; its id is the message_thread_id."""
        thread_id = len(self.messages) + len(self.topics) + 1000
        self.topics[thread_id] = name
        return thread_id

    def send(
        self,
        user: User,
        text: str = "",
        *,
        attachment: Attachment | None = None,
        reply_to: Message | None = None,
        thread_id: int | None = None,
    ) -> Message:
        """A person writes; `update_id` of the message is None where privacy mode hides it from the bot.

        Raises ValueError for what no app lets a person send: nothing, or more than 4096 UTF-16 units.
        """
        if not (text.strip() or attachment) or utf16_length(text) > MAX_TEXT:
            raise ValueError(f"a person can't send {len(text)} characters in one message")
        kept = self._world.keep(attachment) if attachment else None
        message = self.add(
            user, Content(text, find_entities(text), attachment=kept), reply_to=reply_to, thread_id=thread_id
        )
        if self.is_seen(message):
            message.update_id = self._world.updates.add("message", message.as_json())
        return message

    def edit(self, message: Message, text: str) -> int | None:
        """A person edits what they wrote; the id of the update."""
        content = Content(text, find_entities(text), attachment=message.content.attachment)
        message.change(content, self._world.now())
        if not self.is_seen(message):
            return None
        return self._world.updates.add("edited_message", message.as_json())

    def press(self, message: Message, label: str, user: User | None = None) -> Query:
        """Someone presses a callback button; in a private chat that is its person."""
        data = message.button(label)["callback_data"]
        body: Json = {"message": message.as_json(), "chat_instance": str(self.id), "data": data}
        return self._world.ask("callback_query", user or self._world.users[self.id], "id", body)

    def add(
        self, sender: User, content: Content, *, reply_to: Message | None = None, thread_id: int | None = None
    ) -> Message:
        """Put a message into the chat, telling nobody."""
        message_id = len(self.messages) + 1
        message = Message(self, message_id, sender, self._world.now(), content, reply_to=reply_to, thread_id=thread_id)
        self.messages[message_id] = message
        if sender == self._world.bot:
            self.replies.append(message)
        self._world.changed.notify()
        return message

    def is_seen(self, message: Message) -> bool:
        """Whether the bot is told: in privacy mode only of commands, mentions and replies to it."""
        bot = self._world.bot
        status = self.statuses.get(bot.id)
        if status in {"left", "kicked"}:
            return False
        if self.is_private or not self._world.privacy or status == "administrator":
            return True
        if message.reply_to is not None and message.reply_to.sender == bot:
            return True
        command = re.match(r"/\w+(?:@(\w+))?", message.text)
        if command is not None:
            return command[1] is None or command[1].lower() == str(bot.username).lower()
        return bool(re.search(rf"(?<!\w)@{bot.username}(?!\w)", message.text, re.IGNORECASE))

    async def wait_for_reply(self, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109 - reads best at the call
        """The bot's next message here that was not waited for yet; TimeoutError where none comes in time."""
        reply = await self._world.changed.until(lambda: self.replies[self._taken : self._taken + 1], timeout)
        self._taken += 1
        return reply[0]

    async def wait_for_edit(self, message: Message, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109 - reads best at the call
        """The message, once it has been edited again."""
        states = len(message.history)
        await self._world.changed.until(lambda: len(message.history) > states, timeout)
        return message

    def block(self) -> None:
        """The person of a private chat blocks the bot."""
        self._bot_becomes("kicked", "bot was blocked by the user")

    def remove_bot(self) -> None:
        """The bot is thrown out of a group."""
        self._bot_becomes("kicked", "bot was kicked from the supergroup chat")

    def leave(self) -> None:
        """The bot goes by itself."""
        self._bot_becomes("left", "bot is not a member of the supergroup chat")

    def admit_bot(self, status: str = "member") -> None:
        """The bot may write (again), as `member` or `administrator`."""
        self._bot_becomes(status, "")

    def _bot_becomes(self, status: str, closed: str) -> None:
        world = self._world
        before = self.statuses.get(world.bot.id, "left")
        self.statuses[world.bot.id], self.closed = status, closed
        actor = next((world.users[user_id] for user_id in self.statuses if user_id in world.users), world.bot)
        change: Json = {"chat": self.as_json(), "from": actor.as_json(), "date": world.now()}
        for name, value in (("old_chat_member", before), ("new_chat_member", status)):
            change[name] = member_json(world.bot, value)
        world.updates.add("my_chat_member", change)


_RIGHTS = frozenset(
    {"can_be_edited", "can_manage_chat", "can_change_info", "can_delete_messages", "can_invite_users"}
    | {"can_restrict_members", "can_promote_members", "can_manage_video_chats", "can_post_stories"}
    | {"can_edit_stories", "can_delete_stories", "is_anonymous"}
)


def member_json(user: User, status: str) -> Json:
    """The ChatMember object for a status."""
    member: Json = {"user": user.as_json(), "status": status}
    if status == "administrator":
        member |= dict.fromkeys(_RIGHTS, False) | {"can_manage_chat": True}
    elif status == "creator":
        member["is_anonymous"] = False
    elif status == "kicked":
        member["until_date"] = 0
    return member
