"""On which side of something that happened: "before the reform", "since the flood". Rules for English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from embeddings.text.terms import STOPWORDS, terms

_SIDE: Final = re.compile(
    r"(?i)\b(?:(?P<before>before|until|till|prior to|ahead of|up to)|(?P<after>after|since))\s+"
    r"(?:(?:the|a|an|its|their|this|that)\s+)?(?P<what>[^\W\d_][\w'’-]*+(?:\s+[^\W\d_][\w'’-]*+)?)"
)
_THEN: Final = re.compile(r"(?i)\b(?:since then|from then on|since|afterwards|thereafter|now)\b")
_AT_FIRST: Final = re.compile(r"(?i)\b(?:before that|until then|previously|formerly|beforehand|at the time)\b")


@dataclass(frozen=True, slots=True)
class Side:
    """``after`` or before something, whose words are ``what``, as terms."""

    after: bool
    what: frozenset[str]

    def is_told(self, text: str) -> bool:
        """Whether a text tells of this side; not whether of this alone."""
        if any(one.after is self.after and one.what & self.what for one in sides_of(text)):
            return True
        pointing = _THEN if self.after else _AT_FIRST
        return pointing.search(text) is not None and not self.what.isdisjoint(terms(text))

    @property
    def other(self) -> Side:
        """The other side of the same."""
        return Side(not self.after, self.what)


def sides_of(text: str) -> Iterator[Side]:
    """Yield every side that a text names."""
    for found in _SIDE.finditer(text):
        words = frozenset(terms(found["what"])) - STOPWORDS
        if words:
            yield Side(found["after"] is not None, words)


def read_side(question: str) -> Side | None:
    """Return the one side of something that a question asks about; None where it names none, or several."""
    found = list(sides_of(question))
    return found[0] if len(found) == 1 else None
