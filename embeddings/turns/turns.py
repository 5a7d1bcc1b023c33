"""A text -> its turns, whatever tells of them, and where lines begin that are paragraphs for what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from embeddings.text.passages import is_question
from embeddings.turns.credits import find_credits
from embeddings.turns.interviews import find_interview, is_told
from embeddings.turns.letters import find_letters
from embeddings.turns.lines import Lines, lines_of
from embeddings.turns.mail import holds_mail, mail_turns, sender
from embeddings.turns.people import asker, interviewed
from embeddings.turns.rows import find_rows
from embeddings.turns.stamps import is_item, stamp_at
from embeddings.turns.talk import Talk, find_talk
from embeddings.turns.words import QUESTIONS, REPLIERS
from embeddings.types import Part, Span, WrittenTurn

_QUOTES = '“"«„”'
_PARTS = REPLIERS | {"interviewer"}
_PLAYED = QUESTIONS | _PARTS
_UNNAMED = 2  # characters of a label that is no name: "Q", "A"


def find_turns(text: str, parts: Sequence[Part] = ()) -> tuple[WrittenTurn, ...]:
    """Return the turns of a text, in order: who wrote or said what, as far as the text itself says so."""
    lines = lines_of(text, parts)
    letter = sender(text, lines)
    if letter is not None or holds_mail(text, lines):
        writer, first = letter or (None, 0)
        return mail_turns(text, lines[first:], writer)
    talks = find_talk(text, lines) or find_interview(text, lines, parts)
    if talks:
        return tuple(_named(text, talks))
    rows = find_rows(text, parts)
    if rows:
        return asking(text, rows)
    credited = find_credits(text, lines, parts)  # a name below the last line, too, is that of a credit
    return tuple(find_letters(text, lines, by_name=not credited) or credited)


def asking(text: str, turns: Sequence[WrittenTurn]) -> tuple[WrittenTurn, ...]:
    """Return turns in the order of time, with those marked that end with a question, which somebody else replies to."""
    following = zip_longest(turns, turns[1:])
    return tuple(
        replace(turn, asks=after is not None and _asks(text, turn, after)) for turn, after in following if turn
    )


def _asks(text: str, turn: WrittenTurn, after: WrittenTurn) -> bool:
    if turn.writer is None or after.writer is None:
        return False
    another = text[slice(*turn.writer)] != text[slice(*after.writer)]
    return another and is_question(text[slice(*turn.words[-1])])


def breaks(text: str, turns: Sequence[WrittenTurn] = (), parts: Sequence[Part] = ()) -> list[int]:
    """Return where lines begin that open a paragraph, though no blank line is above: turns, entries of a timeline."""
    lines = lines_of(text, parts)
    starts = {line.start for line in lines}
    spans = [span for turn in turns for span in turn.words]
    opening = {start for start in (_line_of(text, low) for low, _ in spans) if start in starts}
    for turn in turns:
        if turn.writer is not None and turn.words and turn.writer[1] <= turn.words[0][0]:
            opening.add(_line_of(text, turn.writer[0]))
    return sorted(opening.union(_items(text, lines)))


def _line_of(text: str, at: int) -> int:
    start = text.rfind("\n", 0, at) + 1
    while start < at and text[start].isspace():
        start += 1
    return start


def _items(text: str, lines: Lines) -> set[int]:
    """Return where the entries of timelines begin: lines with a day or a time, one below the other."""
    dated = [is_item(text, line.start, line.end) or _is_stamped(text, line.start, line.end) for line in lines]
    found: set[int] = set()
    for (one, is_one), (other, is_other) in pairwise(zip(lines, dated, strict=True)):
        if is_one and is_other:
            found |= {one.start, other.start}
    return found


def _is_stamped(text: str, start: int, end: int) -> bool:
    stamp = stamp_at(text, start, end)
    return stamp is not None and stamp[0] < end


def _named(text: str, talks: Sequence[Talk]) -> list[WrittenTurn]:
    """Return turns with the place of their speaker's name: of one who asks, or replies, it may stand elsewhere."""
    first = talks[0].words[0][0] if talks[0].label is None else talks[0].label.line.start
    last = talks[-1].words[-1][1]
    reply = _replier(text, talks, first, last)
    asked = asker(text, first, last) if any(_is_asking(one) and _is_unnamed(one) for one in talks) else None
    return [WrittenTurn(_writer(one, asked if _is_asking(one) else reply), one.words, one.asks) for one in talks]


def _replier(text: str, talks: Sequence[Talk], first: int, last: int) -> Span | None:
    """Return where the one is named who replies without a label between ``first`` and ``last``."""
    unnamed = [talk for talk in talks if not _is_asking(talk) and _is_unnamed(talk)]
    questions = [span for talk in talks if talk.asks for span in talk.words]
    # Questions above plain paragraphs may be those of a handbook, which names whom to ask.
    sure = any(talk.label is not None or text[talk.words[0][0]] in _QUOTES for talk in unnamed)
    sure = sure or is_told(text, questions, [talk.words for talk in unnamed])
    return interviewed(text, first, last, questions, any_name=sure) if unnamed else None


def _is_asking(talk: Talk) -> bool:
    return talk.asks or (talk.label is not None and talk.label.asks)


def _is_unnamed(talk: Talk) -> bool:
    """Whether a turn is of somebody whose name stands elsewhere: no label, "Q", "Interviewer"."""
    label = talk.label
    return label is None or len(label.full) < _UNNAMED or label.replies or label.full.casefold() in _PLAYED


def _writer(talk: Talk, elsewhere: Span | None) -> Span | None:
    label = talk.label
    if label is None or not _is_unnamed(talk):
        return elsewhere if label is None else label.name
    return label.name if elsewhere is None and label.full.casefold() in _PARTS else elsewhere
