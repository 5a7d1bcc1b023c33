"""Of something that a text tells nobody but to call for, it tells not when it happened. English, pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from bot.answering.windows import Window
from embeddings.text.terms import term_of

_DONE: Final = re.compile(  # "When was Ann Lee released …?", "Has the road been closed?"
    r"(?i)\W{0,3}(?:(?:and|but|so),? )?(?:(?:when|where|why|how|by whom) )?(?:was|were|has|have|had)\b[^?]{1,80}?"
    r"\b(?P<done>\w{3,}(?:ed|own|orn|uilt|old))\b"
)
_WANTED: Final = re.compile(
    r"(?i)\b(?:(?:call|appeal|plead|ask|push|campaign)(?:s|ed|ing)? for"
    r"|(?:demand|request|want)(?:s|ed|ing)?|urg(?:es?|ed|ing)|insist(?:s|ed|ing)? on|propos(?:es?|ed|ing|als?)"
    r"|(?:must|should|ought to|to|will|would|could|may|might) be|plans? to|plann(?:ed|ing) to|until|unless)\b"
)
_NEAR: Final = 60  # characters behind what wants it
_WORD: Final = re.compile(r"\w+")


def has_happened(question: str, windows: Sequence[Window]) -> Callable[[Window], bool]:
    """Return what tells whether a window may answer a question that takes it that something happened.

    None does, but where what reads it finds the answer, if the texts name it only as what somebody wants, or plans.
    """
    asked = _DONE.match(question)
    if asked is None:
        return lambda _: True
    term = term_of(asked["done"].casefold())
    told = [is_wanted for window in windows for is_wanted in _mentions(window.text, term)]
    if not told or not all(told):
        return lambda _: True
    return lambda window: window.features["read_words"] > 0


def _mentions(text: str, term: str) -> list[bool]:
    """Return for each word of a text that has a term whether somebody wants what it tells."""
    return [
        _WANTED.search(text, max(0, word.start() - _NEAR), word.start()) is not None
        for word in _WORD.finditer(text)
        if word[0][0].casefold() == term[0] and term_of(word[0].casefold()) == term
    ]
