"""A person as a text mentions them -> the name that finds them, and the role that stands beside it.

"Professor Ida Stam KC of Velm University (Labour)" is Ida Stam, and what is beside that name her role: office, party,
constituency, affiliation or handle. What is no person's name is left whole: "the Bank of England".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from embeddings.naming.words import BARE_TITLES, BEHIND_NAMES, BODIES, GENERATIONS, PARTICLES, TITLES

_BEHIND = re.compile(r"(?<!\s)(?:\s*[,(;]|\s+(?:of|from|at|for|with|in|on|to|representing)(?=\s)|\s+[-–—]\s|\s+@)")
_BRACKETS = re.compile(r"\s?\((@?[\w.&'’\-– ,/]{1,40})\)")
_PREFIX = re.compile(r"\A(?:[dl]['’]|(?:al|el|bin|ben|ter)-)(?=\w)")  # "d'Aubigny"
_NICKNAME = re.compile(r"(?<=\w )[“\"‘'(]([^\W\d_][\w’'-]{0,20}(?: [\w’'-]{1,20}){0,2})[”\"’')](?= [^\W\d_])")
_MARKS = " ,;()-–—"
_REACH = 120  # characters in which a name stands before its initials
_MOST = 6  # words of a person's name
_GRADES = frozenset({"first", "second", "third", "1st", "2nd", "3rd"})


@dataclass(frozen=True, slots=True)
class NameParts:
    """``name`` is what somebody is found by; ``role`` what else a mention says of them, None where it says nothing."""

    name: str
    role: str | None = None


def read_mention(written: str) -> NameParts:
    """Take a mention apart that begins with the name, or with titles before it."""
    place = _BEHIND.search(written)
    front, behind = (written, "") if place is None else (written[: place.start()], written[place.start() :])
    words = front.split()
    first = next((at for at, word in enumerate(words) if not is_title(word)), len(words))
    if [word.lower() for word in words[first + 1 : first + 2]] == ["class"] and words[first].lower() in _GRADES:
        first += 2  # "Sergeant First Class Ama Mensah"
    last = len(words)
    while last > first + 1 and words[last - 1].lower() in BEHIND_NAMES and words[last - 1][:2].isupper():
        last -= 1
    if not names_person(words[first:last]):
        return NameParts(written)
    role = with_affiliation(" ".join(words[:first]), " ".join([*words[last:], *_beside(behind)]))
    return NameParts(" ".join(words[first:last]), role)


def brackets_behind(text: str, end: int) -> str | None:
    """What a text has in brackets right behind a name: a party, a constituency, a handle."""
    found = _BRACKETS.match(text, end)
    inside = "" if found is None else found[1].strip()
    return None if not inside or _is_short_for(inside, text[:end]) else inside


def _is_short_for(brackets: str, before: str) -> bool:
    """Whether letters are the initials of the words that end a text: "River Users Union (RUU)" is a name twice."""
    words = before[-_REACH:].split()[-len(brackets) :]
    return brackets.isupper() and brackets == "".join(word[0] for word in words)


def with_affiliation(office: str | None, affiliation: str | None) -> str | None:
    """Join what stands before a name and what stands behind it: "Professor of Velm University", "minister, Labour"."""
    if not office or not affiliation:
        return office or affiliation or None
    return f"{office}{' ' if affiliation.partition(' ')[0] in ('of', 'at', 'for', 'in') else ', '}{affiliation}"


def without_nickname(name: str, written: str) -> str:
    """Leave out of a name what is in quotation marks between a first name and a surname: "Ama “Bee” Mensah"."""
    called = _NICKNAME.search(written)
    return name if called is None else name.replace(f" {called[1]} ", " ", 1).replace(f" {called[0]} ", " ", 1)


def is_title(word: str) -> bool:
    """Whether a word is an office, a trade or a form of address."""
    bare = word.lower().rstrip(".")
    return bare in BARE_TITLES - PARTICLES or word.lower() in TITLES


def names_person(words: list[str]) -> bool:
    """Whether words are a first name and a surname, or more of them."""
    names = [word for word in words if word.lower() not in PARTICLES | GENERATIONS]
    return (
        2 <= len(names) <= len(words) <= _MOST
        and all(_PREFIX.sub("", word)[:1].isupper() for word in names)
        and not any(word.lower() in BODIES or word.isdigit() for word in names)
        and not is_title(names[-1])  # "Prime Minister of Ghana"
    )


def _beside(behind: str) -> list[str]:
    """The words behind a name, without the marks that set them off."""
    return [behind.strip(_MARKS)] if behind.strip(_MARKS) else []
