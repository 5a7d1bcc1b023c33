"""What a question wishes of its answer: which windows may be one, and which of them come first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Final

from bot.answering.lists import WantedList
from bot.answering.windows import Window

STEP: Final = 10.0  # what one step of preference counts beside scores; more than further quotes may be behind


@dataclass(frozen=True, slots=True)
class Wish:
    """Windows that don't fit are left out; those that are preferred by more points come first.

    ``enough`` is how many points make a window an answer, whatever else is known of the question.
    """

    fits: Callable[[Window], bool] = lambda _: True
    prefers: Callable[[Window], float] = lambda _: 0.0
    enough: float = inf
    wants: WantedList | None = None  # that is shown, whole, in the place of the first


ANY = Wish()
