"""A message's text as Telegram keeps it: parsed, cleaned, trimmed and measured."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from .entities import Entity, check_amount, check_bounds, check_nesting, read_entities, utf16_length
from .errors import bad_request, lost
from .markup import parse_html

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_QUOTE = 1024
MAX_SOURCE = 32768

# What TDLib's clean_input_string takes out, or turns into a space.
_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANKED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class FormattedText:
    """A text and its entities."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


def format_html(html: str, *, limit: int = MAX_TEXT, strict: bool = True) -> FormattedText:
    """What becomes of HTML that is sent with `parse_mode=HTML`; raises ApiError where Telegram refuses."""
    return format_text(html, "HTML", None, limit=limit, too_long="message is too long", strict=strict)


def format_text(
    source: str, parse_mode: str, entities: object, *, limit: int, too_long: str, strict: bool
) -> FormattedText:
    """Parse and measure one text. An empty result is for the caller to judge; captions may be empty.

    `limit` counts UTF-16 code units after parsing; `entities` is the call's JSON, unused with a parse mode.
    """
    if _SURROGATE.search(source):
        raise bad_request("strings must be encoded in UTF-8")
    if len(source.encode()) > MAX_SOURCE:
        raise bad_request("Text is too long")
    mode = parse_mode.lower()
    if mode in ("markdown", "markdownv2"):
        raise lost(f"this server does not read parse_mode {parse_mode}")
    if mode not in ("", "none", "html"):
        raise bad_request("unsupported parse_mode")
    if mode == "html":
        text, found = parse_html(source, strict=strict)
    else:
        text, found = source, read_entities(entities)
        check_bounds(text, found)
        if strict:
            check_nesting(found)
    formatted = _trim(_clean(FormattedText(text, found)))
    if utf16_length(formatted.text) > limit:
        raise bad_request(too_long)
    check_amount(formatted.entities, strict=strict)
    return formatted


def message_text(params: Mapping[str, object], *, too_long: str, strict: bool, name: str = "text") -> FormattedText:
    """The text of sendMessage, editMessageText or an inline result: at least one visible character."""
    source = str(params.get(name, ""))
    if not source:
        raise bad_request("message text is empty")
    parse_mode = str(params.get("parse_mode", ""))
    formatted = format_text(
        source, parse_mode, params.get("entities"), limit=MAX_TEXT, too_long=too_long, strict=strict
    )
    if not formatted.text:
        raise bad_request("text must be non-empty")
    return formatted


def caption_text(params: Mapping[str, object], *, strict: bool) -> FormattedText:
    """The caption of a file, possibly empty."""
    return format_text(
        str(params.get("caption", "")),
        str(params.get("parse_mode", "")),
        params.get("caption_entities"),
        limit=MAX_CAPTION,
        too_long="message caption is too long",
        strict=strict,
    )


def _clean(formatted: FormattedText) -> FormattedText:
    """Control characters go, or become spaces, and the entities move along."""
    text = _BLANKED.sub(" ", formatted.text)
    pieces = _REMOVED.split(text)
    if len(pieces) == 1:
        return FormattedText(text, formatted.entities)
    kept = accumulate(map(utf16_length, pieces[:-1]))
    removed = [position + index for index, position in enumerate(kept)]

    def moved(offset: int) -> int:
        return offset - bisect_left(removed, offset)

    entities = (
        replace(entity, offset=moved(entity.offset), length=moved(entity.end) - moved(entity.offset))
        for entity in formatted.entities
    )
    return FormattedText("".join(pieces), tuple(entity for entity in entities if entity.length))


def _trim(formatted: FormattedText) -> FormattedText:
    """Spaces and line breaks go from the end, and from the beginning up to the first entity."""
    text = formatted.text.rstrip(" \n")
    if not text:
        return FormattedText()
    length = utf16_length(text)
    lead = len(text) - len(text.lstrip(" \n"))
    if formatted.entities:
        lead = min(lead, formatted.entities[0].offset)
    if not lead and len(text) == len(formatted.text):
        return formatted
    kept = (entity for entity in formatted.entities if entity.offset < length)
    moved = (replace(e, offset=e.offset - lead, length=min(e.end, length) - e.offset) for e in kept)
    return FormattedText(text[lead:], tuple(moved))
