"""Who is named in a text, and which pronoun they are called by, as far as the text itself tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from embeddings.naming.given import HERS as HER_NAMES
from embeddings.naming.given import HIS as HIS_NAMES
from embeddings.naming.patterns import CAPITAL, INITIAL, NAME_WORD
from embeddings.naming.words import words
from embeddings.statements.full_names import surname_of
from embeddings.text.possessives import owner

# A name, and the first pronoun behind it before another name comes or a second sentence ends.
_GOES_ON = re.compile(
    rf"(?<![\w’'-])({NAME_WORD}+)"
    r"(?=(?: [^A-Z.!?\n]{0,100}|[^A-Z.!?\n]{0,60}\. )(?<!\w)([Hh]e|[Ss]he|[Hh]is|[Hh]er)\b)"
)
_MOST_NAMED = 5000
_SURE = 2  # times that a pronoun goes on with a name, and the other never
# Persons whom one pronoun alone can mean.
HIS = words("""
man boy husband father brother son nephew uncle grandfather grandson boyfriend fiancé spokesman chairman widower
king prince lord monsieur congressman councilman headmaster landlord
""")
HERS = words("""
woman girl wife mother sister daughter niece aunt grandmother granddaughter girlfriend fiancée spokeswoman chairwoman
widow queen princess lady actress congresswoman councilwoman headmistress landlady fisherwoman
""")
HIM = words("he him his himself")
HER = words("she her hers herself")
MENS_TITLES = (HIS - words("man boy")) | words("""
mr mr. sir king lord father monsignor herr monsieur señor signor prince duke chairman spokesman widower don dom bro.
""")
WOMENS_TITLES = (HERS - words("woman girl")) | words("""
mrs mrs. ms ms. miss lady dame queen sister frau madame mme mademoiselle mlle señora signora princess duchess
chairwoman spokeswoman widow actress headmistress doña dona auntie
""")
KIN = (MENS_TITLES | WOMENS_TITLES) & words("""
husband father brother son nephew uncle grandfather grandson boyfriend widower wife mother sister daughter niece aunt
grandmother granddaughter girlfriend widow auntie
""")
_MARKED = re.compile(rf"(?<![\w.])(?=([\w.]++) (?:(?:{INITIAL}|{CAPITAL}[\w’'-]*) ){{0,2}}({NAME_WORD}))")


@dataclass(frozen=True, slots=True)
class People:
    """Who is named in one text: ``full`` and ``given`` lead from surnames and first names to full names."""

    full: Mapping[str, set[str]]
    given: Mapping[str, set[str]]
    others: frozenset[str] = frozenset()  # speakers that are called by one name
    things: frozenset[str] = frozenset()  # names of bodies and places
    holders: Mapping[str, str] = field(default_factory=dict)  # offices that one person holds, to their surnames
    men: frozenset[str] = field(default=frozenset())
    women: frozenset[str] = field(default=frozenset())
    perhaps_men: frozenset[str] = frozenset()  # by their first name, or by a pronoun that was found to mean them
    perhaps_women: frozenset[str] = frozenset()

    def may_be(self, pronoun: str, surname: str) -> bool:
        """Whether nothing says that a person is called by the other pronoun."""
        return not self.is_known("she" if pronoun == "he" else "he", surname)

    def is_known(self, pronoun: str, surname: str) -> bool:
        """Whether a title, a first name or another sentence says that a person is called by a pronoun."""
        perhaps = self.perhaps_men if pronoun == "he" else self.perhaps_women
        return self.is_marked(pronoun, surname) or surname in perhaps

    def learned(self, pronoun: str, name: str) -> People:
        """Return the same, once a pronoun was found to mean somebody: the other one does not."""
        surname = surname_of(name)
        if len(self.full.get(surname, ())) != 1 or self.is_known(pronoun, surname):
            return self
        if pronoun == "he":
            return replace(self, perhaps_men=self.perhaps_men | {surname})
        return replace(self, perhaps_women=self.perhaps_women | {surname})

    def is_marked(self, pronoun: str, surname: str) -> bool:
        """Whether a title says that a person is called by a pronoun."""
        return surname in (self.men if pronoun == "he" else self.women)


def marked_names(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the surnames of those whom a text gives a man's title, and a woman's."""
    pairs = [(title.lower(), name) for title, name in _MARKED.findall(text)]
    men, women = (
        frozenset(owner(name) for title, name in pairs if title in titles) for titles in (MENS_TITLES, WOMENS_TITLES)
    )
    return men - women, women - men


def given_names(people: Mapping[str, set[str]]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the surnames of those whose first name is a man's, and a woman's; ``people`` are full names by surname."""
    firsts = {surname: {name.partition(" ")[0] for name in names} for surname, names in people.items()}
    men, women = (
        frozenset(surname for surname, given in firsts.items() if given <= names) for names in (HIS_NAMES, HER_NAMES)
    )
    return men, women


def told_names(text: str, people: Mapping[str, set[str]]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the surnames of those whom a text calls "he" wherever it goes on with them, and "she"."""
    counts: dict[str, list[int]] = {}
    for found in islice(_GOES_ON.finditer(text), _MOST_NAMED):
        name = owner(found[1])
        if name in people:
            counts.setdefault(name, [0, 0])[found[2].lower() in HER] += 1
    men = frozenset(name for name, (he, she) in counts.items() if he >= _SURE and not she)
    women = frozenset(name for name, (he, she) in counts.items() if she >= _SURE and not he)
    return men, women
