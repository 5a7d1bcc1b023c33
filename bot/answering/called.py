"""Who may be meant by a name: a surname with another first name, or another title, is another person's. English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from embeddings.naming.names import normal_form
from embeddings.naming.words import BARE_HONORIFICS, BARE_TITLES, BODIES, NOT_NAMES
from embeddings.text.possessives import owner
from embeddings.types import Speaker

_WORD = re.compile(r"\w[\w'’-]*")
_AFFILIATION = re.compile(r"(?<!\s)\s+(?:of|from|at|for|in)\s|(?<!\s)\s*[,(]")
_ALIKE = (  # titles that one person may well bear
    frozenset("dr doctor prof professor".split()),
    frozenset("sen senator".split()),
    frozenset("rep representative congressman congresswoman".split()),
    frozenset("gov governor".split()),
    frozenset("gen general".split()),
    frozenset("chair chairman chairwoman chairperson".split()),
    frozenset("spokesman spokeswoman spokesperson".split()),
    frozenset("councilman councilwoman councillor".split()),
    frozenset("ms mrs miss madam".split()),
    frozenset("mr sir".split()),
)
_DETERMINERS = frozenset("the a an this that these those our its their his her".split())
_BODIES = BODIES | frozenset(
    "company firm business corporation maker charity ngo organisation organization team".split()
)
_SPEAK_FOR = frozenset(  # a body, as their role says
    "spokesman spokeswoman spokesperson chief executive director chair chairman chairwoman ceo president head manager"
    " owner founder minister secretary leader".split()
)
_TITLES = BARE_TITLES - {"author", "editor"}  # what a byline has, and nobody is called
_BESIDE = frozenset("former ex deputy vice assistant acting".split())  # an office, or not in it any more


@dataclass(frozen=True, slots=True)
class Called:
    """What somebody goes by, in lower case: "Mayor Ann Pratt" is a mayor, first named ann, and a pratt."""

    titles: frozenset[str]
    first: tuple[str, ...]
    last: str


def called(name: str) -> Called:
    """Take a name apart; what comes after "of" or a comma is no part of it."""
    plain = _AFFILIATION.split(name.strip(), maxsplit=1)[0] or name
    rest = normal_form(plain).split()
    while len(rest) > 1 and rest[0] in _TITLES:
        rest.pop(0)
    words = [word.casefold() for word in _WORD.findall(plain)]
    titles = frozenset(word for word in words[: len(words) - len(rest)] if word in _TITLES)
    return Called(titles, tuple(rest[:-1]), rest[-1] if rest else "")


def may_be(asked: Called, speaker: Speaker) -> bool:
    """Return whether a speaker who was found under a name may be the one who is asked for by it."""
    name, written = called(speaker.name), called(speaker.as_written)
    if name.last != asked.last:
        return True  # whoever joined the names knows better
    if asked.first:
        return not name.first or _same_first(asked.first[0], name.first[0])
    return _agree(asked.titles, name.titles | written.titles) or has_title(asked, speaker)


def has_title(asked: Called, speaker: Speaker) -> bool:
    """Return whether a speaker bears the title that is asked for, in their name or in their role."""
    words = {word.casefold() for word in _WORD.findall(f"{speaker.name} {speaker.as_written} {speaker.role or ''}")}
    return bool(_alike(asked.titles) & words)


def is_named(text: str, asked: Called, whole: str | None = None) -> bool:
    """Return whether a text names somebody by their surname at least, and nobody else of that surname.

    Where the ``whole`` document calls by that surname only others, a bare surname is theirs; and where another of that
    surname stands beside it ("Gant's partner Dorothea Gant"), it may be.
    """
    forms = list(_forms(text, asked))
    if "full" in forms:
        return True
    within = forms if whole is None else list(_forms(whole, asked))
    return "bare" in forms and "other" not in forms and ("full" in within or "other" not in within)


def is_another(text: str, asked: Called) -> bool:
    """Return whether a text names others of that surname, and nobody who may be the one who is asked for."""
    forms = set(_forms(text, asked))
    return forms == {"other"}


def is_named_in_full(text: str, asked: Called) -> bool:
    """Return whether a text names somebody so that nobody else of that surname can be meant."""
    return ("full" if asked.first or asked.titles else "bare") in _forms(text, asked)


def _forms(text: str, asked: Called) -> Iterator[str]:
    """Yield how each bearer of a surname is called in a text: in "full", by the "bare" surname, or as an "other"."""
    words = [owner(word) for word in _WORD.findall(text)]
    for place, word in enumerate(words):
        if normal_form(word) == asked.last:
            yield _form(words[place - 1] if place else "", asked)


def _form(before: str, asked: Called) -> str:
    plain = normal_form(before) if before else ""
    if plain in _TITLES:
        agree = asked.first or _agree(asked.titles, frozenset({plain}))
        return "full" if plain in asked.titles else "bare" if agree else "other"
    if plain and any(_same_first(plain, first) for first in asked.first):
        return "full"
    is_name = before[:1].isupper() and plain not in NOT_NAMES
    return "other" if is_name and asked.first else "bare"


def _same_first(one: str, other: str) -> bool:
    """Whether two first names may be one, as an initial may be."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


def _agree(asked: frozenset[str], known: frozenset[str]) -> bool:
    """Whether titles may be one person's: nothing is known of one of them, or they share one."""
    offices = known - BARE_HONORIFICS
    if not asked or not known or _alike(asked) & known:
        return True
    return (asked <= BARE_HONORIFICS and bool(offices)) or (not offices and not asked & BARE_HONORIFICS)


def _alike(titles: frozenset[str]) -> frozenset[str]:
    return titles.union(*(group for group in _ALIKE if group & titles))


def is_description(name: str) -> bool:
    """Return whether somebody is asked about by what they are, "the company" or "critics", and not by a name."""
    words = name.split()
    rest = [word for word in words if word.casefold() not in _DETERMINERS]
    if not any(word[:1].isupper() for word in rest):
        return len(rest) < len(words) or (len(rest) == 1 and name.endswith("s"))
    return len(rest) < len(words) and called(" ".join(rest)).last in _TITLES


def describes(name: str, text: str) -> bool:
    """Return whether a text has the noun by which somebody is asked about; a body speaks by those who speak for it.

    "The mayor" is neither a deputy mayor nor a former one, nor the other way round.
    """
    office = _AFFILIATION.split(name.strip(), maxsplit=1)[0] or name  # "the mayor" of Tolm
    asked = [word for word in _words(owner(office)) if word not in _DETERMINERS]
    told = list(map(owner, _words(text)))
    held = {word for place, word in enumerate(told) if _beside(told[:place]) == _beside(asked[:-1])}
    stems = {word.removesuffix("s") for word in held}
    if any(noun.removesuffix("s") in stems for noun in asked[-1:]):
        return True
    return any(noun in _BODIES for noun in asked[-1:]) and not _SPEAK_FOR.isdisjoint(told)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _beside(before: list[str]) -> frozenset[str]:
    """What sets an office apart by the words before it: the "deputy" mayor, the "former" town mayor."""
    return _BESIDE.intersection(before[-2:])
