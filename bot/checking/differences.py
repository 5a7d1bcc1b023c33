"""A piece -> how it differs from what stands in the document, and what was cut off that turns the sense round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from bot.checking.align import Step
from bot.checking.checked import Alteration, Change
from bot.checking.near import Near
from bot.checking.pieces import Match
from bot.checking.weighty import is_negation, weight_of
from embeddings.text.verbatim import SaidWord
from embeddings.types import Span

_BEFORE = 3  # words before a cut that may say no to what is left: "not true that",
_BEHIND = 1  # and behind it: "I think not"
_BREAKS = frozenset(',;:.!?…()[]–—"“”„«»។\n')


def differences(piece: Match, pasted: Sequence[SaidWord], gaps: AbstractSet[int]) -> list[Alteration]:
    """Return the words that differ, in order; an ellipsis may leave out any but what turns the sense round."""
    same = piece.same
    if not same:
        return []
    found = [*_at_edge(piece, pasted, same[0], before=True)]
    for one, other in pairwise(same):
        recorded = _recorded(piece.near, one.recorded + 1, other.recorded)
        at = piece.near.words[one.recorded].end
        between = _hunk(piece.near, pasted, range(one.pasted + 1, other.pasted), recorded, at)
        allowed = not gaps.isdisjoint(range(one.pasted + 1, other.pasted + 1)) and _is_free(piece.near, one, other)
        found += [one for one in between if not (allowed and one.kind == "left_out")]
    found += _at_edge(piece, pasted, same[-1], before=False)
    return found or _cut_off(piece)


def _is_free(near: Near, one: Step, other: Step) -> bool:
    """Whether what an ellipsis leaves out is another sentence, or says nothing that turns the sense round."""
    left = near.text.forms[one.recorded + 1 : other.recorded]
    within = near.sentence_of(one.recorded) == near.sentence_of(other.recorded)
    return not (within and any(map(is_negation, left)))


def _recorded(near: Near, first: int, end: int) -> list[int]:
    return [place for place in range(first, end) if place not in near.text.silent]


def _at_edge(piece: Match, pasted: Sequence[SaidWord], nearest: Step, *, before: bool) -> Iterator[Alteration]:
    """Yield what differs before the first word that is the same, or behind the last: within its clause."""
    near = piece.near
    beyond = [step for step in piece.steps if (step.pasted < nearest.pasted) == before and step is not nearest]
    clause = [*_within(near, nearest.recorded, -1 if before else 1, len(beyond))]
    recorded = sorted({step.recorded for step in beyond} & {*clause})
    span = range(piece.first, nearest.pasted) if before else range(nearest.pasted + 1, piece.end)
    start, end = near.words[nearest.recorded].span
    yield from _hunk(near, pasted, span, recorded, start if before else end)


def _hunk(
    near: Near, pasted: Sequence[SaidWord], span: range, recorded: Sequence[int], at: int
) -> Iterator[Alteration]:
    if not span and not recorded:
        return
    kind: Change = "left_out" if not span else "put_in" if not recorded else "changed"
    words = [pasted[place] for place in span]
    others = [near.words[place] for place in recorded]
    weight = weight_of([word.form for word in words], [word.form for word in others])
    place = pasted[span.start - 1].end if span.start else 0
    start, end = _span(others, at)
    yield Alteration(kind, _span(words, place), (start, end), near.stretch.document.text[start:end], weight)


def _span(words: Sequence[SaidWord], empty: int) -> Span:
    return (words[0].start, words[-1].end) if words else (empty, empty)


def _cut_off(piece: Match) -> list[Alteration]:
    """Return a negation that stands right before what was pasted, or behind it, and was cut off."""
    near, same = piece.near, piece.same
    first, last = same[0].recorded, same[-1].recorded
    cut = [*_within(near, first, -1, _BEFORE), *_within(near, last, 1, _BEHIND)]
    words = [near.words[place] for place in cut if is_negation(near.text.forms[place])]
    return [cut_out(near, word.span) for word in words[:1]]


def cut_out(near: Near, span: Span) -> Alteration:
    """Return the difference that a word makes which says no and was cut off."""
    return Alteration("left_out", (0, 0), span, near.stretch.document.text[slice(*span)], "negation")


def _within(near: Near, place: int, step: int, most: int) -> Iterator[int]:
    """Yield the places of the words beside one, up to where its clause ends."""
    text = near.stretch.document.text
    for _ in range(most):
        other = place + step
        if not 0 <= other < len(near.words):
            return
        (_, end), (start, _) = sorted((near.words[place].span, near.words[other].span))
        if not _BREAKS.isdisjoint(text[end:start]):
            return
        yield other
        place = other
