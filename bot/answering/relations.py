"""Does a text tell what somebody is to a named one? "Bo Dahl, lawyer for the bank" is nobody else's. English."""

from __future__ import annotations

import re
from typing import Final

from bot.questions.relations import Relation

_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")
_WORD: Final = re.compile(r"[\w-]+")
_TITLES: Final = frozenset("mr mrs ms dr sir mayor president prime minister king queen judge professor".split())
_BEFORE: Final = re.compile(
    r"(?P<owner>[\w-]+(?: [A-Z][\w-]*)*)['’]s? (?:[\w-]+ )?\Z|\b(?P<theirs>(?i:his|her|their|whose)) (?:[\w-]+ )?\Z"
)
_BEHIND: Final = re.compile(r"(?: [a-z-]+){0,2} (?:of|for|to|at)(?P<owner>(?: [a-z][\w-]*){0,3}(?: [A-Z][\w-]*)*)")
_NEAR: Final = 80  # characters before a word in which whose it is stands
_VERBS: Final = ("ed", "belongs")  # "married to Ada", "belongs to May Hill": what follows is the other of the two


def tells_relation(relation: Relation, text: str) -> bool:
    """Return whether a sentence has both, and gives the relation to nobody else; or to "her", whoever that is."""
    names = frozenset(relation.owner.casefold().split()) - _TITLES
    held = {word.casefold() for word in _WORD.findall(text)}
    return not names.isdisjoint(held) and any(_tells(relation, names, sentence) for sentence in _SENTENCE.split(text))


def _tells(relation: Relation, names: frozenset[str], sentence: str) -> bool:
    words = [*_WORD.finditer(sentence)]
    is_named = any(word[0].casefold() in names for word in words)
    told = (word for word in words if word[0].casefold() in relation.words)
    return any(_is_theirs(word, names, sentence, is_named=is_named) for word in told)


def _is_theirs(word: re.Match[str], names: frozenset[str], sentence: str, *, is_named: bool) -> bool:
    before = _BEFORE.search(sentence, max(0, word.start() - _NEAR), word.start())
    behind = None if word[0].endswith(_VERBS) else _BEHIND.match(sentence, word.end())
    owner = (before and before["owner"]) or (behind and behind["owner"])
    if owner:
        return not names.isdisjoint(owner.casefold().split())
    return is_named or before is not None
