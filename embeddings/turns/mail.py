"""Mail: who wrote what of it, by the marks of replies and forwards and by ">" before a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from embeddings.turns.letters import signer
from embeddings.turns.lines import Lines
from embeddings.turns.replies import Quoted, Reply, find_replies, headers_at, quoted_lines
from embeddings.turns.titles import untitled
from embeddings.turns.words import DESKS
from embeddings.types import Span, WrittenTurn

_WORD = re.compile(r"[^\W\d_]+")
_TOP = 4  # lines of a text, one of which begins the headers of a mail that is all of it


@dataclass(slots=True)
class _Written:
    """What one writer wrote on end, at one depth."""

    writer: Span | None
    quoted: bool = False
    own: bool = False  # of whoever sent the mail
    words: list[Span] = field(default_factory=list)


def mail_turns(text: str, lines: Lines, writer: Span | None) -> tuple[WrittenTurn, ...]:
    """Return who wrote what in a mail whose body are ``lines``; ``writer`` is where the one who sent it is named."""
    body = quoted_lines(text, lines)
    marks = {mark.first: mark for mark in find_replies(text, body)}
    writers = {0: writer}  # by how deep what they wrote is quoted
    found: list[_Written] = []
    number, sent = 0, True
    while number < len(body):
        mark = marks.get(number)
        if mark is None:
            _add(found, writers.get(body[number].depth), body, number, own=sent and body[number].depth == 0)
            number += 1
        else:
            depth = _depth_below(body, mark)
            writers = {at: who for at, who in writers.items() if at < depth} | {depth: mark.writer}
            sent = sent and depth > 0
            found.append(_Written(mark.writer))
            number = mark.last + 1
    if writer is None or _is_desk(text[slice(*writer)]):
        _sign(text, found)
    return tuple(WrittenTurn(_name(text, one.writer), tuple(one.words)) for one in found if one.words)


def _name(text: str, writer: Span | None) -> Span | None:
    return None if writer is None else untitled(text, writer)


def _sign(text: str, found: list[_Written]) -> None:
    """Name the writer of a mail without headers by the name below it."""
    own = [one for one in found if one.own and one.words]
    name = signer(text, [span for one in own for span in one.words]) if own else None
    for one in own:
        one.writer = name or one.writer


def _is_desk(writer: str) -> bool:
    """Whether a mail is from no person but from a desk, where somebody signs: "Customer Care", "info@…"."""
    return not DESKS.isdisjoint(_WORD.findall(writer.lower()))


def sender(text: str, lines: Lines) -> tuple[Span | None, int] | None:
    """Return whom a text that begins as a mail does is from, and the line its body begins with; None for no mail."""
    top = quoted_lines(text, lines[: 4 * _TOP + _TOP])
    blocks = (headers_at(text, top, number) for number in range(min(len(top), _TOP)))
    block = next((one for one in blocks if one is not None), None)
    return None if block is None else (block.writer, block.last + 1)


def holds_mail(text: str, lines: Lines) -> bool:
    """Whether a text holds a mail: a block of headers, or who wrote what follows, with an address or above ">"."""
    body = quoted_lines(text, lines)
    return any(
        mark.is_block or mark.is_addressed or _depth_below(body, mark) > body[mark.first].depth
        for mark in find_replies(text, body)
    )


def _depth_below(body: list[Quoted], mark: Reply) -> int:
    """Return how deep that is quoted which a mark tells of: one deeper, where the next line is."""
    depth = body[mark.first].depth
    return depth + 1 if mark.last + 1 < len(body) and body[mark.last + 1].depth > depth else depth


def _add(found: list[_Written], writer: Span | None, body: list[Quoted], number: int, *, own: bool) -> None:
    """Add a line to what its writer wrote before it, as long as nothing else stands between."""
    line = body[number]
    if line.start >= line.end:
        return
    if not found or found[-1].writer != writer or (found[-1].words and found[-1].quoted != (line.depth > 0)):
        found.append(_Written(writer))
    last = found[-1]
    last.quoted, last.own = line.depth > 0, own
    blank = number > 0 and body[number - 1].start >= body[number - 1].end
    if last.words and not (line.opens or blank):
        last.words[-1] = last.words[-1][0], line.end
    else:
        last.words.append((line.start, line.end))
