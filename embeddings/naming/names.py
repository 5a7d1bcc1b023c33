"""The normal form in which a speaker's names meet: "Senator Yang Sem", "SEM, Yang" and "yang sem" are one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import regex

from embeddings.naming.words import BODIES, GENERATIONS, HONORIFICS, PARTICLES, TITLES, words
from embeddings.text.possessives import without_possessives

_MARKS = regex.compile(r"[\u0300-\u036f]+")  # other scripts write vowels as marks
_APOSTROPHE = regex.compile(r"(?<=\p{L})['’](?=\p{L})")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_INITIALS = regex.compile(r"(?<=\b\p{L})\.")
_NOT_WORDS = regex.compile(r"[^\p{L}\p{N}\p{M}]+")
_NAME = r"(\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*)?)"
_INVERTED = regex.compile(rf"\s*{_NAME},\s*{_NAME}\s*")
_AFFILIATED = regex.compile(r"(\p{Lu}[\p{L}'’-]+) (?:of|from|at|for|with) .+")
_OFFICES = TITLES | words("former ex vice deputy acting then elect")
_OPENERS = HONORIFICS | words("the a an")
_SMALL = words("of the a an for in at on to from with and or who s")
_PRONOUNS = words("""
i me we us you he him she her it they them who whom which that this these those one someone somebody everyone
everybody anyone anybody nobody both each all another many some several few most others none his hers theirs
er sie ich wir
""")
_STANDING_FOR = frozenset(
    f"{one} of {them}"
    for one in ("one", "two", "three", "some", "several", "many", "most", "both", "all", "none", "neither", "either")
    for them in ("them", "us", "you", "these", "those", "whom")
) | {"the former", "the latter", "the other", "the others", "the two", "the one"}
_MOST_WORDS = 4  # of a person's name, besides particles


@lru_cache(maxsize=1 << 14)  # a library says the same names again and again
def normal_form(name: str) -> str:
    """Return a name folded, without diacritics, punctuation, article and titles; "" where nothing is left."""
    inverted = _INVERTED.fullmatch(name)
    plain = f"{inverted[2]} {inverted[1]}" if inverted else name
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain)).casefold().translate(_LETTERS)
    plain = _APOSTROPHE.sub("", without_possessives(plain))  # "O'Brien" is one word
    parts = _NOT_WORDS.sub(" ", _INITIALS.sub("", plain)).split()
    parts = _without_titles(_without_articles(parts))
    middle = [part for part in parts[1:-1] if len(part) > 1]  # "Donald J. Trump" is Donald Trump
    return " ".join([*parts[:1], *middle, *parts[1:][-1:]])


def forms_of(name: str, as_written: str) -> frozenset[str]:
    """Return the normal forms under which a speaker is looked up: as named, as written, and a person's surname."""
    forms = {normal_form(name)}
    if not is_pronoun(as_written):
        forms.add(normal_form(as_written))
    affiliated = _AFFILIATED.fullmatch(name)
    if affiliated is not None and affiliated[1].lower() not in BODIES | TITLES:
        forms.add(normal_form(affiliated[1]))  # "Smith of Northmoor"
    elif _may_be_person(name):
        forms |= _shorter(normal_form(name).split())
        if "-" in name.rsplit(maxsplit=1)[-1]:
            forms.add(normal_form(name.rsplit(maxsplit=1)[-1]))  # "Adeyemi-Clarke", "al-Mansoori"
    return frozenset(forms - {""})


def _may_be_person(name: str) -> bool:
    parts = name.split()
    capital = all(part[0].isupper() or part.lower().partition("-")[0] in PARTICLES for part in parts)
    most = _MOST_WORDS + sum(part.lower() in PARTICLES for part in parts)
    return capital and 1 < len(parts) <= most and not BODIES & {*name.lower().split()}


def _shorter(parts: list[str]) -> set[str]:
    """The forms of a person's surname, and of both names in either order."""
    forms: set[str] = set()
    if len(parts) > 2 and parts[-1] in GENERATIONS:
        parts = parts[:-1]  # "Hal Rost III" is found by "Rost"
        forms.add(" ".join(parts))
    if len(parts) < 2:
        return forms
    forms |= {parts[-1], f"{parts[0]} {parts[-1]}", f"{parts[-1]} {parts[0]}"}
    low = len(parts) - 1
    while low > 1 and parts[low - 1] in PARTICLES:
        low -= 1
        forms.add(" ".join(parts[low:]))  # "von der Heide"
    return forms | ({" ".join(parts[1:])} if len(parts) > 2 and parts[1] in PARTICLES else set())


def is_pronoun(name: str) -> bool:
    """Return whether a speaker is called by a word that stands for some name."""
    word = name.strip().lower()
    return word in _PRONOUNS or word in _STANDING_FOR


def shorter_forms(name: str) -> Sequence[str]:
    """Return the normal forms to try for a name that is asked for, the fullest first."""
    parts = normal_form(name).split()
    return [" ".join(parts[first:]) for first in range(len(parts)) if not first or parts[first - 1] in TITLES]


def _without_articles(parts: list[str]) -> list[str]:
    """Leave out leading articles and forms of address, as long as a word remains."""
    first = 0
    while len(parts) - first > 1 and parts[first] in _OPENERS:
        first += 1
    return parts[first:]


def _without_titles(parts: list[str]) -> list[str]:
    """Leave out leading titles, as long as a first name and a surname remain.

    "general electric" is a company, and "former clerk of the firm" is nobody called "of the firm".
    """
    first = 0
    while len(parts) - first > 2 and parts[first] in _OFFICES:
        first += 1
    return parts if _SMALL & {*parts[first : first + 1]} else parts[first:]
