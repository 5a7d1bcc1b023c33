"""Of "before the reform" and "since the reform", words that tell of the other side answer nothing. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.newest import Scored
from bot.questions.question import ReadQuestion


def on_its_side(scored: Sequence[Scored], question: ReadQuestion) -> Sequence[Scored]:
    """Return windows with their scores; those of the other side than is asked about go, if any tells of its own."""
    side = question.side
    if side is None or not any(side.is_told(window.text) for _, window in scored):
        return scored
    return [one for one in scored if side.is_told(one[1].text) or not side.other.is_told(one[1].text)]
