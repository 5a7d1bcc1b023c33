"""Questions about people: "Who is X?", "Who is the director of Y?", "Who leads Y?". Rules for English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from embeddings.text.dates import MONTHS

_WHO: Final = r"(?:(?:so|and|please|tell me),? )?who(?:['’]s| is| was| are| were)"
_NAMED: Final = re.compile(rf"{_WHO} (?P<name>[^,;:?]{{2,60}}?)[\s?.!]*", re.IGNORECASE)
_HOLDER: Final = re.compile(
    rf"{_WHO} (?:the|its|their|our) (?:(?:current|present|new|acting|former|first|last) )?"
    r"(?P<office>[\w-]+(?: [\w-]+){0,2}?)(?: (?:of|at|for|in) (?P<of>[^?]+))?[\s?.!]*",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(rf"{_WHO} [^?]+?['’]s? (?P<office>[\w-]+(?: [\w-]+)?)[\s?.!]*", re.IGNORECASE)
_BARE: Final = re.compile(  # "Who was mayor of Elm?"
    rf"{_WHO} (?P<office>(?-i:[a-z-]+(?: [a-z-]+)?))(?: (?:of|at|for) (?P<of>[^?]+))?[\s?.!]*", re.IGNORECASE
)
_MONTH: Final = rf"(?:{'|'.join(MONTHS)}),?"
_THEN: Final = re.compile(
    rf" (?:in|on|during|at the (?:end|start|beginning) of) (?:\d{{1,2}} )?(?:{_MONTH} )?\d{{4}}(?=[\s?.!]*\Z)",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r",? (?:today|now|nowadays|currently|these days|at present|at the moment|right now)(?=[\s?.!]*\Z)", re.IGNORECASE
)
_LEADS: Final = re.compile(r"who (?:currently |now )?(?P<office>leads?|runs|heads|chairs) .+", re.IGNORECASE)
_PROPER: Final = r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}"
_OF_A_PLACE: Final = re.compile(
    rf"\b(?P<owner>{_PROPER})['’]s? (?P<office>[a-z][\w-]*(?: [a-z][\w-]*)?)\b"
    rf"|\b(?P<held>[a-z]+) of (?:the )?(?P<of>{_PROPER})\b(?!,? (?:and|or) [A-Z])"
    r"|\b(?P<people>[A-Z][a-z]+(?:an|ese|ish|ench|utch|i|iss|eek)) (?P<theirs>[a-z][\w-]*(?: [a-z][\w-]*)?)\b"
)
_DETERMINERS: Final = frozenset("the a an this that these those our its their his her my your".split())
_NO_NAMES: Final = _DETERMINERS | frozenset(
    "responsible in on at to for by who being not there it he she they behind".split()
)
_NO_OFFICES: Final = frozenset("person people winner one ones man woman most best first last other others rest".split())
_MOST_WORDS = 4  # of a name

_HEADS: Final = frozenset(
    "head heads headed leader leads lead led leading director directs chief executive ceo boss chair chairs chaired"
    " chairman chairwoman chairperson president presides manager manages runs ran run".split()
)
_OFFICES: Final = (  # words that tell who holds an office, whichever of them the question has
    _HEADS,
    frozenset("mayor mayors mayoral lord-mayor".split()),
    frozenset("minister ministers premier secretary".split()),
    frozenset("governor governors gubernatorial".split()),
    frozenset("ambassador ambassadors envoy".split()),
    frozenset("spokesman spokeswoman spokesperson spokesmen press".split()),
    frozenset("treasurer treasury".split()),
    frozenset("coach trainer coached manager".split()),
    frozenset("headteacher headmaster headmistress principal head".split()),
    frozenset("captain captained skipper".split()),
    frozenset("owner owns owned bought purchased".split()),
    frozenset("founder founded co-founder co-founded cofounder set".split()),
    frozenset("wife husband spouse married marriage partner widow widower".split()),
    frozenset("son daughter child children father mother parent parents".split()),
    frozenset("brother sister sibling siblings".split()),
    frozenset("assistant aide".split()),
)
_WHICH: Final = re.compile(
    r"(?:(?:so|and|please|tell me),? )?(?:which|what) (?P<work>[a-z]+)s? (?!of\b|is\b|are\b)\w", re.IGNORECASE
)
_WORKING: Final = (  # words for those who do the same work
    frozenset("lawyer attorney counsel barrister solicitor advocate".split()),
    frozenset("judge justice magistrate".split()),
    frozenset("doctor physician surgeon dr".split()),
    frozenset("nurse midwife".split()),
    frozenset("engineer technician".split()),
    frozenset("architect designer".split()),
    frozenset("teacher professor lecturer tutor".split()),
    frozenset("journalist reporter correspondent".split()),
    frozenset("plumber electrician carpenter builder".split()),
    frozenset("priest vicar pastor bishop imam rabbi".split()),
)
_POLITICAL: Final = frozenset("president minister premier governor ambassador mayor".split())  # of places
_MODIFIERS: Final = frozenset("deputy vice assistant honorary interim acting".split())


@dataclass(frozen=True, slots=True)
class PersonQuestion:
    """Who somebody is, by ``name``, or who holds an office, by any of the words for it.

    ``must`` are words that tell it from another: the "deputy" mayor, the head of "marketing".
    """

    name: str = ""
    office: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()


def read_person(question: str) -> PersonQuestion | None:
    """Return what a question asks about a person, or None where it asks about something else."""
    text = _NOW.sub("", _THEN.sub("", " ".join(question.split())))
    leads = _LEADS.fullmatch(text)
    if leads is not None:
        return PersonQuestion(office=_HEADS)
    holder = _HOLDER.fullmatch(text) or _OWNED.fullmatch(text)
    if holder and (office := words_for(holder["office"]) or _unknown(holder["office"])):
        return PersonQuestion(office=office, must=_must(holder))
    bare = _BARE.fullmatch(text)
    if bare and (office := words_for(bare["office"].rsplit(maxsplit=1)[-1])):
        return PersonQuestion(office=office, must=_must(bare))
    named = _NAMED.fullmatch(text)
    return PersonQuestion(named["name"]) if named and _is_name(named["name"]) else None


def _must(holder: re.Match[str]) -> frozenset[str]:
    """Return the words that make another office of one: what stands before it, and one common noun that it is of."""
    *before, _ = holder["office"].casefold().split()
    of = (holder.groupdict().get("of") or "").split()
    field = of if len(of) == 1 and of[0].islower() and of[0] not in _NO_NAMES else ()
    return _MODIFIERS.intersection(before).union(field)


def working_as(question: str) -> frozenset[str]:
    """Return the words for those of whom a question wants one: "Which lawyer …?"; none where it asks for others."""
    asked = _WHICH.match(question)
    work = asked["work"].casefold().removesuffix("s") if asked else ""
    return next((words for words in _WORKING if work in words), frozenset())


def office_of_place(text: str) -> tuple[str, frozenset[str]] | None:
    """Return what the office that a text names is of, by its name or its people's, and the words for the office.

    So "Velmia's prime minister" and "the Velmian premier" are. None where it names none, or it is of nothing by name.
    """
    for found in _OF_A_PLACE.finditer(text):
        office = found["office"] or found["held"] or found["theirs"]
        place = found["owner"] or found["of"] or found["people"]
        is_body = " " in place or place.isupper()  # which has shorter names, and other words for who leads it
        if not is_body and not _POLITICAL.isdisjoint(office.split()):
            return place, words_for(office)
    return None


def words_for(office: str) -> frozenset[str]:
    """Return the words that tell who holds an office; none where it is no office that is known."""
    words = {*office.casefold().split()[-2:]}
    return next((group for group in reversed(_OFFICES) if words & group), frozenset())


def _unknown(office: str) -> frozenset[str]:
    """Return the word for an office that is not known; none where it is a name, or no noun."""
    last = office.rsplit(maxsplit=1)[-1]
    is_noun = last.islower() and last.isalpha() and len(last) > 3 and not last.endswith(("ed", "ing", "est", "s"))
    return frozenset((last, f"{last}s")) if is_noun and last not in _NO_NAMES | _NO_OFFICES else frozenset()


def _is_name(text: str) -> bool:
    """Whether a few words may be a name: with capitals or, typed small, two or three that no question is built with."""
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS or not _NO_NAMES.isdisjoint(word.casefold() for word in words):
        return False
    return words[-1][0].isupper() or (text.islower() and 2 <= len(words) <= 3)
