"""What stands in a chat: people, files, messages. Each writes itself as the Bot API would."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .entities import Entity
from .text import FormattedText

if TYPE_CHECKING:
    from .chats import Chat

Json = dict[str, object]
MAX_DOWNLOAD = 20_000_000


@dataclass(frozen=True)
class User:
    """A person, or the bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def as_json(self) -> Json:
        """The User object, without what is unknown."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Attachment:
    """A file in a message. `kind` is the message's field: document, photo, voice, sticker, audio or video."""

    kind: str
    data: bytes
    name: str = "file"
    mime_type: str = "application/octet-stream"
    file_id: str = ""

    @property
    def path(self) -> str:
        """Where the file is downloaded from, under /file/bot<token>/."""
        return f"{self.kind}s/{self.file_id}"

    def as_file(self) -> Json:
        """The File object; a path only for what a bot may download."""
        file: Json = {
            "file_id": self.file_id,
            "file_unique_id": f"u{self.file_id}",
            "file_size": len(self.data),
        }
        return file | {"file_path": self.path} if len(self.data) <= MAX_DOWNLOAD else file

    def as_json(self) -> object:
        """The Document, the array of PhotoSize, the Voice, ..."""
        base = {name: value for name, value in self.as_file().items() if name != "file_path"}
        if self.kind == "photo":
            width, height = image_size(self.data) or (0, 0)
            return [{**base, "width": width, "height": height}]
        if self.kind == "sticker":
            picture = {
                "type": "regular",
                "width": 512,
                "height": 512,
                "is_animated": False,
                "is_video": False,
            }
            return {**base, **picture}
        named = {**base, "file_name": self.name, "mime_type": self.mime_type}
        if self.kind == "document":
            return named
        return {**named, "duration": 1, **({"width": 640, "height": 480} if self.kind == "video" else {})}


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith(b"\xff\xd8"):
        at = 2
        while at + 9 <= len(data) and data[at] == 0xFF:
            if data[at + 1] in {0xC0, 0xC1, 0xC2}:
                height, width = struct.unpack(">HH", data[at + 5 : at + 9])
                return width, height
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


@dataclass(frozen=True)
class Content:
    """What a message says at one time. `source` is the text as it was sent, before parsing."""

    text: str = ""
    entities: tuple[Entity, ...] = ()
    source: str = ""
    reply_markup: Json | None = None
    attachment: Attachment | None = None
    link_preview: Json | None = None

    def as_json(self) -> Json:
        """The fields of a Message that carry it."""
        text, entities = ("text", "entities") if self.attachment is None else ("caption", "caption_entities")
        fields: Json = {}
        if self.attachment is not None:
            fields[self.attachment.kind] = self.attachment.as_json()
        if self.text:
            fields[text] = self.text
        if self.entities:
            fields[entities] = [entity.as_json() for entity in self.entities]
        if self.reply_markup and "inline_keyboard" in self.reply_markup:
            fields["reply_markup"] = self.reply_markup
        if self.link_preview:
            fields["link_preview_options"] = self.link_preview
        return fields


@dataclass(eq=False)
class Message:
    """One message, whoever sent it. Edits change its content; `history` keeps each state, oldest first."""

    chat: "Chat"
    id: int
    sender: User
    date: int
    content: Content
    reply_to: "Message | None" = None
    quote: FormattedText | None = None
    thread_id: int | None = None
    update_id: int | None = None  # of the update that told the bot; None for its own, and where privacy hid it
    edit_date: int | None = None
    deleted: bool = False
    params: Json = field(default_factory=dict)  # of the call that sent it, for the bot's own
    history: list[Content] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.history.append(self.content)

    @property
    def text(self) -> str:
        """The text or caption as a reader sees it now."""
        return self.content.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The entities of that text."""
        return self.content.entities

    @property
    def html(self) -> str:
        """The text as it was sent, before parsing."""
        return self.content.source

    @property
    def reply_markup(self) -> Json | None:
        """The keyboard under it now."""
        return self.content.reply_markup

    @property
    def buttons(self) -> list[str]:
        """The labels of its inline keyboard, row by row."""
        return [str(button["text"]) for button in self._buttons()]

    def button(self, label: str) -> Json:
        """The button with this label; LookupError names those there are."""
        for button in self._buttons():
            if button["text"] == label:
                return button
        raise LookupError(f"no button {label!r}; there are {self.buttons}")

    def _buttons(self) -> Iterator[Json]:
        rows = (self.reply_markup or {}).get("inline_keyboard", [])
        if isinstance(rows, list):
            for row in rows:
                yield from row

    def change(self, content: Content, date: int) -> None:
        """Edit it."""
        self.content = content
        self.edit_date = date
        self.history.append(content)

    def as_json(self, *, nested: bool = False) -> Json:
        """The Message object; a message replied to does not show its own reply."""
        message: Json = {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": self.chat.as_json(),
            "date": self.date,
            **self.content.as_json(),
        }
        if self.edit_date is not None:
            message["edit_date"] = self.edit_date
        if self.thread_id is not None:
            message |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.reply_to is not None and not nested:
            message["reply_to_message"] = self.reply_to.as_json(nested=True)
        if self.quote is not None and not nested:
            entities = [entity.as_json() for entity in self.quote.entities]
            message["quote"] = {
                "text": self.quote.text,
                "entities": entities,
                "position": 0,
                "is_manual": True,
            }
        return message
