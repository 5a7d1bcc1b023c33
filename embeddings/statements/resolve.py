"""Who a speaker is inside one document: surnames, acronyms, pronouns, each only where there is no doubt."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from embeddings.naming.words import BODIES, HONORIFICS, NOT_NAMES, PARTICLES, TITLES, words
from embeddings.text.possessives import owner
from embeddings.types import Span

_NAME = re.compile(
    r"(?<![\w’'-])[^\W\d_a-z][\w’'-]+"
    r"(?: (?:[A-Z]\.|(?:de|der|den|van|von|bin|ibn|al|el)(?![\w’'-])|(?:(?:al|el|bin)-)?[^\W\d_a-z][\w’'-]+)){1,3}"
)
_ACRONYM = re.compile(r" \(([A-Z][A-Za-z]{1,8}[A-Z])\)")
_REACH = 120  # characters before an acronym in which its long form stands
_MARKED = re.compile(r"\b(Mr|Mrs|Ms|Miss|Sir|King|Queen)\.? (?:[A-Z][\w’'.-]+ ){0,2}([A-Z][\w’'-]+)")
_SHORT_ARTICLE = re.compile(r"^[Aae]l-(?=\w)")  # "al-Assad" is Assad
_TITLED = re.compile(r"(?<![\w.])([\w.]++) (?=([\w’'-]++))")  # a word, and the name behind it
_WORD = re.compile(r"[\w’'-]+")
_MEN = words("Mr Sir King")
_SMALL = words("of the and for on in de to &")
_MAX_NAMES = 5000


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker of one statement, in the order of the document."""

    span: Span
    name: str
    is_pronoun: bool
    paragraph: int
    role: str | None = None


def resolve(text: str, mentions: Sequence[Mention | None], quoted: Sequence[Span]) -> list[tuple[str, str | None]]:
    """A name and a role for each mention of ``text``; ``quoted`` are its quotations, in order."""
    register = _Register(text, [mention for mention in mentions if mention is not None])
    found: list[tuple[str, str | None]] = []
    before: tuple[Mention, str] | None = None
    for mention in mentions:
        if mention is None:
            found.append(("", None))
            continue
        name: str | None = mention.name
        name = register.antecedent(mention, before, quoted) if mention.is_pronoun else register.full(mention.name)
        if name is not None:
            before = (mention, name)
        elif not mention.is_pronoun or mention.name.lower() in ("he", "she"):
            before = None
        found.append((name or mention.name, register.role(name, mention.role)))
    return found


class _Register:
    """The names of one document, gathered once."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._acronyms = _acronyms(text)
        spoken = {m.name for m in mentions if not m.is_pronoun and 2 <= len(m.name.split()) <= 4}
        self._full = _full_names(text, spoken)
        self._roles: dict[str, str] = {}
        self._doubts: dict[tuple[str, str], bool] = {}
        self._men = {name for title, name in _MARKED.findall(text) if title in _MEN}
        self._women = {name for title, name in _MARKED.findall(text) if title not in _MEN}
        for mention in mentions:
            if mention.role:
                self._roles.setdefault(self.full(mention.name), mention.role)

    def full(self, name: str) -> str:
        """The full form of a surname or an acronym, else ``name``; proper names lose their article."""
        parts = name.split()
        if len(parts) > 1 and parts[0].lower() == "the" and all(w[0].isupper() or w in _SMALL for w in parts[1:]):
            parts = parts[1:]
        if "," in name or "and" in parts:
            return name
        bare = " ".join(parts)
        if bare in self._acronyms:
            return self._acronyms[bare]
        if len(parts) > 1 and not all(part in PARTICLES for part in parts[:-1]):
            return bare
        surname = _SHORT_ARTICLE.sub("", parts[-1])
        forms = self._full.get(surname, set())
        return next(iter(forms)) if len(forms) == 1 and not self._is_doubtful(surname, *forms) else name

    def _is_doubtful(self, surname: str, full: str) -> bool:
        """Whether a surname was somebody else's before: "Governor Pence", and a Karen Pence who is met once, later."""
        if (surname, full) not in self._doubts:
            first = self._text.find(full)
            place, title = self._titled.get(surname, (first, ""))
            other = place < first and title.lower().rstrip(".") in TITLES - HONORIFICS
            self._doubts[surname, full] = other and self._text.find(full, first + 1) < 0
        return self._doubts[surname, full]

    @cached_property
    def _titled(self) -> dict[str, tuple[int, str]]:
        """Where each name first stands behind another word, and which that is."""
        found: dict[str, tuple[int, str]] = {}
        for match in _TITLED.finditer(self._text):
            found.setdefault(owner(match[2]), (match.start(), match[1]))
        return found

    def role(self, name: str | None, given: str | None) -> str | None:
        """What this sentence calls them, else what the document did first."""
        return given or (self._roles.get(name) if name else None)

    def antecedent(self, mention: Mention, before: tuple[Mention, str] | None, quoted: Sequence[Span]) -> str | None:
        """The speaker of the statement before, if the pronoun fits and nobody else is named in between."""
        pronoun = mention.name.lower()
        if before is None or pronoun not in ("he", "she", "it"):
            return None
        earlier, name = before
        if not 0 <= mention.paragraph - earlier.paragraph <= 1:
            return None
        last = _SHORT_ARTICLE.sub("", name.split()[-1])
        is_person = last in self._full and name in self._full[last]
        if pronoun == "it":
            is_body = name in self._acronyms.values() or name in self._acronyms
            return name if is_body and not is_person else None
        if not is_person or (last in self._women and pronoun == "he") or (last in self._men and pronoun == "she"):
            return None
        between = _outside(self._text, earlier.span[1], mention.span[0], quoted)
        others = (word for word in _WORD.findall(between) if owner(word) in self._full)
        return None if any(owner(word) != last for word in others) else name


