"""Whom "he" and "she" mean: the one person who can be meant. In doubt nobody: a wrong speaker is worse than none.

The speaker before, where nobody else came in between; else the only person whom the paragraph has named so far.
"""

from __future__ import annotations

import re

from embeddings.naming.patterns import CAPITAL
from embeddings.naming.words import words
from embeddings.statements.named import ARTICLES, named_in
from embeddings.statements.people import HER, HIM, People
from embeddings.statements.unnamed import SENTENCE, is_apart, persons_in

_WORD = re.compile(r"[\w’'-]+")
_SOMEBODY = re.compile(r"\b(?:[Oo]ne of|One|[Aa]nother|[Ss]omebody|[Ss]omeone)\b")
_BEHIND_OFFICE = re.compile(rf", (?:{CAPITAL}[\w’'.-]*+ ){{0,3}}\Z")
_SHORT_OPENING = 4  # words before a name that may all be its office
_VERBS = words("was were is are had has have met told gave sent saw made found took left won held")
_MET_HIM = re.compile(r"\bhim\b")
_MET_HER = re.compile(
    r"\bher(?=[.,;:!?]| (?:a|an|the|that|to|in|on|at|for|about|with|if|how|what|why|who|his|no|any|some|one|two|three"
    r"|four|five|six|several|it|of|from|as|by)\b)"
)
_CLAUSE = re.compile(
    r"[.!?…;:—–][”\"’')]*\s|\b(?:and|but|or|when|while|where|because|as|if|that|which|who|what|how|why|after|before"
    r"|until|since|though|although|than)\b"
)
_LONGEST_CLAUSE = 200  # characters


def one_meant(people: People, pronoun: str, window: str) -> str | None:
    """Return the surname of the only person named in a piece of text whom a pronoun can mean, None in any doubt."""
    named = list(named_in(people, window))
    possible = {name for name, _ in named if people.may_be(pronoun, name)}
    if len(possible) != 1:
        return None
    (name,) = possible
    acts = any(acting for other, acting in named if other == name)
    return name if acts and not is_another_near(people, pronoun, window, name) else None


def acts_last(people: People, pronoun: str, window: str, another: str | None) -> str | None:
    """Return the surname of the one whom the sentence before a pronoun's is about, if none else is named in it.

    ``another`` is somebody spoken of before whom the pronoun can mean, too: then it has to be its very subject.
    """
    sentences = SENTENCE.split(window)
    if (
        len(sentences) < 2
        or any(True for _ in named_in(people, sentences[-1]))
        or any(persons_in(sentences[-1], pronoun, {}))
    ):
        return None
    found = one_meant(people, pronoun, sentences[-2])
    sure = another in (None, found) or people.is_marked(pronoun, found or "")
    return found if found is not None and (sure or _is_subject(sentences[-2], found)) else None


def _is_subject(sentence: str, surname: str) -> bool:
    """Whether a sentence begins with a person: "Village elder Ama Mensah", "The union's chair, Ama Mensah"."""
    before, _, _ = sentence.partition(surname)
    opening = before.split()
    if len(opening) <= _SHORT_OPENING and not any(map(_is_past, opening)):
        return True
    called = _BEHIND_OFFICE.search(before)
    return called is not None and opening[0].lower() in ARTICLES and "," not in before[: called.start()]


def _is_past(word: str) -> bool:
    return word.lower() in _VERBS or (word.islower() and word.endswith("ed"))


def is_named_near(
    people: People, pronoun: str, window: str, surname: str | None = None, *, by_office: bool = False
) -> bool:
    """Whether a piece of text names a person, or another one, whom a pronoun can mean; ``by_office`` alone, too."""
    named = named_in(people, window, by_office=by_office)
    return any(name != surname and people.may_be(pronoun, name) for name, _ in named)


def is_another_near(people: People, pronoun: str, window: str, surname: str) -> bool:
    """Whether a piece of text may tell of somebody else, named or not, whom a pronoun can mean as well."""
    if is_named_near(people, pronoun, window, surname, by_office=True):
        return True
    said = {word.lower() for word in _WORD.findall(window[max(0, window.find(surname)) :])}
    if said & (HER if pronoun == "he" else HIM) and not people.is_marked(pronoun, surname):
        return True
    unnamed = any(not is_apart(window, place, surname) for place in persons_in(window, pronoun, people.holders))
    return unnamed or _SOMEBODY.search(window) is not None or _meets(window, pronoun, surname)


def _meets(window: str, pronoun: str, surname: str) -> bool:
    """Whether somebody does something to another whom the pronoun means: "Mensah thanked *her*"."""
    itself = re.compile(rf"\b(?:{re.escape(surname)}|{pronoun})\b", re.IGNORECASE)
    for met in (_MET_HIM if pronoun == "he" else _MET_HER).finditer(window):
        clause = _CLAUSE.split(window[max(0, met.start() - _LONGEST_CLAUSE) : met.start()])[-1]
        if itself.search(clause) is not None or surname not in window[: met.start()]:
            return True  # but "Mensah asked when the board would thank her"
    return False
