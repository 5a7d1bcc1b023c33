"""The words of a German phrase that names somebody, taken apart: determiner, offices, names, and what stands behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from embeddings.statements.german.nouns import is_given, is_role, nominative
from embeddings.statements.german.words import ADDRESSES, DEGREES, DETERMINERS, FILLERS, PARTICLES

_TOKEN = re.compile(r"\s{0,4}(?:(\w[\w'’-]*+)(\.(?= ))?|\(([^()]{1,60})\)|(1\.))")
_OF_AGE = re.compile(r"\d{1,3}-[Jj]ährige[rn]?")
_ADJECTIVES: Final = ("e", "er", "en", "es", "em")
_BELONGING: Final = frozenset({"von", "vom", "aus", "beim", "bei", "im", "in", "für", "der", "des"})
_OF_ROLES: Final = frozenset({"der", "des", "im", "in", "für"})  # behind an office, and no name
_SECOND: Final = frozenset({"der", "den", "dem", "zu"})  # particles behind another: "von der"
_NOT_FIRST: Final = frozenset({"der", "den", "dem", "vom", "zum", "zur", "und"})
_MOST: Final = 6  # words of a name with its offices
_MOST_BEHIND: Final = 3  # "der Sprecher | der Fraktion | im Landtag"
_MOST_WORDS: Final = 24  # of a phrase


@dataclass(frozen=True, slots=True)
class HeadWord:
    """A word of a phrase, or what stands in brackets."""

    text: str
    start: int
    end: int
    bracket: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether it is a noun or a name: "52-Jähriger", too."""
        return (self.text[0].isupper() or _OF_AGE.fullmatch(self.text) is not None) and not self.bracket

    @property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.lower()


def _is_adjective(word: str) -> bool:
    return word.endswith(_ADJECTIVES) and (word[0].islower() or word[0].isdigit())


def words_from(text: str, start: int, end: int) -> list[HeadWord]:
    """Return the words from a place on, up to the first mark that ends a phrase."""
    found: list[HeadWord] = []
    while (match := _TOKEN.match(text, start, end)) is not None and len(found) <= _MOST_WORDS:
        group = 1 if match[1] else 3 if match[3] else 4
        if match[2] and match[1].lower() not in DEGREES and len(match[1]) > 1:
            found.append(HeadWord(match[1], *match.span(1)))
            break
        found.append(HeadWord(match[group], *match.span(group), bracket=group == 3))
        start = match.end()
    return found


def opening_of(words: Sequence[HeadWord]) -> tuple[str, int]:
    """Return the determiner that a phrase opens with, "" for none, and where its nouns begin, -1 where none can."""
    determiner = words[0].low if words[0].low in DETERMINERS else ""
    first = at = len(determiner) and 1
    while at < len(words) and not words[at].is_capital and _is_adjective(words[at].text):
        if words[at].low in DETERMINERS | FILLERS:
            break
        at += 1
    adverb = at > first and not determiner and words[0].low not in PARTICLES
    return determiner, -1 if adverb else at


def head_of(words: Sequence[HeadWord], at: int) -> tuple[list[HeadWord], int]:
    """Return the words with capitals that a phrase is about, with the particles between them, and where these end."""
    head: list[HeadWord] = []
    while at < len(words) and len(head) <= _MOST:
        word = words[at]
        if word.is_capital or (word.text.lower() in DEGREES and len(word.text) > 1):
            head.append(word)
        elif not (_may_join(head, word) and _capital_behind(words, at)):
            break
        else:
            head.append(word)
        at += 1
    while head and not head[-1].is_capital:
        head.pop()
        at -= 1
    return head, at


def _may_join(head: Sequence[HeadWord], word: HeadWord) -> bool:
    """Whether a small word is a part of a name: "Ulrike *von der* Heide", not "Heike Duis *von der* IG Metall"."""
    if head and not head[-1].is_capital:
        return word.text in _SECOND
    if word.text not in PARTICLES - _NOT_FIRST or word.bracket:
        return False
    if not head or head[-1].low in ADDRESSES.keys() | DEGREES:
        return True
    names = [one for one in head if one.low not in ADDRESSES.keys() | DEGREES and not is_role(one.text)]
    return is_given(head[-1].text) and len(names) == 1


def _capital_behind(words: Sequence[HeadWord], at: int) -> bool:
    behind = words[at + 1 : at + 3]
    return bool(behind) and (
        behind[0].is_capital or (len(behind) > 1 and behind[0].text in PARTICLES and behind[1].is_capital)
    )


def parted(head: Sequence[HeadWord], *, genitive: bool) -> tuple[list[HeadWord], list[HeadWord], list[HeadWord]]:
    """Return forms of address and degrees, offices, and names."""
    titles: list[HeadWord] = []
    rest = list(head)
    roles, rest = _owned(rest)
    while rest:
        low = rest[0].low
        if low in DEGREES or low in ADDRESSES:
            titles.append(rest.pop(0))
        elif _is_office(rest[0].text, genitive=genitive) and (len(rest) > 1 or not titles):
            roles.append(rest.pop(0))
        else:
            break
    if len(roles) == 1 and not rest and titles:
        return titles, [], roles  # "Frau Richter"
    return ([], titles, []) if titles and not roles and not rest else (titles, roles, rest)  # "die Frau"


def _is_office(word: str, *, genitive: bool) -> bool:
    return is_role(nominative(word) if genitive else word) and not is_given(word)


def _owned(head: list[HeadWord]) -> tuple[list[HeadWord], list[HeadWord]]:
    """Part "Bayerns Ministerpräsident" from the name behind it."""
    if len(head) < 2 or not head[0].text.endswith(("s", "'", "’")) or is_given(head[0].text) or is_role(head[0].text):
        return [], head
    last = next((place for place, word in enumerate(head) if place and is_role(word.text)), 0)
    return head[: last + 1 if last else 0], head[last + 1 if last else 0 :]


def behind(words: Sequence[HeadWord], at: int, *, of_role: bool) -> tuple[str, int]:
    """Return what a phrase has behind its head, "der Polizei", "vom ADFC", and where that ends, 0 for nowhere."""
    first, end = at, 0
    for _ in range(_MOST_BEHIND):
        last = _belonging(words, at) if of_role or (at < len(words) and words[at].text not in _OF_ROLES) else at
        if last == at:
            break
        at, end = last, words[last - 1].end
    return " ".join(word.text for word in words[first:at]) if end else "", end


def _belonging(words: Sequence[HeadWord], at: int) -> int:
    """Return where a preposition's nouns end, or where it stands if it has none."""
    if at >= len(words) or words[at].text not in _BELONGING:
        return at
    low = at + 1
    while low < len(words) and not words[low].is_capital and _is_small(words[low]):
        low += 1
    high = low
    while high < len(words) and words[high].is_capital:
        high += 1
    return at if high == low else high


def _is_small(word: HeadWord) -> bool:
    return word.text in DETERMINERS or _is_adjective(word.text)
