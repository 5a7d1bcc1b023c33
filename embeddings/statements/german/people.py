"""The people of one German text: their full names, offices and genders, and where each is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from embeddings.statements.german.nouns import Gender, gender_of_given, gender_of_role, is_body, is_given, is_role
from embeddings.statements.german.phrases import NounPhrase
from embeddings.statements.german.words import ADDRESSES, DEGREES, DETERMINERS, PARTICLES

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BRACKETS = re.compile(r" \(([^()]{1,40})\)")
_BEFORE_NAME = re.compile(r"(?<!\w)(?:[Dd]er|[Dd]ie) ((?:[\w-]++ ){0,6}[\w-]++), \Z")
_BEHIND_NAME = re.compile(r", (?:(?:der|die) )?((?:[a-zäöüß-]+ ){0,2}[^\W\d_a-zäöüß][\w-]+)")
_REACH: Final = 100
_MOST_TITLES: Final = 6
_OF_AGE: Final = ("jährige", "jährigen", "jähriger")
_MOST_OFFICES: Final = 400  # of one text
_NO_FIRST: Final = DETERMINERS | PARTICLES | DEGREES | ADDRESSES.keys()


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody is named at a place: by the full ``name``, or by an office alone, "" as the name."""

    place: int
    name: str
    gender: Gender


