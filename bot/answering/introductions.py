"""Does a text say who somebody is? By what stands before and after their name: office, "who …", "is a …". English."""

from __future__ import annotations

import re
from typing import Final

from bot.answering.called import Called
from embeddings.naming.words import BARE_TITLES
from embeddings.statements.cues import CUES
from embeddings.text.terms import STOPWORDS

DEFINED, DESCRIBED, TITLED = 3, 2, 1  # how much a text tells of somebody

_LIVES: Final = (
    "became|served|serves|works|worked|leads|led|runs|ran|heads|headed|chairs|chaired|represents|represented|founded"
    "|joined|studied|grew up|lives|lived|retired|owns|owned|teaches|taught|directs|directed|has been|had been"
)
_DEFINED: Final = re.compile(
    rf"\W{{0,3}}(?:\s[-–—]\s|\s?\((?=[a-z\d])[^)]*[a-z]{{4}}|,?\s(?:now |then |also )?(?:{_LIVES})\b"
    r"|(?:, (?:an?|the) [^,.;]{1,70},)?\s(?:is|was)\s(?:now |then |also |currently )?"
    r"(?:an?|the|one|born|our|his|her|its|[A-Z]\w+['’]s|\w+ (?:of|at|for))\b)"
)
_CLAUSE: Final = re.compile(
    r"\W{0,3}(?:,\s(?:who|whose|an?|the|our|its|his|her|then|now|aged|formerly|\d+,)\b|\s?\((?!@)[^)]*[a-z]{4})"
)
_ROLE_AFTER: Final = re.compile(r"\W{0,3},\s(?P<word>[a-z][\w-]+)")
_ROLE_BEFORE: Final = re.compile(r"\b(?P<word>[a-z][a-z-]{2,}),?\s+\W{0,3}$")
_TITLE_BEFORE: Final = re.compile(r"(?P<word>[A-Z][\w-]+)\.?\s+$")
_NO_ROLES: Final = (
    STOPWORDS
    | CUES.keys()
    | frozenset(
        "and or but however when while which because with without not said according also then after before per via"
        " like including against between both even only former".split()
    )
)
_NEAR = 80  # characters on either side of a name that are read


def introduces(text: str, name: Called) -> int:
    """Return how much a text tells of who somebody is, 0 where it doesn't: ``DEFINED``, ``DESCRIBED``, ``TITLED``."""
    first = rf"(?:{re.escape(name.first[0])}[\w.'’ -]{{0,20}}? )?" if name.first else ""
    named = re.compile(rf"\b{first}{re.escape(name.last)}\b(?!['’])", re.IGNORECASE)
    found = (
        _told(text[max(0, m.start() - _NEAR) : m.start()], text[m.end() : m.end() + _NEAR])
        for m in named.finditer(text)
    )
    return max(found, default=0)


def _told(before: str, after: str) -> int:
    if _DEFINED.match(after):
        return DEFINED
    role, office = _ROLE_AFTER.match(after), _ROLE_BEFORE.search(before)
    if _CLAUSE.match(after) or any(word and word["word"].lower() not in _NO_ROLES for word in (role, office)):
        return DESCRIBED
    title = _TITLE_BEFORE.search(before)
    return TITLED if title and title["word"].lower() in BARE_TITLES else 0
