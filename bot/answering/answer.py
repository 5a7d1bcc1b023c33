"""Found -> Answer | NotOnRecord. Pure: no model, no files, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.attribution import is_of, within
from bot.answering.citations import Excerpt, cite, nearest
from bot.answering.comprehended import answer_in
from bot.answering.confidence import assess
from bot.answering.lists import with_lists
from bot.answering.material import Material
from bot.answering.newest import is_earlier
from bot.answering.quotes import MOST, choose
from bot.answering.windows import Window
from bot.answering.wish import ANY, Wish
from bot.types import Answer, NotOnRecord
from embeddings.retrieve import Found
from embeddings.types import Hit, Span

_NEAREST = 3  # passages that a refusal shows


def answer(material: Material, most: int = MOST, wish: Wish = ANY) -> Answer | NotOnRecord:
    """Answer a question from what was found for it, in at most so many quotes, each with who says it.

    What is wished for need not be like the question, where it is enough.
    """
    found, typed = material.found, material.question.query.typed
    if found.excluding:
        return NotOnRecord(typed, 0.0, "filtered_out", (), found.excluding)
    if not found.hits:
        return NotOnRecord(typed, 0.0, "nothing_relevant" if found.passages else "empty_index", ())
    choice = choose(material, most, wish=wish)
    sure = assess(material, choice)
    if not choice.windows or not (sure.sufficient or wish.prefers(choice.windows[0]) >= wish.enough):
        return refuse(found, choice.passages, sure.confidence)
    shown = with_lists([_shown(window, choice.windows[0], material) for window in choice.windows], wish.wants)
    by_passage = sorted({one.cited for one in shown}, key=lambda cited: (choice.passages.index(cited[0]), cited[1]))
    return Answer(typed, sure.confidence, *cite(shown, by_passage, found.hits))


def refuse(found: Found, closest: Sequence[Hit], confidence: float = 0.0) -> NotOnRecord:
    """Refuse, with the first few of the closest passages, and the filters under which nothing answers."""
    labels = tuple(found.query.filters.labels())
    return NotOnRecord(found.query.typed, confidence, "nothing_relevant", nearest(closest[:_NEAREST]), labels)


def _shown(window: Window, first: Window, material: Material) -> Excerpt:
    answer = answer_in(material.found, window.hit, window.span)
    statement = material.statement(window.hit, window.span)
    earlier = is_earlier(window, first)
    if statement is not None and not is_of(statement, window.hit.document, answer or window.span):
        statement = None  # what answers stands beside what somebody says, and is nobody's
    if statement is None and answer is not None and material.question.query.speakers is None:
        alone = _alone(window, answer, material)
        if alone is not None:
            return replace(alone, earlier=earlier)
    return Excerpt(window.hit, window.span, statement, answer=answer, earlier=earlier)


def _alone(window: Window, answer: Span, material: Material) -> Excerpt | None:
    """Return the sentence that answers, with who says it, where another speaks in the one beside it: who asked."""
    span = next((one for one in _sentences(window, material) if within(answer, one)), None)
    statement = None if span in (None, window.span) else material.statement(window.hit, span)
    if span is None or statement is None or not is_of(statement, window.hit.document, answer):
        return None
    others = [other for other in material.statements(window.hit) if other.speaker != statement.speaker]
    beside = any(other.speaker is not None and within(other.speaker.span, window.span) for other in others)
    return Excerpt(window.hit, span, statement, answer=answer) if beside else None


def _sentences(window: Window, material: Material) -> list[Span]:
    """Return the sentences of a window."""
    read = [spans for one in material.passages if one.hit == window.hit for spans in one.spans()]
    return [span for spans in read for span in spans if within(span, window.span)]
