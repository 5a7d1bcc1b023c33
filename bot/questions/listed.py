"""Questions for a whole list, or for how many there are: "Who are the members?", "How many projects?". English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_READ_CHARACTERS: Final = 200  # at most: a longer question wants more than a list
_LEAD: Final = r"(?:(?:so|and|but|please|ok|okay|hi|hello),? |(?:can|could|would) you (?:please )?|tell me )*+"
_ALL: Final = r"(?:all|each|every|both) (?:of )?"
_OF_WHOM: Final = r"(?:the|its|their|his|her|our|your|these|those|[\w'’. -]{1,60}?(?:['’]s|s['’])) "
_THING: Final = r"(?P<thing>[\w'’-]+(?: [\w'’&-]+){0,4}?)"
_THEN: Final = (  # what ends the words for the thing
    r"(?: (?:of|in|on|at|for|from|to|that|who|which|whose|with|by|about|are|were|is|was|do|does|did|has|have|had|can"
    r"|could|will|would|should|must|may|belong|sit|serve|make|take|live|work|exist|listed|named|mentioned|given)\b.*)?"
)
_END: Final = r"[\s?!.]*"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{_LEAD}{pattern}{_END}", re.IGNORECASE)


_COUNT: Final = _compiled(
    rf"(?:how many (?:of (?:{_OF_WHOM})?)?|what (?:is|was) the number of (?:{_OF_WHOM})?){_THING}{_THEN}"
)
_SIZE: Final = _compiled(
    r"(?:how (?:big|large|numerous) (?:is|was|are|were)|what (?:is|was) the size of) "
    r"(?:the |its |their |[\w.'’ -]{1,40}?['’]s )?"
    r"(?:membership|staff|crew|workforce|audience|readership)(?: [^?]*)?"
)
_LIST: Final = _compiled(
    rf"(?:list|name|enumerate|(?:show|give)(?: me| us)?)(?: me| us)? (?:an? |the )?(?:(?:full |complete )?list of )?"
    rf"(?P<all>{_ALL})?(?:{_OF_WHOM})?{_THING}{_THEN}"
)
_ARE: Final = _compiled(rf"(?:who|what|which)(?: are|['’]re| were) (?:{_ALL})?(?:{_OF_WHOM})?{_THING}{_THEN}")
_WHICH: Final = _compiled(rf"(?:which|what) (?:other )?{_THING}{_THEN.removesuffix('?')}")
_WHICH_DID: Final = _compiled(r"(?:which|what) (?:other )?(?P<thing>[\w'’-]+) [^?]+")
_ON: Final = _compiled(
    r"who (?:all )?(?:is|are|was|were|sits?|sat|serves?|served|belongs?) (?:all )?(?:on|in|to) [^?]*\b"
    r"(?:board|cabinet|choir|committee|commission|council|crew|band|jury|panel|parliament|squad|team)\b[^?]*"
)
_HAS: Final = _compiled(
    r"what (?:all )?(?:does|do|did) [^?]{2,80}? (?P<verb>want|demand|call for|ask for|require|need|include"
    r"|contain|offer|cover|consist of|sell)"
)
_MUST: Final = _compiled(
    r"what (?:all )?(?:must|should|can|may|(?:do|does) [^?]{1,60}? (?:need|have|want)) (?:[^?]{1,60}? )?"
    r"(?:to )?(?:bring|carry|do|fill in|have|hand in|know|meet|pack|pay|prepare|provide|send|show|submit|take|wear)"
    r"(?: [^?]*)?"
)
_IN: Final = _compiled(
    r"what(?: all)?(?: is|['’]s| are| comes?) (?:all )?(?:inside|in|included (?:in|with)|contained in|part of) "
    r"(?:the|my|our|your|an?|this) (?P<thing>[\w'’-]+(?: [\w'’-]+)?)"
)
_HOW: Final = _compiled(r"(?:how (?:do|does|can|could|should) (?:i|we|you|one|people|somebody|someone)|how to) [^?]+")
_PLURALS: Final = frozenset("people men women children criteria staff police data media".split())
_SINGULARS: Final = frozenset("this was is his has does news address access process business status".split())
_KIN: Final = (  # words for a thing, and words that lead to a list of it
    frozenset("demand want require call ask insist".split()),
    frozenset("member belong consist compris compos sit board team".split()),
    frozenset("requirement require need must requir condit".split()),
    frozenset("ingredi need contain".split()),
    frozenset("offer includ sell provid servic".split()),
    frozenset("employe employ staff worker work".split()),
    frozenset("step how follow instruct procedur way".split()),
    frozenset("reason becaus why caus".split()),
    frozenset("rule regul must".split()),
)
_FROM_VERBS: Final = {
    **dict.fromkeys(("want", "demand", "call for", "ask for"), "demands"),
    "require": "requirements",
    "need": "requirements",
}
LISTING: Final = frozenset(  # terms of a question that wants a list, and of no list
    "list name all each every complet full give show enumer mani number what who which big larg size membership".split()
)


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """``thing`` is the word for what is listed, or counted: "members"."""

    thing: str
    counts: bool = False

    @property
    def counts_things(self) -> bool:
        """Whether it counts what has a word of its own: people are counted as visitors, members, the dead."""
        return self.counts and is_plural(self.thing) and self.thing.casefold() not in ("people", "persons")


def read_list(question: str) -> ListQuestion | None:
    """Return what a question wants listed or counted; None where it wants something else."""
    text = " ".join(question.split())
    if len(text) > _READ_CHARACTERS:
        return None
    if _SIZE.fullmatch(text):
        return ListQuestion("members", counts=True)
    if counted := _COUNT.fullmatch(text):
        return ListQuestion(_head(counted["thing"]), counts=True)
    for pattern in (_LIST, _ARE, _WHICH, _WHICH_DID):
        asked = pattern.fullmatch(text)
        if asked and (is_plural(_head(asked["thing"])) or asked.groupdict().get("all")):
            return ListQuestion(_head(asked["thing"]))
    if _ON.fullmatch(text):
        return ListQuestion("members")
    return _implied(text)


def _implied(text: str) -> ListQuestion | None:
    """Return what is listed in answer to a question that has no word for it."""
    if _MUST.fullmatch(text):
        return ListQuestion("requirements")
    if _HOW.fullmatch(text):
        return ListQuestion("steps")
    if held := _IN.fullmatch(text):
        return ListQuestion(held["thing"])
    had = _HAS.fullmatch(text)
    return ListQuestion(_FROM_VERBS.get(had["verb"].casefold(), "offers")) if had else None


def kin_of(term: str) -> frozenset[str]:
    """Return the terms that lead to a list of a thing, beside its own: members "belong" and "sit"."""
    return frozenset({term}).union(*(group for group in _KIN if term in group))


def _head(thing: str) -> str:
    """Return the last word that is a plural, as a verb may stand behind: "members voted"."""
    words = thing.split()
    return next(filter(is_plural, reversed(words)), words[-1])


def is_plural(word: str) -> bool:
    """Return whether a word names several things, as far as its end tells."""
    plain = word.casefold()
    is_plural = plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and plain not in _SINGULARS
    return is_plural or plain in _PLURALS
