"""Blocks -> Telegram's HTML, and what Telegram will count of it.

https://core.telegram.org/bots/api#html-style: styles nest in anything, quotes don't nest, links and times don't nest
in each other.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.render.model import Block, Run

_AROUND = {
    "line": ("", ""),
    "quote": ("<blockquote>", "</blockquote>"),
    "expandable": ("<blockquote expandable>", "</blockquote>"),
}
_ENTITY = 24  # bytes of an entity on Telegram's own wire, at most, beside its link
_RING = "\u030a"  # Telegram takes a few combining signs out, this one among them


@dataclass(frozen=True, slots=True)
class Size:
    """UTF-16 units after parsing, entities, their bytes on Telegram's wire, and bytes as sent."""

    units: int = 0
    entities: int = 0
    entity_bytes: int = 0
    source_bytes: int = 0

    def __add__(self, other: Size) -> Size:
        return Size(
            self.units + other.units,
            self.entities + other.entities,
            self.entity_bytes + other.entity_bytes,
            self.source_bytes + other.source_bytes,
        )

    def within(self, limit: Size) -> bool:
        """Return whether nothing exceeds a limit."""
        return (
            self.units <= limit.units
            and self.entities <= limit.entities
            and self.entity_bytes <= limit.entity_bytes
            and self.source_bytes <= limit.source_bytes
        )


def to_markup(blocks: Sequence[Block]) -> str:
    """Return blocks as HTML, each on lines of its own; what is to be unfolded is in one quotation where it stands."""
    written: list[str] = []
    for position, block in enumerate(blocks):
        before = _before(block) if position else ""
        if block.kind == "expandable" and position and blocks[position - 1].kind == "expandable":
            written[-1] = written[-1].removesuffix(_AROUND[block.kind][1])
            written.append(f"{before}{''.join(map(_run, block.runs))}{_AROUND[block.kind][1]}")
        else:
            written.append(f"{before}{_block(block)}")
    return "".join(written)


def measure(block: Block) -> Size:
    """Return what a block adds to a message, with the line break before it."""
    marks = [mark for run in block.runs for mark in (run.bold, run.italic, run.link, run.moment) if mark]
    entities = len(marks) + (block.kind != "line")
    links = sum(len(run.link.encode()) for run in block.runs if run.link)
    markup = f"{_before(block)}{_block(block)}"
    return Size(
        utf16_units(f"{_before(block)}{block.text}"), entities, _ENTITY * entities + links, len(markup.encode())
    )


def utf16_units(text: str) -> int:
    """Return how many UTF-16 units Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def escape(text: str) -> str:
    """Return text as HTML that Telegram reads back as it was."""
    return html.escape(unicodedata.normalize("NFC", text) if _RING in text else text, quote=False)


def _before(block: Block) -> str:
    return "\n\n" if block.gap else "\n"


def _block(block: Block) -> str:
    before, after = _AROUND[block.kind]
    return f"{before}{''.join(map(_run, block.runs))}{after}"


def _run(run: Run) -> str:
    marked = escape(run.text)
    if run.link:
        marked = f'<a href="{html.escape(run.link)}">{marked}</a>'
    elif run.moment:
        marked = f'<tg-time unix="{run.moment.unix}" format="{run.moment.style}">{marked}</tg-time>'
    marked = f"<b>{marked}</b>" if run.bold else marked
    return f"<i>{marked}</i>" if run.italic else marked