def touching(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of ``spans``, in order and apart, that share a character with ``start:end``."""
    first = bisect_right(spans, start, key=itemgetter(1))
    return spans[first : bisect_left(spans, end, lo=first, key=itemgetter(0))]


def _outside(text: str, start: int, end: int, quoted: Sequence[Span]) -> str:
    parts = []
    for low, high in touching(quoted, start, end):
        parts.append(text[start : max(low, start)])
        start = max(start, high)
    parts.append(text[start:end])
    return " ".join(parts)


def _acronyms(text: str) -> dict[str, str]:
    """Short forms to long ones, "International Labour Office (ILO)", where the initials agree."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        short = match.group(1)
        parts = text[max(0, match.start() - _REACH) : match.start()].split()
        for count in range(min(len(parts), len(short) + 4), 1, -1):
            tail = parts[-count:]
            initials = "".join(part[0] for word in tail if word not in _SMALL for part in word.split("-") if part)
            if initials.upper() == short.upper() and tail[0][0].isupper():
                found.setdefault(short, " ".join(tail))
                break
    return found


def _full_names(text: str, spoken: set[str]) -> dict[str, set[str]]:
    """Surname to the full names that end in it. One person written in two ways counts once."""
    seen: dict[str, int] = {}
    firmly: set[str] = set()
    for number, match in enumerate(_NAME.finditer(text)):
        if number >= _MAX_NAMES:
            break
        name = _person(match.group())
        if name is not None and text.endswith(" of ", 0, match.start()) and len(name.split()) > 2:
            name = _person(" ".join(name.split()[1:]))  # "Secretary of State Ann Example"
        if name is None:
            continue
        seen[name] = seen.get(name, 0) + 1
        inside = text[max(0, match.start() - 2) : match.start()]
        if name != match.group() or inside[:1].islower() or inside[:1] == ",":
            firmly.add(name)
    names = [name for name, count in seen.items() if count > 1 or name in firmly]
    capitalised = (written for written in sorted(spoken) if all(w[0].isupper() for w in written.split()))
    names.extend(name for w in capitalised if "," not in w and (name := _person(w)) is not None and name not in names)
    by_surname: dict[str, dict[str, str]] = {}
    for name in names:
        parts = name.split()
        firsts = by_surname.setdefault(_SHORT_ARTICLE.sub("", parts[-1]), {})
        known = firsts.get(parts[0])
        if known is None or seen.get(name, 0) > seen.get(known, 0):
            firsts[parts[0]] = name
    return {surname: set(firsts.values()) for surname, firsts in by_surname.items()}


def _person(name: str) -> str | None:
    parts = owner(name).split()
    while parts and (
        parts[0].lower().removesuffix("s") in TITLES
        or parts[0].lower().rstrip(".") in HONORIFICS
        or parts[0].lower() in NOT_NAMES
    ):
        parts = parts[1:]
    for place, word in enumerate(parts):
        if word.lower() in TITLES:
            parts = parts[place + 1 :]
            break
    return " ".join(parts) if 2 <= len(parts) <= 4 and parts[-1].lower() not in BODIES else None
