"""Who a speaker is inside one document: surnames, acronyms, pronouns, each only where there is no doubt."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import itemgetter

from embeddings.naming.words import BODIES, HONORIFICS, NOT_NAMES, PARTICLES, TITLES, words
from embeddings.statements.pronouns import PREPOSITIONS, People, is_another_near, marked_names, one_meant
from embeddings.text.possessives import owner
from embeddings.types import Span

_NAME = re.compile(
    r"(?<![\w’'-])[^\W\d_a-z][\w’'-]+"
    r"(?: (?:[A-Z]\.|(?:de|der|den|van|von|bin|ibn|al|el)(?![\w’'-])|(?:(?:al|el|bin)-)?[^\W\d_a-z][\w’'-]+)){1,3}"
)
_ACRONYM = re.compile(r" \(([A-Z][A-Za-z]{1,8}[A-Z])\)")
_REACH = 120  # characters before an acronym in which its long form stands
_SHORT_ARTICLE = re.compile(r"^[Aae]l-(?=\w)")  # "al-Assad" is Assad
_TITLED = re.compile(r"(?<![\w.])([\w.]++) (?=([\w’'-]++))")  # a word, and the name behind it
_WORD = re.compile(r"[\w’'-]+")
_SMALL = words("of the and for on in de to &")
_MAX_NAMES = 5000
_DEFINITE = frozenset({"the", "his", "her", "its", "their"})
_AFFILIATED = re.compile(r"(?<![\w’'-])([^\W\d_a-z][\w’'-]++) (?:of|from|at|for|with) (.+)")  # "Moe of Oster"
_LEAST_WORD = 3  # letters
_LONGEST_WORD = 30
_LONGEST_LOOK = 1500  # characters in which somebody is looked for whom a pronoun means
_SET_OFF = re.compile(r", (?:\d|who\b|whose\b|an? |the )")  # "Ama Mensah, 41, left", "Ama Mensah, who left"
_TRADE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (\w[\w-]*+)"
    r"(?=['’]s|[.,;:?!]| (?:who|and|of|in|is|was|had|has|said|came)\b)"
)


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
        self._trades = frozenset(_TRADE.findall(text))  # "the blender was ill": then it is no first name
        spoken = {m.name for m in mentions if not m.is_pronoun and 2 <= len(m.name.split()) <= 4}
        self._full = full_names(text, spoken)
        self._given = _by_given_name(self._full)
        self._roles: dict[str, str] = {}
        self._holders: dict[str, set[str]] = {}
        self._doubts: dict[tuple[str, str], bool] = {}
        single = {mention.name for mention in mentions if not mention.is_pronoun and " " not in mention.name}
        men, women = marked_names(text)
        self._people = People(self._full, self._given, frozenset(single), men, women)
        for mention in sorted(mentions, key=lambda one: _AFFILIATED.fullmatch(one.name) is not None):
            if mention.role and not mention.is_pronoun:
                self._roles.setdefault(self.full(mention.name), mention.role)
        self._holders = self._offices()

    def _offices(self) -> dict[str, set[str]]:
        """The people of the text by each word of their role: who is meant by "the minister"."""
        found: dict[str, set[str]] = {}
        for name, role in filter(lambda known: self._is_person(known[0]), self._roles.items()):
            for word in _WORD.findall(role.partition(" of ")[0]):
                found.setdefault(word.lower(), set()).add(name)
        return found

    def full(self, name: str) -> str:
        """The full form of a surname or an acronym, else ``name``; proper names lose their article."""
        parts = _without_article(name.split())
        if "," in name or "and" in parts:
            return name  # "Ama Mensah and Kofi Boateng"
        bare = " ".join(parts)
        if bare in self._acronyms:
            return self._acronyms[bare]
        if len(parts) > 1 and not PARTICLES.issuperset(parts[:-1]):
            return self._longer(name, bare)  # "Ama Mensah"; but "bin Salman"
        surname = _SHORT_ARTICLE.sub("", parts[-1])
        forms = self._full.get(surname, set()) or self._given.get(surname, set())
        return next(iter(forms)) if len(forms) == 1 and not self._is_doubtful(surname, *forms) else name

    def _longer(self, name: str, bare: str) -> str:
        """Who is meant by several words: an office that one person holds, a trade and a name, a name and a place."""
        if name.partition(" ")[0].lower() in _DEFINITE and self._holders.get(name.rsplit(maxsplit=1)[-1].lower()):
            holders = self._holders[name.rsplit(maxsplit=1)[-1].lower()]
            return next(iter(holders)) if len(holders) == 1 and len(name.split()) == 2 else bare  # "the minister"
        trade, _, rest = bare.partition(" ")
        if len(rest.split()) > 1 and trade.lower() in self._trades:
            return rest  # "Blender Ama Mensah", where there is a blender
        beside = _AFFILIATED.fullmatch(bare)
        if beside is None:
            return bare
        forms = self._full.get(beside[1], set())
        known = " ".join(self._roles.get(form, "") for form in forms)
        same = len(forms) == 1 and (not known or _shares_word(known, beside[2]))
        return next(iter(forms)) if same else bare  # "Smith of Northmoor", who need not be Jane Smith

    def _is_doubtful(self, surname: str, full: str) -> bool:
        """Whether a surname was somebody else's before: "Governor Pence", and a Karen Pence who is met once, later."""
        if (surname, full) not in self._doubts:
            first = self._text.find(full)
            place, title = self._titled.get(surname, (first, ""))
            before = place + len(title) + 1 < first  # not "Governor Ama Mensah" itself
            other = before and title.lower().rstrip(".") in TITLES - HONORIFICS
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
        """The speaker of the statement before, or the one person of the paragraph; nobody where others may be meant."""
        pronoun = mention.name.lower()
        near = before if before is not None and 0 <= mention.paragraph - before[0].paragraph <= 1 else None
        if pronoun == "it":
            return near[1] if near is not None and self._is_body(near[1]) else None
        if pronoun not in ("he", "she"):
            return None
        if near is not None and self._goes_on(
            pronoun, near, _outside(self._text, near[0].span[1], mention.span[0], quoted)
        ):
            return near[1]
        start = max(self._text.rfind("\n\n", 0, mention.span[0]) + 1, mention.span[0] - _LONGEST_LOOK)
        surname = one_meant(self._people, pronoun, _outside(self._text, start, mention.span[0], quoted))
        names = self._full.get(surname or "", set())
        return next(iter(names)) if len(names) == 1 else None

    def _goes_on(self, pronoun: str, before: tuple[Mention, str], between: str) -> bool:
        """Whether a pronoun goes on with the speaker before: a person, whom it fits, and nobody else came between."""
        surname = _surname(before[1])
        fits = self._is_person(before[1]) and self._people.may_be(pronoun, surname) and self._acts(before[0])
        return fits and not is_another_near(self._people, pronoun, between, surname)

    def _acts(self, mention: Mention) -> bool:
        """Whether a speaker is what their sentence is about: not "criticised by Ama Mensah"."""
        start = mention.span[0]
        words = self._text[max(0, start - _LONGEST_WORD) : start].split()
        return not words or words[-1].lower() not in PREPOSITIONS

    def _is_body(self, name: str) -> bool:
        """Whether a name is a body's that the document gives a short form, and no person's."""
        return not self._is_person(name) and (name in self._acronyms or name in self._acronyms.values())

    def _is_person(self, name: str) -> bool:
        return name in self._full.get(_surname(name), ())


def _by_given_name(full: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """First names to the full names that begin with them; what is somebody's surname is none."""
    found: dict[str, set[str]] = {}
    for names in full.values():
        for name in names:
            found.setdefault(name.split()[0], set()).add(name)
    return {given: names for given, names in found.items() if given not in full}


def _shares_word(one: str, other: str) -> bool:
    """Whether two affiliations have a word of some weight in common."""
    first, second = ({word.lower() for word in _WORD.findall(text) if len(word) > _LEAST_WORD} for text in (one, other))
    return not first.isdisjoint(second)


def _surname(name: str) -> str:
    return _SHORT_ARTICLE.sub("", name.rsplit(maxsplit=1)[-1])


def _without_article(parts: list[str]) -> list[str]:
    """A proper name without its article: "The Ghana Bridge Union"; "the people of Accra" keeps it."""
    behind = parts[1:]
    proper = all(word[0].isupper() or word in _SMALL for word in behind)
    return behind if behind and parts[0].lower() == "the" and proper else parts


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
        firsts = by_surname.setdefault(_surname(name), {})
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
