"""Telegram's HTML, read as strictly as Telegram reads it.

The grammar and every message follow the parser that the Bot API itself runs, `parse_html` in TDLib's
MessageEntity.cpp (2026), and https://core.telegram.org/bots/api#html-style. Byte offsets in messages count
the UTF-8 of the text as it was sent. One pass, linear in the length of the text.
"""

import re
from dataclasses import dataclass

from .entities import Entity, check_nesting, in_order, utf16_length
from .errors import ApiError, bad_request, lost
from .links import usable_link

_SPECIAL = re.compile("[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]*)|#([0-9]*)|([A-Za-z]*))")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACES = re.compile("[ \t\r\n\v]*")
_TAG_NAME = re.compile("[^ \t\r\n\v>]*")
_ATTRIBUTE_NAME = re.compile("[^ \t\r\n\v=>/\"']*")
_NAME_TOKEN = re.compile("[A-Za-z0-9.-]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MENTION = re.compile(r"tg://user\?id=([1-9][0-9]{0,15})\Z")

_ENTITY_OF = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_LONGEST_LINK = 2048
_LAST_INT32 = 2**31 - 1
_LAST_INT64 = 2**63 - 1


@dataclass
class _Open:
    """A tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int
    piece: int


def parse_html(html: str, *, strict: bool = True) -> tuple[str, tuple[Entity, ...]]:
    """The text a reader sees, and its entities with offsets in UTF-16 code units.

    With `strict`, what Telegram accepts but silently drops is refused too: a quote in a quote, anything in
    code, a link without a usable address, a time without a date. Raises ApiError in Telegram's own words.
    """
    parser = _Parser(html, strict=strict)
    parser.run()
    text = "".join(parser.pieces)
    if _SURROGATE.search(text):
        raise _unparsable(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    entities = in_order(parser.entities)
    if strict:
        check_nesting(entities)
    return text, entities


def _unparsable(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")


class _Parser:
    def __init__(self, html: str, *, strict: bool) -> None:
        self.html = html
        self.strict = strict
        self.at = 0
        self.offset = 0  # of the text so far, in UTF-16 code units
        self.pieces: list[str] = []
        self.entities: list[Entity] = []
        self.open: list[_Open] = []
        self.code_language = ""  # of the code closed last, which may yet become one with its pre

    def run(self) -> None:
        if "\0" in self.html:
            raise _unparsable("Text must not contain null bytes")
        while True:
            special = _SPECIAL.search(self.html, self.at)
            self._add(self.html[self.at : special.start() if special else None])
            if special is None:
                break
            self.at = special.start()
            if special[0] == "&":
                self._add(self._reference() or self._take())
            elif self.html.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def _add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.offset += utf16_length(text)

    def _take(self) -> str:
        self.at += 1
        return self.html[self.at - 1]

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.html, self.at)
        found = match[0] if match else ""
        self.at += len(found)
        return found

    def _peek(self) -> str:
        return self.html[self.at : self.at + 1]

    def _refuse(self, why: str, position: int, rest: str = "") -> ApiError:
        byte = len(self.html[:position].encode("utf-8", "surrogatepass"))
        return _unparsable(f"{why} at byte offset {byte}{rest}")

    def _reference(self) -> str:
        """The character that the reference here stands for; empty, and no step taken, where there is none."""
        match = _REFERENCE.match(self.html, self.at)
        if match is None:
            return ""
        if match[3] is not None:
            character = _NAMED.get(match[3], "")
        else:
            digits, base = (match[1], 16) if match[1] is not None else (match[2], 10)
            code = int(digits, base) if digits and len(match[0]) < 10 else 0
            character = chr(code) if 0 < code < 0x10FFFF else ""
        if character:
            self.at = match.end() + self.html.startswith(";", match.end())
        return character

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._match(_TAG_NAME).lower()
        if not self._peek():
            raise self._refuse("Unclosed start tag", begin)
        if tag not in _ENTITY_OF:
            raise self._refuse(f'Unsupported start tag "{tag}"', begin)
        attributes: dict[str, str] = {}
        while self._peek() != ">":
            self._match(_SPACES)
            if self._peek() != ">":
                self._attribute(tag, begin, attributes)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, attributes, self.offset, len(self.pieces)))

    def _attribute(self, tag: str, begin: int, attributes: dict[str, str]) -> None:
        name = self._match(_ATTRIBUTE_NAME)
        if not name:
            raise self._refuse(f'Empty attribute name in the tag "{tag}"', begin)
        self._match(_SPACES)
        value = ""
        if self._peek() == "=":
            self.at += 1
            self._match(_SPACES)
            if self._peek():
                value = self._quoted() if self._peek() in "'\"" else self._name_token()
                if not self._peek():
                    raise self._refuse("Unclosed start tag", begin)
        if not self._peek():
            raise self._refuse(f'Unclosed start tag "{tag}"', begin)
        attributes[name] = value

    def _name_token(self) -> str:
        begin = self.at
        value = self._match(_NAME_TOKEN).lower()
        if self._peek() and self._peek() not in " \t\r\n\v>":
            raise self._refuse("Unexpected end of name token", begin)
        return value

    def _quoted(self) -> str:
        quote = self._take()
        pieces = []
        end = self.html.find(quote, self.at)
        end = len(self.html) if end < 0 else end
        while self.at < end:
            following = self.html.find("&", self.at, end)
            pieces.append(self.html[self.at : following if following >= 0 else end])
            self.at = following if following >= 0 else end
            if following >= 0:
                pieces.append(self._reference() or self._take())
        self.at = min(end + 1, len(self.html))
        return "".join(pieces)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._refuse("Unexpected end tag", begin)
        self.at += 2
        tag = self._match(_TAG_NAME).lower()
        self._match(_SPACES)
        if self._peek() != ">":
            raise self._refuse("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if tag not in ("", opened.tag):
            raise self._refuse("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{tag}>"')
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        kind, offset, length = _ENTITY_OF[opened.tag], opened.offset, self.offset - opened.offset
        if kind == "custom_emoji":
            emoji = _integer(opened.attributes.get("emoji-id", ""), _LAST_INT64)
            if not emoji:
                raise _unparsable("Invalid custom emoji identifier specified")
            self.entities.append(Entity(kind, offset, length, custom_emoji_id=str(emoji)))
        elif kind == "date_time":
            self._close_time(opened.attributes, offset, length)
        elif kind == "text_link":
            self._close_link(opened, offset, length)
        elif kind in ("code", "pre"):
            self._close_code(kind, opened.attributes, offset, length)
        elif kind == "blockquote" and "expandable" in opened.attributes:
            self.entities.append(Entity("expandable_blockquote", offset, length))
        else:
            self.entities.append(Entity(kind, offset, length))

    def _close_time(self, attributes: dict[str, str], offset: int, length: int) -> None:
        style = attributes.get("format", "")
        if style not in ("r", "R") and style.strip("tTdDwW"):
            raise _unparsable("Invalid date format used")
        moment = _integer(attributes.get("unix", ""), _LAST_INT32)
        if moment > 0:
            self.entities.append(Entity("date_time", offset, length, unix_time=moment, date_time_format=style or None))
        elif self.strict:
            raise lost("a tg-time without a unix time would be lost")

    def _close_link(self, opened: _Open, offset: int, length: int) -> None:
        url = opened.attributes.get("href", "")
        if not url and length <= _LONGEST_LINK:
            url = "".join(self.pieces[opened.piece :])
        mention = _MENTION.match(url)
        if mention:
            self.entities.append(Entity("text_mention", offset, length, user_id=int(mention[1])))
        elif address := usable_link(url):
            self.entities.append(Entity("text_link", offset, length, url=address))
        elif self.strict:
            raise lost(f"the link {url[:200]!r} would be lost")

    def _close_code(self, kind: str, attributes: dict[str, str], offset: int, length: int) -> None:
        language = attributes.get("class", "").removeprefix("language-") if kind == "code" else ""
        if attributes.get("class", "") == language:
            language = ""
        other = self.entities[-1] if self.entities else None
        if other and {other.type, kind} == {"code", "pre"} and (other.offset, other.length) == (offset, length):
            language = language or self.code_language
            if language:
                self.entities[-1] = Entity("pre", offset, length, language=language)
                return
        self.code_language = language
        self.entities.append(Entity(kind, offset, length))


def _integer(text: str, last: int) -> int:
    """The number a text begins with, 0 where there is none or it is out of range."""
    match = re.match("[0-9]{1,20}", text)
    number = int(match[0]) if match else 0
    return number if number <= last else 0
