"""What fits a message, and how what doesn't is divided: between blocks, and inside one between its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bot.render.markup import Size, measure, utf16_units
from bot.render.model import Block, cut_block
from embeddings.text.sentences import cut_span

LIMIT = 4096  # UTF-16 units of a Telegram message
# Entities past a hundred are dropped, and their total size ends near 9,500 bytes
# (https://github.com/tdlib/telegram-bot-api/issues/165); what is sent, before it is parsed, near 32 KiB.
MESSAGE = Size(LIMIT, 100, 9000, 32000)
_BREAK = 2  # units of the line breaks before a block


def fits(blocks: Sequence[Block]) -> bool:
    """Return whether blocks fit one message."""
    return sum(map(measure, blocks), Size()).within(MESSAGE)


def choose(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return the blocks that fit one message, and those that are left out, each in their order.

    The optional ones are the first to be left out, then the last.
    """
    kept: set[int] = set()
    size = Size()
    for position in sorted(range(len(blocks)), key=lambda position: (blocks[position].optional, position)):
        grown = size + measure(blocks[position])
        if grown.within(MESSAGE):
            kept.add(position)
            size = grown
    numbered = list(enumerate(blocks))
    return [block for at, block in numbered if at in kept], [block for at, block in numbered if at not in kept]


def split(blocks: Sequence[Block]) -> list[list[Block]]:
    """Divide blocks into messages; one that is too long for any is cut between sentences or, at worst, words."""
    messages: list[list[Block]] = [[]]
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if fits([*messages[-1], block]):
            messages[-1].append(block)
        elif fits([block]):
            messages.append([block])
        else:
            room = LIMIT - sum(measure(other).units for other in messages[-1])
            if room < LIMIT // 4:
                messages.append([])
                room = LIMIT
            waiting += reversed(_halves(block, room - _BREAK))
    return [message for message in messages if message]


def pack(groups: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """Divide blocks into messages so that those of a group, which fit one, stay together."""
    messages: list[list[Block]] = [[]]
    for group in groups:
        if fits([*messages[-1], *group]):
            messages[-1] += group
        else:
            messages.append(list(group))
    return [message for message in messages if message]


def beginning(block: Block, beside: Sequence[Block]) -> Block:
    """Return as much of a block as fits one message beside others."""
    room = LIMIT - sum(measure(other).units for other in beside) - _BREAK
    while not fits([*beside, block]):
        block, _ = _halves(block, room)
    return block


def _halves(block: Block, room: int) -> tuple[Block, Block]:
    """Cut what is too long for a message: where there is room for, or in the middle where it has too many entities."""
    text = block.text
    longest = _fitting(text, room) if utf16_units(text) > room else len(text) // 2
    pieces = cut_span(text, 0, len(text), max(1, longest))
    return cut_block(block, _before_marks(text, pieces[0][1] if pieces else longest))


def _fitting(text: str, room: int) -> int:
    """Return how many characters fit so many UTF-16 units."""
    return len(text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore"))


def _before_marks(text: str, cut: int) -> int:
    """Move a cut in front of a character whose combining signs would be left behind, if that is near."""
    for at in range(cut, max(1, cut - 16), -1):
        if at >= len(text) or not (_joins(text[at]) or text[at - 1] == "\u200d"):
            return at
    return cut


def _joins(character: str) -> bool:
    return character == "\u200d" or unicodedata.category(character).startswith("M")
