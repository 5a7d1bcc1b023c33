"""Is the question that a text puts, and replies to, the one that is asked? Rules for English."""

from __future__ import annotations

import re
from typing import Final

from bot.questions.words import HOLLOW
from embeddings.text.terms import term_of, words_of

_HELD: Final = 0.6  # of the words of the text's question, that the other must have
_LEAST: Final = 2  # of these words: fewer tell nothing
_OPENER: Final = re.compile(
    r"(?i)\b(?:who(?:m|se)?|what|when|where|why|which|how (?:many|much|long|old|often|far|big)|how|did|does|do|is|are"
    r"|was|were|can|could|will|would|has|have|had|should|may|must)\b"
)


def is_same_question(asked: str, put: str, language: str | None = None) -> bool:
    """Return whether a question holds what another one asks, and asks for the same kind of thing."""
    openers = _OPENER.search(asked), _OPENER.search(put)
    if not all(openers) or len({one[0].casefold() for one in openers if one}) > 1:
        return False
    held = {term_of(word, language) for word in words_of(asked)}
    wanted = {term_of(word, language) for word in words_of(put) if word not in HOLLOW}
    common = wanted & held
    return len(common) >= _LEAST and len(common) >= _HELD * len(wanted)
