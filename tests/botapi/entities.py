"""Message entities: ranges of a text, counted in UTF-16 code units, and the rules that hold among them.

Source: https://core.telegram.org/bots/api#messageentity and #formatting-options. The refusals are worded
as Telegram words them, except those that begin with "strict:": there Telegram accepts the call and quietly
drops what does not fit.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .errors import bad_request, lost
from .links import usable_link
from .params import required

MAX_ENTITIES = 100
# Not documented. A maintainer of the Bot API server confirmed "9500" as a good approximation of the limit
# on the total size of the entities: https://github.com/tdlib/telegram-bot-api/issues/165
MAX_ENTITIES_SIZE = 9500

STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
CODES = frozenset({"code", "pre"})
FOUND_BY_TELEGRAM = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)
KINDS = STYLES | QUOTES | CODES | {"text_link", "text_mention", "custom_emoji", "date_time"}
_PRIORITY = {"expandable_blockquote": 0, "blockquote": 0, "pre": 10, "code": 20, "text_link": 49, "bold": 90}

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>]+)"
    r"|(?<![\w/@.])(?P<email>[\w.+-]{1,64}@[\w-]{1,64}\.[A-Za-z]{2,24})"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})(?!\w)"
    r"|(?<![\w#])(?P<hashtag>\#\w*[^\W\d]\w*)"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One range of a text and what it is; offset and length are in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    user_id: int | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        """The first position behind the range."""
        return self.offset + self.length

    @property
    def size(self) -> int:
        """Bytes on Telegram's own wire: three words, and any string or number it carries."""
        extra = (self.url or "") + (self.language or "")
        return 12 + (len(extra.encode()) + 4) // 4 * 4 if extra else 12

    def as_json(self) -> dict[str, object]:
        """The object as the Bot API writes it."""
        fields = {key: value for key, value in asdict(self).items() if value is not None}
        if self.user_id is not None:
            user_id = fields.pop("user_id")
            fields["user"] = {"id": user_id, "is_bot": False, "first_name": f"User {user_id}"}
        return fields


def utf16_length(text: str) -> int:
    """How many UTF-16 code units the text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Entities as Telegram sorts them: by where they begin, the longer first."""
    return tuple(sorted(entities, key=lambda e: (e.offset, -e.length, _PRIORITY.get(e.type, 91))))


def find_entities(text: str) -> tuple[Entity, ...]:
    """What Telegram's apps mark in a person's text: commands, mentions, hashtags, links, addresses."""
    found = []
    for match in _FOUND.finditer(text):
        kind = match.lastgroup
        if kind is not None:
            found.append(Entity(kind, utf16_length(text[: match.start()]), utf16_length(match[0])))
    return tuple(found)


def read_entities(values: object) -> tuple[Entity, ...]:
    """A call's `entities`; those that Telegram finds itself are ignored, as it ignores them."""
    if values is None:
        return ()
    if not isinstance(values, list):
        raise lost("entities are no JSON array and would be ignored")
    entities = (_read_entity(value) for value in values)
    return in_order(entity for entity in entities if entity is not None)


def _read_entity(value: object) -> Entity | None:
    within = "can't parse MessageEntity"
    if not isinstance(value, dict):
        raise bad_request(f"{within}: expected an Object")
    kind = required(value, "type", str, within)
    offset, length = (required(value, name, int, within) for name in ("offset", "length"))
    if kind in FOUND_BY_TELEGRAM:
        return None
    if kind not in KINDS:
        raise bad_request(f"{within}: Unsupported type specified")
    return Entity(kind, offset, length, **_read_extra(kind, value, within))


def _read_extra(kind: str, value: dict[str, object], within: str) -> dict[str, Any]:
    match kind:
        case "text_link":
            url = required(value, "url", str, within)
            if not usable_link(url):
                raise bad_request(f"Entity URL '{url}' is invalid: Wrong HTTP URL")
            return {"url": url}
        case "text_mention":
            return {"user_id": required(required(value, "user", dict, within), "id", int, within)}
        case "custom_emoji":
            return {"custom_emoji_id": required(value, "custom_emoji_id", str, within)}
        case "date_time":
            style = value.get("date_time_format")
            return {"unix_time": required(value, "unix_time", int, within), "date_time_format": style}
        case "pre" if value.get("language"):
            return {"language": required(value, "language", str, within)}
    return {}


def check_bounds(text: str, entities: Sequence[Entity]) -> None:
    """Refuse entities that lie outside the text or cut a surrogate pair."""
    if not entities:
        return
    units = size = 0
    boundaries = {0: 0}  # where a character begins or the text ends -> the byte there
    for character in text:
        units += 1 + (character > "\uffff")
        size += len(character.encode())
        boundaries[units] = size
    for entity in entities:
        if not 0 <= entity.offset <= 1_000_000:
            raise bad_request(f"Receive an entity with incorrect offset {entity.offset}")
        if not 0 <= entity.length <= 1_000_000:
            raise bad_request(f"Receive an entity with incorrect length {entity.length}")
        if entity.offset > units:
            raise bad_request(f"Entity begins after the end of the text at UTF-16 offset {entity.offset}")
        here = f"Entity beginning at UTF-16 offset {entity.offset} ends"
        if entity.end > units:
            raise bad_request(f"{here} after the end of the text at UTF-16 offset {entity.end}")
        middle = "in a middle of a UTF-16 symbol at byte offset"
        if entity.offset not in boundaries:
            raise bad_request(f"Entity begins {middle} {boundaries[entity.offset + 1]}")
        if entity.end not in boundaries:
            raise bad_request(f"{here} {middle} {boundaries[entity.end + 1]}")


def check_amount(entities: Sequence[Entity], *, strict: bool) -> None:
    """Refuse more entities, or larger ones, than a message can carry."""
    if strict and len(entities) > MAX_ENTITIES:
        raise lost(f"{len(entities)} entities; Telegram drops those past {MAX_ENTITIES}")
    if sum(entity.size for entity in entities) > MAX_ENTITIES_SIZE:
        raise bad_request("ENTITIES_TOO_LONG")


def check_nesting(entities: Sequence[Entity]) -> None:
    """Refuse entities in each other that Telegram would drop, or that overlap without nesting.

    `entities` are sorted. Styles nest with anything but code; quotes never nest; no other kinds nest.
    """
    around: list[Entity] = []
    kinds: Counter[str] = Counter()
    for entity in entities:
        while around and around[-1].end <= entity.offset:
            kinds[around.pop().type] -= 1
        if around and entity.end > around[-1].end:
            raise lost(f"{entity.type} at UTF-16 offset {entity.offset} overlaps {around[-1].type}")
        for outer in +kinds:
            if not _may_nest(outer, entity.type):
                raise lost(f"{entity.type} inside {outer} at UTF-16 offset {entity.offset} would be lost")
        around.append(entity)
        kinds[entity.type] += 1


def _may_nest(outer: str, inner: str) -> bool:
    if outer in CODES or (inner in CODES and outer in STYLES):
        return False
    if inner in QUOTES:
        return outer in STYLES
    return outer in STYLES or outer in QUOTES or inner in STYLES