@dataclass(slots=True)
class TextPeople:
    """``full`` leads from a surname, ``given`` from a first name to full names, ``held`` from an office to holders."""

    full: dict[str, set[str]] = field(default_factory=dict)
    given: dict[str, set[str]] = field(default_factory=dict)
    held: dict[str, set[str]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    genders: dict[str, set[Gender]] = field(default_factory=dict)
    named: list[Named] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def add(self, name: str, gender: Gender = "", role: str | None = None, office: str = "") -> None:
        """Keep what a text says of somebody."""
        parts = name.split()
        self.full.setdefault(parts[-1], set()).add(name)
        self.given.setdefault(parts[0], set()).add(name)
        if gender:
            self.genders.setdefault(name, set()).add(gender)
        if role:
            self.roles.setdefault(name, role)
        if office and len(self.held) < _MOST_OFFICES:
            self.held.setdefault(office_of(office), set()).add(name)

    def gender(self, name: str) -> Gender:
        """Return whose name one is, "" where it is not told, or both are."""
        told = self.genders.get(name, set())
        return next(iter(told)) if len(told) == 1 else ""

    def holders(self, office: str) -> set[str]:
        """Return those who hold an office: "der Minister" may be the "Verkehrsminister"."""
        asked = office_of(office)
        return set[str]().union(*(names for held, names in self.held.items() if held.endswith(asked)))

    def between(self, start: int, end: int) -> Sequence[Named]:
        """Return who is named between two places, in order."""
        return self.named[bisect_left(self.places, start) : bisect_left(self.places, end)]


def office_of(word: str) -> str:
    """Return an office as it is compared: "Vorsitzender" and "Vorsitzenden" are "vorsitzende"."""
    low = word.lower()
    return low[:-1] if low.endswith(("ender", "enden", "eter", "eten", "iger", "igen", "agter", "agten")) else low


def people_of(hidden: str, phrases: Iterable[NounPhrase]) -> TextPeople:
    """Return the people of a text whose quotations are masked, and of those who are told to speak in it."""
    people = TextPeople()
    for phrase in phrases:
        if phrase.sort == "person" and " " in phrase.name and phrase.name[0].isupper():
            people.add(phrase.name, phrase.gender, phrase.role, phrase.office)
    words = [(found[0], *found.span()) for found in _WORD.finditer(hidden)]
    found = _scan(hidden, words, people)
    people.named = list(_named(hidden, words, people, found))
    people.places = [one.place for one in people.named]
    return people


_Written = tuple[str, int, int]


def _scan(hidden: str, words: Sequence[_Written], people: TextPeople) -> dict[int, tuple[str, int]]:
    """Find the full names of a text; return each by the number of its first word, with the number of its last."""
    found: dict[int, tuple[str, int]] = {}
    at = 0
    while at < len(words):
        last = _last_of_name(hidden, words, at, people)
        if last is None:
            at += 1
            continue
        name = hidden[words[at][1] : words[last][2]]
        first = _titles_before(hidden, words, at)
        titles = [word for word, _, _ in words[first:at]]
        office = next((word for word in reversed(titles) if is_role(word)), "")
        office = office or _office_beside(hidden, words[at][1], words[last][2])
        gender = _gender_of(words[first:at])
        people.add(name, gender or gender_of_role(office) or gender_of_given(words[at][0]), office or None, office)
        found[first] = (name, last)
        at = last + 1
    return found


def _titles_before(hidden: str, words: Sequence[_Written], at: int) -> int:
    """Return the number of the first of the offices and degrees that stand right before a name."""
    first = at
    while first and at - first < _MOST_TITLES and _is_next(hidden, words, first - 1):
        word = words[first - 1][0]
        if not (word.lower() in DEGREES or word.lower() in ADDRESSES or (word[0].isupper() and is_role(word))):
            break
        first -= 1
    return first


def _gender_of(titles: Sequence[_Written]) -> Gender:
    """Return whose title one is: "Herr"; of "Minister" only a name tells it for certain."""
    return next((ADDRESSES[word.lower()] for word, _, _ in titles if word.lower() in ADDRESSES), "")


def _last_of_name(hidden: str, words: Sequence[_Written], at: int, people: TextPeople) -> int | None:
    """Return the number of the last word of a full name that begins with a word, None where none does."""
    first = words[at][0]
    last = _last_that_fits(hidden, words, at) if first[0].isupper() and first.lower() not in _NO_FIRST else None
    if last is None:
        return None
    name = hidden[words[at][1] : words[last][2]]
    if is_given(first) or name in people.full.get(words[last][0], ()):
        return last
    told = _titles_before(hidden, words, at) < at or _office_beside(hidden, words[at][1], words[last][2])
    return last if told and last == at + 1 and not is_role(first) else None


def _last_that_fits(hidden: str, words: Sequence[_Written], at: int) -> int | None:
    """Return the number of what may be a surname behind a first name, and behind its particles."""
    last = at + 1
    while last < at + 3 and _is_next(hidden, words, last - 1) and words[last][0] in PARTICLES - {"und"}:
        last += 1
    if not _is_next(hidden, words, last - 1):
        return None
    surname = words[last][0]
    fits = surname[0].isupper() and not is_body(surname) and surname.lower() not in _NO_FIRST
    return last if fits else None


def _is_next(hidden: str, words: Sequence[_Written], at: int) -> bool:
    """Whether nothing but a space stands between a word and the next one."""
    return at + 1 < len(words) and hidden[words[at][2] : words[at + 1][1]] in (" ", ". ")


def _office_beside(hidden: str, start: int, end: int) -> str:
    """Return the office that stands before a name and a comma, behind one, or in brackets."""
    before = _BEFORE_NAME.search(hidden, max(0, start - _REACH), start)
    inside = _BRACKETS.match(hidden, end)
    behind = _BEHIND_NAME.match(hidden, end, end + _REACH)
    for found in (before, inside, behind):
        office = next((word for word in found[1].split() if is_role(word)), "") if found is not None else ""
        if office:
            return office
    return ""


def _named(
    hidden: str, words: Sequence[_Written], people: TextPeople, found: dict[int, tuple[str, int]]
) -> Iterable[Named]:
    at = 0
    while at < len(words):
        word, start, _ = words[at]
        if at in found:
            name, last = found[at]
            yield Named(start, name, people.gender(name))
            at = last
        elif word[0].isupper():
            yield from _alone(word, start, people, titles=words[_titles_before(hidden, words, at) : at])
        at += 1


def _alone(word: str, start: int, people: TextPeople, *, titles: Sequence[_Written]) -> Iterable[Named]:
    """Yield whom one word names: a surname, a first name, an office."""
    names = people.full.get(word) or people.given.get(word) or set[str]()
    if len(names) == 1:
        name = next(iter(names))
        yield Named(start, name, people.gender(name))
    elif names or is_given(word):
        yield Named(start, word, gender_of_given(word))
    elif word.lower().endswith(_OF_AGE):
        return  # "die 92-Jährige", whom another word names
    elif titles and not is_role(word):
        yield Named(start, word, _gender_of(titles))  # "Herr Nowak"
    elif any(map(is_role, (word, word.removesuffix("n"), word.removesuffix("s")))):
        held = people.holders(word)
        one = next(iter(held)) if len(held) == 1 else ""
        yield Named(start, one, people.gender(one) or gender_of_role(word))
