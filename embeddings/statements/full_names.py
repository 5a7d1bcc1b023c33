"""The full names that one text gives its people, and the long forms that it gives its acronyms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from embeddings.naming.patterns import HONORIFIC, INITIAL, NAME_WORD, PARTICLE
from embeddings.naming.words import BODIES, HONORIFICS, NOT_NAMES, TITLES, words
from embeddings.text.possessives import owner

_NAME = re.compile(rf"(?<![\w’'-]){NAME_WORD}(?: (?:{INITIAL}|{PARTICLE}|(?:(?:al|el|bin)-)?{NAME_WORD})){{1,3}}")
_ACRONYM = re.compile(r" \(([A-Z][A-Za-z]{1,8}[A-Z])\)")
_REACH = 120  # characters before an acronym in which its long form stands
_SHORT_ARTICLE = re.compile(r"^[Aae]l-(?=\w)")  # "al-Assad" is Assad
SMALL = words("of the and for on in de to &")
_MAX_NAMES = 5000
_SET_OFF = re.compile(r", (?:\d|who\b|whose\b|an? |the )")  # "Ama Mensah, 41, left", "Ama Mensah, who left"
_OFFICE = re.compile(
    rf"(?<![\w’'-])([\w’'-]++) ([\w-]++),? (?=(?:{HONORIFIC})?({NAME_WORD}+(?: (?:{INITIAL}|{NAME_WORD}+)){{1,2}}))"
)
_NO_MORE = frozenset({"former", "ex", "then", "deputy", "vice", "assistant", "shadow", "late", "a", "an"})


def surname_of(name: str) -> str:
    """The last word of a name, without the article of "al-Assad"."""
    return _SHORT_ARTICLE.sub("", name.rsplit(maxsplit=1)[-1])


def told_offices(text: str) -> Iterator[tuple[str, str]]:
    """Yield the offices and trades that stand before full names, with these: "the treasurer, Ms Ama Mensah"."""
    for found in islice(_OFFICE.finditer(text), _MAX_NAMES):
        before, office, name = found[1].lower(), found[2].lower(), found[3]
        if office in TITLES - HONORIFICS and before not in _NO_MORE:
            yield office, name


def acronyms(text: str) -> dict[str, str]:
    """Short forms to long ones, "International Labour Office (ILO)", where the initials agree."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        short = match.group(1)
        parts = text[max(0, match.start() - _REACH) : match.start()].split()
        for count in range(min(len(parts), len(short) + 4), 1, -1):
            tail = parts[-count:]
            initials = "".join(part[0] for word in tail if word not in SMALL for part in word.split("-") if part)
            if initials.upper() == short.upper() and tail[0][0].isupper():
                found.setdefault(short, " ".join(tail))
                break
    return found


def full_names(text: str, spoken: Iterable[str] = ()) -> dict[str, set[str]]:
    """Surname to the full names that end in it. One person written in two ways counts once."""
    seen: Counter[str] = Counter()
    firmly: set[str] = set()
    for name, is_firm in _written_names(text):
        seen[name] += 1
        if is_firm:
            firmly.add(name)
    names = [name for name, count in seen.items() if count > 1 or name in firmly]
    names += [name for name in _spoken_names(spoken) if name not in names]
    by_surname: dict[str, dict[str, str]] = {}
    for name in names:
        firsts = by_surname.setdefault(surname_of(name), {})
        opening = name.split()[0]
        firsts[opening] = max(firsts.get(opening, name), name, key=seen.__getitem__)
    return {surname: set(firsts.values()) for surname, firsts in by_surname.items()}


def _written_names(text: str) -> Iterator[tuple[str, bool]]:
    """The names of people in a text, and whether each is surely one: it does not begin a sentence, or has a title."""
    for match in islice(_NAME.finditer(text), _MAX_NAMES):
        name = _person(match.group())
        if name is not None and text.endswith(" of ", 0, match.start()) and len(name.split()) > 2:
            name = _person(name.partition(" ")[2])  # "Secretary of State Ann Example"
        if name is not None:
            inside = text[max(0, match.start() - 2) : match.start()]
            firm = inside[:1].islower() or inside[:1] == "," or _SET_OFF.match(text, match.end()) is not None
            yield name, name != match.group() or firm


def _spoken_names(spoken: Iterable[str]) -> Iterator[str]:
    """The names of people among those who speak."""
    for written in sorted(spoken):
        if "," not in written and all(word[0].isupper() for word in written.split()):
            name = _person(written)
            if name is not None:
                yield name


def _person(name: str) -> str | None:
    parts = owner(name).split()
    while parts and (
        parts[0].lower().removesuffix("s") in TITLES
        or parts[0].lower().rstrip(".") in HONORIFICS
        or parts[0].lower() in NOT_NAMES
    ):
        parts = parts[1:]
    for place, word in enumerate(parts[:-1]):
        if word.lower() in TITLES:
            parts = parts[place + 1 :]
            break
    return " ".join(parts) if 2 <= len(parts) <= 4 and parts[-1].lower() not in BODIES else None
