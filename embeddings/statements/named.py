"""The persons that a piece of text names, or may name: by their surname, their first name or their office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from embeddings.naming.mentions import is_title
from embeddings.naming.words import HONORIFICS, NOT_NAMES, words
from embeddings.statements.people import People
from embeddings.statements.unnamed import PERSONS
from embeddings.text.possessives import owner

_WORD = re.compile(r"[\w’'-]+")
PREPOSITIONS = words("of in at from to on near for with by over under into through between against about the a an")
_COUNTS = words(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand dear"
)
_OFFICES = words("prime deputy vice chief head minister ministry")
_PLACES = PREPOSITIONS - words("by")
ARTICLES = words("the a an its his her their our")
_PLAIN_ENDS = (
    *("ing", "ed", "tion", "ment", "ness", "body", "thing", "one", "ly", "s", "ance", "ence"),
    *("'ve", "’ve", "'m", "’m", "'ll", "’ll", "'d", "’d", "'re", "’re", "n't", "n’t"),
)


def named_in(people: People, window: str, *, by_office: bool = True) -> Iterator[tuple[str, bool]]:
    """The surnames of the persons in a piece of text, each with whether it may be what a sentence is about."""
    before = opener = ""
    end = -1
    read = list(_WORD.finditer(window))
    for found, after in zip_longest(read, read[1:]):
        name = owner(found[0])
        behind = "" if after is None or after.start() > found.end() + 1 else owner(after[0])
        if found.start() != end + 1 or not before[:1].isupper():
            opener = before.lower()  # what stands before "Corn Exchange"
        end = found.end()
        fulls = people.given.get(name, set())
        if not any(full.endswith(f" {behind}") for full in fulls):  # else the first of both names
            acting = name == found[0] and before.lower() not in _PLACES
            yield from ((surname, acting) for surname in _meant(people, name, opener, behind))
        if by_office:
            yield from _by_office(people, before, found[0], behind)
        before = found[0]


def _by_office(people: People, before: str, word: str, behind: str) -> Iterator[tuple[str, bool]]:
    """The surname of who alone holds an office that a text speaks of: "*The minister* left"."""
    office = owner(word)
    if before in ("the", "The") and not behind[:1].isupper() and office.lower() in people.holders:
        yield people.holders[office.lower()], office == word and before == "The"


def _meant(people: People, name: str, before: str, behind: str) -> Iterable[str]:
    """The surnames of those whom a word may name, between the words before and behind it."""
    if name in people.things:
        return ()
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
    alone = alone and behind not in PERSONS and behind not in _OFFICES  # "*Committee* member", "*Federal* prime …"
    small = name.lower() in NOT_NAMES | _COUNTS or is_title(name) or name.lower() in PERSONS or _is_plain(name)
    return alone and before not in _PLACES - {"with"} | ARTICLES and len(name) > 1 and not name.isupper() and not small


def _is_plain(word: str) -> bool:
    """Whether a word that opens a sentence is one that a name never ends like: "Nothing", "Asked", "Makers"."""
    return word.lower().endswith(_PLAIN_ENDS)
