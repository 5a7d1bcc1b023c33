"""Interviews without labels: questions in bold or italics, or bare, and below each what is replied."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import pairwise

from embeddings.turns.labels import read_label
from embeddings.turns.lines import Lines, chunks
from embeddings.turns.people import addressed
from embeddings.turns.talk import Talk
from embeddings.types import Part, Span

_MARKED = re.compile(r"(?P<mark>\*\*\*|\*\*|\*|__|_)(?!\s)(?P<words>[^*_\n]+(?:\n[^*_\n]+)*)(?P=mark)\Z")
_OPENING = re.compile(r"(?P<mark>\*\*\*|\*\*|\*|__|_)(?!\s)(?P<words>[^*_\n]{2,300}[?？])(?P=mark)[ \t]*\n?(?=\S)")
_QUOTES = {"“": "”", '"': '"', "«": "»", "„": "“", "”": "”"}
_WORD = re.compile(r"[\w']+")
_YOU = frozenset({"you", "your", "yours", "yourself", "you've", "you're"})
_ME = frozenset({"i", "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "myself"})
_LEAST_PLAIN = 3  # of one whose replies nothing marks
_LEAST = 2  # questions of an interview
_LONGEST = 500  # characters of a question


def find_interview(text: str, lines: Lines, parts: Sequence[Part] = ()) -> list[Talk]:
    """Return questions and replies, in order, by their typography alone; none where it does not tell them apart."""
    spans = list(chunks(lines))
    heads = {(part.start, part.end) for part in parts if part.kind == "heading"}
    return (
        _of_marked(text, lines, spans, heads)
        or _of_inline(text, spans)
        or _of_bare(text, lines, spans)
        or _of_plain(text, spans)
    )


def _of_marked(text: str, lines: Lines, spans: Sequence[Span], heads: Collection[Span]) -> list[Talk]:
    """Return an interview with questions in bold type, in italics or as headings: all that is so is who asks."""
    inner = {number: span if span in heads else _marked(text, span) for number, span in enumerate(spans)}
    marked = {number: span for number, span in inner.items() if span is not None}
    asked = [number for number, inner in marked.items() if _asks(text, inner)]
    if len(asked) < _LEAST:
        return []
    questions = {number: inner for number, inner in marked.items() if asked[0] <= number <= asked[-1]}
    return _talks(text, lines, spans, questions, quoted=False) if len(asked) * 2 >= len(questions) else []


def _of_inline(text: str, spans: Sequence[Span]) -> list[Talk]:
    """Return an interview in which a paragraph begins with a question in bold type or italics, and goes on."""
    found: list[Talk] = []
    for start, end in spans:
        match = _OPENING.match(text, start, end)
        if match is not None:
            found += [Talk(None, (match.span("words"),), asks=True), Talk(None, ((match.end(), end),))]
    return found if len(found) >= 2 * _LEAST else []


def _of_bare(text: str, lines: Lines, spans: Sequence[Span]) -> list[Talk]:
    """Return an interview with bare questions, each above a paragraph that is wholly in quotation marks."""
    bare = {
        number: span
        for number, (span, below) in enumerate(pairwise(spans))
        if _is_bare_question(text, span) and _is_quoted(text, below)
    }
    return _talks(text, lines, spans, bare, quoted=True) if len(bare) >= _LEAST else []


def _of_plain(text: str, spans: Sequence[Span]) -> list[Talk]:
    """Return an interview with bare questions to "you", each above what an "I" replies; no list of questions by "I"."""
    asked = [number for number, span in enumerate(spans) if _is_bare_question(text, span)]
    asked = [number for number, after in pairwise([*asked, len(spans)]) if after > number + 1]
    if len(asked) < _LEAST_PLAIN:
        return []
    questions = [spans[number] for number in asked]
    replies = [spans[number + 1 : after] for number, after in pairwise([*asked, asked[-1] + 2])]
    if not _is_between_two(text, questions, replies):
        return []
    pairs = zip(questions, replies, strict=True)
    return [talk for one, reply in pairs for talk in (Talk(None, (one,), asks=True), Talk(None, tuple(reply)))]


def _is_between_two(text: str, questions: Sequence[Span], replies: Sequence[Sequence[Span]]) -> bool:
    """Whether questions say "you" or call somebody by name, and never say "I", and half of the replies do."""
    by_you = sum(_holds(text, [one], _YOU) or addressed(text, *one) is not None for one in questions)
    by_me = sum(_holds(text, reply, _ME) for reply in replies)
    enough = by_you * _LEAST_PLAIN >= len(questions) and by_me * 2 >= len(questions)
    return enough and not _holds(text, questions, _ME)


def is_told(text: str, questions: Sequence[Span], replies: Sequence[Sequence[Span]]) -> bool:
    """Whether half of the replies say "I", and no question does: no handbook's."""
    by_me = sum(_holds(text, reply, _ME) for reply in replies)
    return by_me > 0 and by_me * 2 >= len(replies) and not _holds(text, questions, _ME)


def _holds(text: str, spans: Sequence[Span], wanted: frozenset[str]) -> bool:
    return any(not wanted.isdisjoint(_WORD.findall(text[slice(*span)].lower().replace("’", "'"))) for span in spans)


def _talks(text: str, lines: Lines, spans: Sequence[Span], questions: dict[int, Span], *, quoted: bool) -> list[Talk]:
    found: list[Talk] = []
    numbers = sorted(questions)
    for number, after in pairwise([*numbers, _end_of(text, spans, numbers[-1], quoted=quoted)]):
        reply = spans[number + 1 : after]
        if quoted:
            reply = [span for span in reply if _is_quoted(text, span)]
        found.append(Talk(None, (questions[number],), asks=True))
        found += _reply(text, lines, reply)
    return found


def _reply(text: str, lines: Lines, spans: Sequence[Span]) -> list[Talk]:
    """Return what is replied to a question, under the label that it may have."""
    if not spans:
        return []
    place = bisect_left(lines, spans[0][0], key=lambda line: line.start)
    label = read_label(text, lines[place])
    if label is None:
        return [Talk(None, tuple(spans))]
    return [Talk(label, ((label.words, spans[0][1]), *spans[1:]))] if label.words < spans[0][1] else []


def _end_of(text: str, spans: Sequence[Span], last: int, *, quoted: bool) -> int:
    """Return the number of the paragraph behind the last reply: one paragraph, or all that are in quotation marks."""
    end = min(last + 2, len(spans))
    while quoted and end < len(spans) and _is_quoted(text, spans[end]):
        end += 1
    return end


def _marked(text: str, span: Span) -> Span | None:
    """Return what is inside a paragraph that is all in bold type or italics, and names no speaker."""
    match = _MARKED.match(text, *span)
    return match.span("words") if match is not None and span[1] - span[0] <= _LONGEST else None


def _asks(text: str, span: Span) -> bool:
    return text[slice(*span)].rstrip('”"’ ')[-1:] in ("?", "？")


def _is_bare_question(text: str, span: Span) -> bool:
    return _asks(text, span) and text[span[0]] not in _QUOTES and span[1] - span[0] <= _LONGEST


def _is_quoted(text: str, span: Span) -> bool:
    """Whether a paragraph is wholly in quotation marks."""
    closer = _QUOTES.get(text[span[0]])
    return closer is not None and text.find(closer, span[0] + 1, span[1]) >= span[1] - 2
