"""Persons without a name whom a pronoun may mean: "the director", "her opponent", "a neighbour"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from embeddings.naming.mentions import is_title
from embeddings.naming.patterns import CAPITAL, HONORIFIC
from embeddings.naming.words import HONORIFICS, words
from embeddings.statements.people import HERS, HIS
from embeddings.text.possessives import owner

_WORD = re.compile(r"[\w’'-]+")
SENTENCE = re.compile(r"[.!?…][”\"’')]*\s+|[:;]\s+")
PERSONS = words("""
man woman boy girl wife husband mother father sister brother son daughter niece nephew uncle aunt cousin
grandmother grandfather grandson granddaughter friend partner colleague opponent rival predecessor successor deputy
boss chief spokeswoman spokesman chairwoman person official guest visitor caller defendant plaintiff victim suspect
host interviewer reader member passenger customer patient owner farmer client employee worker counterpart boyfriend
girlfriend fiancé fiancée parent child owner heir buyer seller tenant lodger stranger prisoner veteran
""")
# What somebody does or is, whom nothing else tells: "a signalman", "the cheesemonger".
_TRADE = re.compile(
    r"(?!hu)\w{1,20}(?:man|woman)|\w{3,20}(?:monger|wright|smith|herd|keeper|maker|minder|ologist|grapher)"
    r"|\w{4,20}(?<!cons)(?<!pers)(?<!ass)(?<!res)(?<!ins)ist|[a-z]{3,20}eer(?<!career)"
)
_NEW = re.compile(r"(?<!by)(?<!met)(?<!with)(?<!to) (?:an?|(?:his|her) [\w-]{1,30}[’']s)(?: [\w-]{1,30})? \Z")
_IS = re.compile(r"\b(?:was|were|is|as|being|became|become) (?:an? |the )?(?:[\w’'-]{1,30} ){0,2}\Z")
_CHAIRS = re.compile(r"(?:\b[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur|['’]s?)(?: (?:deputy|vice|former))? \Z")
_ON_CAPITAL = re.compile(r"(?:['’]s)?,? [A-Z]")
_ASKS = frozenset({"reporter", "reporters", "journalist", "journalists", "interviewer"})
_BESIDE = 80  # characters beside a name in which a description may be its own


def persons_in(window: str, pronoun: str, known: Mapping[str, str]) -> Iterator[int]:
    """The places of the words for one whom a pronoun can mean and who is not named: "the director", "her opponent".

    ``known`` are offices that somebody named holds: these are no others.
    """
    others = HERS if pronoun == "he" else HIS
    for found in _WORD.finditer(window):
        word = owner(found[0])
        if word in others or word in _ASKS or _is_no_other(window, word, found.start()):
            continue
        the = window.endswith(("the ", "The "), 0, found.start())
        if the and word.lower() in known:
            continue
        small = word.islower() or (the and not _ON_CAPITAL.match(window, found.end()))  # "the Mayor"; "the Queen Mary"
        word = word.lower() if small else word
        if small and _is_somebody(word):
            yield found.start()


def _is_no_other(window: str, word: str, place: int) -> bool:
    """Whether a word says what somebody is ("was a *director*"), or is no person at all: "a folding *chair*"."""
    start = max(0, place - _BESIDE)
    told = _IS.search(window, start, place) is not None
    return told or (word == "chair" and _CHAIRS.search(window, start, place) is None)


def _is_somebody(word: str) -> bool:
    return word not in HONORIFICS and (word in PERSONS or is_title(word) or _TRADE.fullmatch(word) is not None)


def is_apart(window: str, place: int, surname: str) -> bool:
    """Whether a person without a name is no other whom a pronoun may mean: the one named, or somebody by the way."""
    return _is_beside(window, place, surname) or _is_by_the_way(window, place, surname)


def _is_by_the_way(window: str, place: int, surname: str) -> bool:
    """Whether somebody new is met in the sentence of a name, behind it: "Mensah has *a* neighbour"."""
    before = window[:place]
    named = max(before.rfind(surname), 0)
    return SENTENCE.search(before, named) is None and _NEW.search(before, named) is not None


def _is_beside(window: str, place: int, surname: str) -> bool:
    """Whether a description is that of a name: "director Ama Mensah", "Ama Mensah, a director"."""
    name = rf"(?:{HONORIFIC})?(?:{CAPITAL}[\w’.-]* ){{0,3}}{re.escape(surname)}\b"
    before = re.compile(
        rf"[\w’'-]+(?:(?: [\w’'-]+)?(?: (?:of|for|at|in|from) [\w’' -]*)?,"
        rf"(?: (?:the|an?)\b)?(?: [a-z’'-]+){{0,3}})? {name}"
    )
    behind = re.compile(rf"\b{re.escape(surname)}(?:\s\([^)]*\))?,(?! wh)[\w’' -]*\Z")
    near = window[place : place + _BESIDE], window[max(0, place - _BESIDE) : place]
    return before.match(near[0]) is not None or behind.search(near[1]) is not None
