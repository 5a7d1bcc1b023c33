"""Who a speaker is inside one document: surnames, acronyms, pronouns, each only where there is no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from embeddings.naming.mentions import names_person
from embeddings.naming.patterns import NAME_WORD
from embeddings.naming.words import BODIES, HONORIFICS, NOT_NAMES, PARTICLES, TITLES, words
from embeddings.statements.antecedents import Antecedents, Mention, Spoken
from embeddings.statements.bodies import acting_body, told_things
from embeddings.statements.full_names import RANKS, SMALL, acronyms, by_given_name, full_names, surname_of, told_offices
from embeddings.statements.namesakes import Namesakes, find_namesakes
from embeddings.statements.pairs import OF_TWO
from embeddings.statements.people import KIN, People, given_names, marked_names, told_names
from embeddings.text.possessives import owner
from embeddings.types import Span

_TITLED = re.compile(r"(?<![\w.])([\w.]++) (?=([\w’'-]++))")  # a word, and the name behind it
_WORD = re.compile(r"[\w’'-]+")
_BEHIND_BODY = re.compile(r" (?:of|for|at|in) ")
_BODIES = words("firm institute charity newspaper operator maker brewery manufacturer party ministry board coalition")
_DEFINITE = frozenset({"the", "his", "her", "its", "their"})
_AFFILIATED = re.compile(rf"(?<![\w’'-])({NAME_WORD}+) (?:of|from|at|for|with) (.+)")  # "Moe of Oster"
_INITIAL = re.compile(r"[A-Z]\.?")
_CALLING = TITLES | KIN
_LEAST_WORD = 3  # letters
_SENTENCE = re.compile(r"[.!?…][”\"’')]* +")
_LONGEST_LOOK = 600  # characters before "it" in which a body is looked for
_TRADE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (\w[\w-]*+)"
    r"(?=['’]s|[.,;:?!]| (?:who|and|of|in|is|was|had|has|said|came)\b)"
)


def resolve(
    text: str, mentions: Sequence[Mention | None], quoted: Sequence[Span]
) -> list[tuple[str | None, str | None]]:
    """A name and a role for each mention of ``text``; ``quoted`` are its quotations, in order.

    A pronoun that may mean several stays as it is; a surname that may mean several has no name.
    """
    register = _Register(text, [mention for mention in mentions if mention is not None], quoted)
    found: list[tuple[str | None, str | None]] = []
    before: Spoken | None = None
    for mention in mentions:
        if mention is None:
            found.append((None, None))
            continue
        stands_for_one = mention.is_pronoun or mention.name.lower() in OF_TWO
        name = register.antecedent(mention, before) if stands_for_one else register.named(mention)
        if name is not None:
            before = (mention, name)
        elif not mention.is_pronoun or mention.name.lower() in ("he", "she"):
            before = None
        known = mention.name if name is None and stands_for_one else name
        found.append((known, None if known is None else register.role(name, mention.role)))
    return found


class _Register:
    """The names of one document, gathered once."""

    def __init__(self, text: str, mentions: Sequence[Mention], quoted: Sequence[Span]) -> None:
        self._text = text
        self._acronyms = acronyms(text)
        self._trades = frozenset(_TRADE.findall(text))  # "the blender was ill": then it is no first name
        spoken = {m.name for m in mentions if not m.is_pronoun and 2 <= len(m.name.split()) <= 4}
        self._full = full_names(text, spoken)
        self._given = by_given_name(self._full)
        self._roles: dict[str, str] = {}
        self._holders: dict[str, set[str]] = {}
        self._namesakes: dict[str, Namesakes] = {}
        self._doubts: dict[tuple[str, str], bool] = {}
        self._called = self._called_alone()
        single = {mention.name for mention in mentions if not mention.is_pronoun and " " not in mention.name}
        men, women = marked_names(text)
        he, she = told_names(text, self._full)
        men, women = men | (he - women), women | (she - men)
        things = told_things(text, self._full) - men - women
        self._called -= things
        others = frozenset(filter(_may_be_called, single))
        for mention in sorted(mentions, key=lambda one: _AFFILIATED.fullmatch(one.name) is not None):
            if mention.role and not mention.is_pronoun:
                self._roles.setdefault(self.full(mention.name), mention.role)
        self._holders = self._offices()
        sole = {office: surname_of(*names) for office, names in self._holders.items() if len(names) == 1}
        known = (others | self._called) - things
        his, hers = given_names(self._full)
        people = People(self._full, self._given, known, things, sole, men, women, his - women, hers - men)
        self._antecedents = Antecedents(text, people, self._called, quoted)

    def _offices(self) -> dict[str, set[str]]:
        """The people of the text by each word of their role: who is meant by "the minister"."""
        found: dict[str, set[str]] = {}
        for name, role in filter(lambda known: self._is_person(known[0]), self._roles.items()):
            for word in {*map(str.lower, _WORD.findall(role.partition(" of ")[0]))} - BODIES:
                found.setdefault(word, set()).add(name)  # "the spokesman" of "ministry spokesman"; not "the ministry"
        for office, name in told_offices(self._text):
            if self._is_person(name):
                found.setdefault(office, set()).add(name)
        return found

    def named(self, mention: Mention) -> str | None:
        """Who is meant by a name; None where several bear it and the text doesn't tell who of them."""
        name = self.full(mention.name)
        word = " ".join(_without_article(name.split()))
        bearers = self._full.get(word) or self._given.get(word) or set()
        if len(bearers) < 2 or word in self._called:
            return name
        if word not in self._namesakes:
            self._namesakes[word] = find_namesakes(self._text, word, bearers)
        return self._namesakes[word].meant(self._text[slice(*mention.span)], mention.span[0])

    def full(self, name: str) -> str:
        """The full form of a surname or an acronym, else ``name``; proper names lose their article."""
        parts = _without_article(name.split())
        if "," in name or "and" in parts:
            return name  # "Ama Mensah and Kofi Boateng"
        bare = " ".join(parts)
        held = self._holders.get(bare.lower(), set()) if bare != name and bare.lower() in TITLES else set()
        if len(held) == 1:
            return next(iter(held))  # "said the bishop"; but a headline's "minister warns" may be of any
        if bare in self._acronyms:
            return self._acronyms[bare]
        if len(parts) > 1 and not PARTICLES.issuperset(parts[:-1]):
            return self._longer(name, bare)  # "Ama Mensah"; but "bin Salman"
        surname = surname_of(parts[-1])
        forms = self._full.get(surname, set()) or self._given.get(surname, set())
        return next(iter(forms)) if len(forms) == 1 and not self._is_doubtful(surname, *forms) else name

    def _longer(self, name: str, bare: str) -> str:
        """Who is meant by several words: an office that one person holds, a trade and a name, a name and a place."""
        if name.partition(" ")[0].lower() in _DEFINITE and self._holders.get(name.rsplit(maxsplit=1)[-1].lower()):
            holders = self._holders[name.rsplit(maxsplit=1)[-1].lower()]
            return next(iter(holders)) if len(holders) == 1 and len(name.split()) == 2 else bare  # "the minister"
        trade, _, rest = bare.partition(" ")
        if trade.lower() in self._trades and names_person(rest.split()):
            return rest  # "Blender Ama Mensah", where there is a blender
        beside = _AFFILIATED.fullmatch(bare)
        if beside is None:
            return self._ranked(trade, rest) or bare
        return self._affiliated(beside) or bare

    def _affiliated(self, beside: re.Match[str]) -> str | None:
        """Who is meant by a name and a place, if one alone can be: "Smith of Northmoor", who need not be Jane Smith."""
        if beside[1] in self._called:
            return beside[1]  # "Chief Kalaba of Chisenga Island"
        forms = self._full.get(beside[1], set())
        known = " ".join(self._roles.get(form, "") for form in forms)
        same = len(forms) == 1 and (not known or _shares_word(known, beside[2]))
        return next(iter(forms)) if same else None

    def _ranked(self, opening: str, surname: str) -> str | None:
        """Who is meant by a rank or an initial and a surname that one alone bears: "M. Fortin", "A. Mensah"."""
        forms = self._full.get(surname, set())
        agrees = opening in RANKS or (_INITIAL.fullmatch(opening) and all(form[0] == opening[0] for form in forms))
        return next(iter(forms)) if len(forms) == 1 and agrees else None

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

    def _called_alone(self) -> frozenset[str]:
        """Those whom the text calls by one name, behind what they are to others: "Sister Philomena", "my son Omid"."""
        told = (owner(name) for title, name in _TITLED.findall(self._text) if title.lower() in _CALLING)
        found = {name for name in told if name[0].isupper() and len(name) > 1}
        no_names = {name for name in found if name.isupper() or name.lower() in NOT_NAMES | BODIES | TITLES}
        return frozenset(found - no_names - self._full.keys() - self._given.keys())

    def antecedent(self, mention: Mention, before: Spoken | None) -> str | None:
        """The one whom a pronoun means; None in doubt."""
        if mention.name.lower() != "it":
            name = self._antecedents.of(mention, before)
            if name is not None:
                people = self._antecedents.people.learned(mention.name.lower(), name)
                self._antecedents = replace(self._antecedents, people=people)
            return name
        near = before if before is not None and 0 <= mention.paragraph - before[0].paragraph <= 1 else None
        if near is None or not (near[0].is_pronoun or self._is_body(near[1])):
            return self._body_before(mention.span[0])
        here = near[0].paragraph == mention.paragraph or near[1] in self._acronyms.values()
        return near[1] if here and self._is_body(near[1]) else None

    def _body_before(self, place: int) -> str | None:
        """The body that "it" means, where the sentence before, and the one that it stands in, are about one alone."""
        start = max(self._text.rfind("\n\n", 0, place) + 1, place - _LONGEST_LOOK)
        sentences = [start, start, *(found.end() for found in _SENTENCE.finditer(self._text, start, place))]
        return acting_body(self._text[sentences[-2] : place])

    def role(self, name: str | None, given: str | None) -> str | None:
        """What this sentence calls them, else what the document did first."""
        return given or (self._roles.get(name) if name else None)

    def _is_body(self, name: str) -> bool:
        """Whether a name is a body's: one that the document gives a short form, or "the ministry"; and no person's."""
        short = name in self._acronyms or name in self._acronyms.values()
        noun = _BEHIND_BODY.split(name)[0].rsplit(maxsplit=1)[-1].lower()
        return not self._is_person(name) and (short or noun in BODIES or noun in _BODIES)

    def _is_person(self, name: str) -> bool:
        return name in self._full.get(surname_of(name), ()) or name in self._called


def _may_be_called(name: str) -> bool:
    """Whether one word may be all that somebody is called by."""
    return name[0].isupper() and name.lower() not in NOT_NAMES | BODIES | TITLES


def _shares_word(one: str, other: str) -> bool:
    """Whether two affiliations have a word of some weight in common."""
    first, second = ({word.lower() for word in _WORD.findall(text) if len(word) > _LEAST_WORD} for text in (one, other))
    return not first.isdisjoint(second)


def _without_article(parts: list[str]) -> list[str]:
    """A proper name without its article: "The Ghana Bridge Union"; "the people of Accra" keeps it."""
    behind = parts[1:]
    proper = all(word[0].isupper() or word in SMALL for word in behind)
    return behind if behind and parts[0].lower() == "the" and proper else parts
