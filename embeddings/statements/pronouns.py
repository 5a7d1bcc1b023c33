"""Whom "he" and "she" mean: the one person who can be meant. In doubt nobody: a wrong speaker is worse than none.

The speaker before, where nobody else came in between; else the only person whom the paragraph has named so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from embeddings.naming.mentions import is_title
from embeddings.naming.words import HONORIFICS, NOT_NAMES, words
from embeddings.text.possessives import owner

_WORD = re.compile(r"[\w’'-]+")
_PERSONS = words("""
man woman boy girl wife husband mother father sister brother son daughter niece nephew uncle aunt cousin
grandmother grandfather grandson granddaughter friend partner colleague opponent rival predecessor successor deputy
boss chief spokeswoman spokesman chairwoman person official guest visitor caller defendant plaintiff victim suspect
host interviewer reader member passenger customer patient owner farmer client employee worker counterpart boyfriend
girlfriend fiancé fiancée parent child owner heir buyer seller tenant lodger stranger prisoner veteran
""")
_HIM = words("he him his himself")
_HER = words("she her hers herself")
_MEN = words("mr mr. sir king lord father monsignor herr monsieur señor signor prince duke chairman spokesman widower")
_WOMEN = words("""
mrs mrs. ms ms. miss lady dame queen sister frau madame mme mademoiselle mlle señora signora princess duchess
chairwoman spokeswoman widow actress headmistress
""")
_MARKED = re.compile(r"(?<![\w.])(?=([\w.]++) (?:(?:[A-Z]\.|[^\W\d_a-z][\w’'-]*) ){0,2}([^\W\d_a-z][\w’'-]+))")
_SOMEBODY = re.compile(r"\b(?:[Oo]ne of|One|[Aa]nother|[Ss]omebody|[Ss]omeone)\b")
PREPOSITIONS = words("of in at from to on near for with by over under into through between against about the a an")
_ARTICLES = words("the a an its his her their our")
_MET_HIM = re.compile(r"\bhim\b")
_MET_HER = re.compile(
    r"\bher(?=[.,;:!?]| (?:a|an|the|that|to|in|on|at|for|about|with|if|how|what|why|who|his|no|any|some|one|two|three"
    r"|four|five|six|several|it)\b)"
)
_BESIDE = 80  # characters beside a name in which a description may be its own


@dataclass(frozen=True, slots=True)
class People:
    """Who is named in one text: ``full`` and ``given`` lead from surnames and first names to full names."""

    full: Mapping[str, set[str]]
    given: Mapping[str, set[str]]
    others: frozenset[str] = frozenset()  # speakers that are called by one name
    men: frozenset[str] = field(default=frozenset())
    women: frozenset[str] = field(default=frozenset())

    def may_be(self, pronoun: str, surname: str) -> bool:
        """Whether nothing says that a person is called by the other pronoun."""
        return surname not in (self.women if pronoun == "he" else self.men)

    def is_marked(self, pronoun: str, surname: str) -> bool:
        """Whether a title says that a person is called by a pronoun."""
        return surname in (self.men if pronoun == "he" else self.women)


def marked_names(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the surnames of those whom a text gives a man's title, and a woman's."""
    pairs = [(title.lower(), name) for title, name in _MARKED.findall(text)]
    men, women = (frozenset(owner(name) for title, name in pairs if title in titles) for titles in (_MEN, _WOMEN))
    return men - women, women - men


def one_meant(people: People, pronoun: str, window: str) -> str | None:
    """Return the surname of the only person named in a piece of text whom a pronoun can mean, None in any doubt."""
    named = list(_named(people, window))
    possible = {name for name, _ in named if people.may_be(pronoun, name)}
    if len(possible) != 1:
        return None
    (name,) = possible
    acts = any(acting for other, acting in named if other == name)
    return name if acts and not is_another_near(people, pronoun, window, name) else None


def is_another_near(people: People, pronoun: str, window: str, surname: str) -> bool:
    """Whether a piece of text may tell of somebody else, named or not, whom a pronoun can mean as well."""
    if any(name != surname and people.may_be(pronoun, name) for name, _ in _named(people, window)):
        return True
    said = {word.lower() for word in _WORD.findall(window)}
    if said & (_HER if pronoun == "he" else _HIM) and not people.is_marked(pronoun, surname):
        return True
    met = (_MET_HIM if pronoun == "he" else _MET_HER).search(window)  # "Mensah thanked *her*": another woman
    unnamed = any(not _is_beside(window, place, surname) for place in _persons(window))
    return met is not None or unnamed or _SOMEBODY.search(window) is not None


def _named(people: People, window: str) -> Iterator[tuple[str, bool]]:
    """The surnames of the persons in a piece of text, each with whether it may be what a sentence is about."""
    before = ""
    read = list(_WORD.finditer(window))
    for found, after in zip_longest(read, read[1:]):
        name = owner(found[0])
        behind = "" if after is None or after.start() > found.end() + 1 else owner(after[0])
        fulls = people.given.get(name, set())
        if any(full.endswith(f" {behind}") for full in fulls):
            continue  # the first of both names
        acting = name == found[0] and before not in PREPOSITIONS
        yield from ((surname, acting) for surname in _meant(people, name, before, behind))
        before = found[0].lower()


def _meant(people: People, name: str, before: str, behind: str) -> Iterable[str]:
    """The surnames of those whom a word may name, between the words before and behind it."""
    if name in people.full or name in people.others:
        return (name,)
    fulls = people.given.get(name, set())
    perhaps = not fulls and name[:1].isupper() and _may_be_name(name, before, behind)
    return (name,) if perhaps else {full.split()[-1] for full in fulls}  # "Penrose told them": perhaps somebody


def _may_be_name(name: str, before: str, behind: str) -> bool:
    """Whether a capitalised word that nobody is known by stands alone, and where a person might."""
    if before.rstrip(".") in HONORIFICS:
        return True
    alone = not behind[:1].isupper() and not is_title(behind)  # not "*Health* minister"
    small = name.lower() in NOT_NAMES or is_title(name) or name.lower() in _PERSONS or _is_plain(name)
    return alone and before not in PREPOSITIONS | _ARTICLES and len(name) > 1 and not small


def _is_plain(word: str) -> bool:
    """Whether a word that opens a sentence is one that a name never ends like: "Nothing", "Asked", "Makers"."""
    return word.lower().endswith(("ing", "ed", "tion", "ment", "ness", "body", "thing", "one", "ly", "s"))


def _persons(window: str) -> Iterator[int]:
    """The places of the words for one person who is not named there: "the director", "her opponent"."""
    for found in _WORD.finditer(window):
        word = owner(found[0])
        if word.islower() and word not in HONORIFICS and (word in _PERSONS or is_title(word)):
            yield found.start()


def _is_beside(window: str, place: int, surname: str) -> bool:
    """Whether a description is that of a name: "director Ama Mensah", "Ama Mensah, a director"."""
    name = rf"(?:(?:Mrs?|Ms|Dr|Prof|Sir)\.? )?(?:[^\W\d_a-z][\w’.-]* ){{0,3}}{re.escape(surname)}\b"
    before = re.compile(rf"[\w’'-]+(?:(?: (?:of|for|at|in|from) [\w’' -]*)?,)? {name}")
    behind = re.compile(rf"\b{re.escape(surname)}(?:\s\([^)]*\))?,(?! wh)[\w’' -]*\Z")
    near = window[place : place + _BESIDE], window[max(0, place - _BESIDE) : place]
    return before.match(near[0]) is not None or behind.search(near[1]) is not None
