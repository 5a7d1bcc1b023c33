"""Whom "he" and "she" mean: the one person who can be meant. In doubt nobody: a wrong speaker is worse than none.

The speaker before, where nobody else came in between; else the only person whom the paragraph has named so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from embeddings.naming.mentions import is_title
from embeddings.naming.patterns import CAPITAL, HONORIFIC, INITIAL, NAME_WORD
from embeddings.naming.words import HONORIFICS, NOT_NAMES, words
from embeddings.text.possessives import owner

_WORD = re.compile(r"[\w’'-]+")
# A name, and the first pronoun behind it before another name comes or a second sentence ends.
_GOES_ON = re.compile(
    rf"(?<![\w’'-])({NAME_WORD}+)"
    r"(?=(?: [^A-Z.!?\n]{0,100}|[^A-Z.!?\n]{0,60}\. )(?<!\w)([Hh]e|[Ss]he|[Hh]is|[Hh]er)\b)"
)
_MOST_NAMED = 5000
_SURE = 2  # times that a pronoun goes on with a name, and the other never
_PERSONS = words("""
man woman boy girl wife husband mother father sister brother son daughter niece nephew uncle aunt cousin
grandmother grandfather grandson granddaughter friend partner colleague opponent rival predecessor successor deputy
boss chief spokeswoman spokesman chairwoman person official guest visitor caller defendant plaintiff victim suspect
host interviewer reader member passenger customer patient owner farmer client employee worker counterpart boyfriend
girlfriend fiancé fiancée parent child owner heir buyer seller tenant lodger stranger prisoner veteran
""")
# Persons whom one pronoun alone can mean.
_HIS = words("""
man boy husband father brother son nephew uncle grandfather grandson boyfriend fiancé spokesman chairman widower
king prince lord monsieur congressman councilman headmaster landlord
""")
_HERS = words("""
woman girl wife mother sister daughter niece aunt grandmother granddaughter girlfriend fiancée spokeswoman chairwoman
widow queen princess lady actress congresswoman councilwoman headmistress landlady fisherwoman
""")
_HIM = words("he him his himself")
_HER = words("she her hers herself")
_MEN = (_HIS - words("man boy")) | words("""
mr mr. sir king lord father monsignor herr monsieur señor signor prince duke chairman spokesman widower don dom bro.
""")
_WOMEN = (_HERS - words("woman girl")) | words("""
mrs mrs. ms ms. miss lady dame queen sister frau madame mme mademoiselle mlle señora signora princess duchess
chairwoman spokeswoman widow actress headmistress doña dona auntie
""")
KIN = (_MEN | _WOMEN) & words("""
husband father brother son nephew uncle grandfather grandson boyfriend widower wife mother sister daughter niece aunt
grandmother granddaughter girlfriend widow auntie
""")
_MARKED = re.compile(rf"(?<![\w.])(?=([\w.]++) (?:(?:{INITIAL}|{CAPITAL}[\w’'-]*) ){{0,2}}({NAME_WORD}))")
_SOMEBODY = re.compile(r"\b(?:[Oo]ne of|One|[Aa]nother|[Ss]omebody|[Ss]omeone)\b")
PREPOSITIONS = words("of in at from to on near for with by over under into through between against about the a an")
_OFFICES = words("prime deputy vice chief head minister ministry")
_PLACES = PREPOSITIONS - words("by")
_SENTENCE = re.compile(r"[.!?…][”\"’')]*\s+|[:;]\s+")
_BEHIND_OFFICE = re.compile(rf", (?:{CAPITAL}[\w’'.-]*+ ){{0,3}}\Z")
_SHORT_OPENING = 4  # words before a name that may all be its office
_VERBS = words("was were is are had has have met told gave sent saw made found took left won held")
_ARTICLES = words("the a an its his her their our")
_MET_HIM = re.compile(r"\bhim\b")
_MET_HER = re.compile(
    r"\bher(?=[.,;:!?]| (?:a|an|the|that|to|in|on|at|for|about|with|if|how|what|why|who|his|no|any|some|one|two|three"
    r"|four|five|six|several|it|of|from|as|by)\b)"
)
# What somebody does or is, whom nothing else tells: "a signalman", "the cheesemonger".
_TRADE = re.compile(
    r"(?!hu)\w{1,20}(?:man|woman)|\w{3,20}(?:monger|wright|smith|herd|keeper|maker|minder|ologist|grapher)"
    r"|\w{4,20}(?<!cons)(?<!pers)(?<!ass)(?<!res)(?<!ins)ist|[a-z]{3,20}eer(?<!career)"
)
_NEW = re.compile(r"(?<!by)(?<!met)(?<!with)(?<!to) (?:an?|(?:his|her) [\w-]{1,30}[’']s)(?: [\w-]{1,30})? \Z")
_IS = re.compile(r"\b(?:was|were|is|as|being|became|become) (?:an? |the )?(?:[\w’'-]{1,30} ){0,2}\Z")
_CLAUSE = re.compile(
    r"[.!?…;:—–][”\"’')]*\s|\b(?:and|but|or|when|while|where|because|as|if|that|which|who|what|how|why|after|before"
    r"|until|since|though|although|than)\b"
)
_ON_CAPITAL = re.compile(r"(?:['’]s)?,? [A-Z]")
_LONGEST_CLAUSE = 200  # characters
_PLAIN_ENDS = (
    *("ing", "ed", "tion", "ment", "ness", "body", "thing", "one", "ly", "s", "ance", "ence"),
    *("'ve", "’ve", "'m", "’m", "'ll", "’ll", "'d", "’d", "'re", "’re", "n't", "n’t"),
)
_ASKS = frozenset({"reporter", "reporters", "journalist", "journalists", "interviewer"})
_BESIDE = 80  # characters beside a name in which a description may be its own


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


def told_names(text: str, people: Mapping[str, set[str]]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the surnames of those whom a text calls "he" wherever it goes on with them, and "she"."""
    counts: dict[str, list[int]] = {}
    for found in islice(_GOES_ON.finditer(text), _MOST_NAMED):
        name = owner(found[1])
        if name in people:
            counts.setdefault(name, [0, 0])[found[2].lower() in _HER] += 1
    men = frozenset(name for name, (he, she) in counts.items() if he >= _SURE and not she)
    women = frozenset(name for name, (he, she) in counts.items() if she >= _SURE and not he)
    return men, women


def one_meant(people: People, pronoun: str, window: str) -> str | None:
    """Return the surname of the only person named in a piece of text whom a pronoun can mean, None in any doubt."""
    named = list(_named(people, window))
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
    sentences = _SENTENCE.split(window)
    if (
        len(sentences) < 2
        or any(True for _ in _named(people, sentences[-1]))
        or any(_persons(sentences[-1], pronoun, {}))
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
    return called is not None and opening[0].lower() in _ARTICLES and "," not in before[: called.start()]


def _is_past(word: str) -> bool:
    return word.lower() in _VERBS or (word.islower() and word.endswith("ed"))


def is_named_near(
    people: People, pronoun: str, window: str, surname: str | None = None, *, by_office: bool = False
) -> bool:
    """Whether a piece of text names a person, or another one, whom a pronoun can mean; ``by_office`` alone, too."""
    named = _named(people, window, by_office=by_office)
    return any(name != surname and people.may_be(pronoun, name) for name, _ in named)


def is_another_near(people: People, pronoun: str, window: str, surname: str) -> bool:
    """Whether a piece of text may tell of somebody else, named or not, whom a pronoun can mean as well."""
    if is_named_near(people, pronoun, window, surname, by_office=True):
        return True
    said = {word.lower() for word in _WORD.findall(window[max(0, window.find(surname)) :])}
    if said & (_HER if pronoun == "he" else _HIM) and not people.is_marked(pronoun, surname):
        return True
    unnamed = any(not _is_apart(window, place, surname) for place in _persons(window, pronoun, people.holders))
    return unnamed or _SOMEBODY.search(window) is not None or _meets(window, pronoun, surname)


def _meets(window: str, pronoun: str, surname: str) -> bool:
    """Whether somebody does something to another whom the pronoun means: "Mensah thanked *her*"."""
    itself = re.compile(rf"\b(?:{re.escape(surname)}|{pronoun})\b", re.IGNORECASE)
    for met in (_MET_HIM if pronoun == "he" else _MET_HER).finditer(window):
        clause = _CLAUSE.split(window[max(0, met.start() - _LONGEST_CLAUSE) : met.start()])[-1]
        if itself.search(clause) is not None or surname not in window[: met.start()]:
            return True  # but "Mensah asked when the board would thank her"
    return False


def _named(people: People, window: str, *, by_office: bool = True) -> Iterator[tuple[str, bool]]:
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
    alone = alone and behind not in _PERSONS and behind not in _OFFICES  # "*Committee* member", "*Federal* prime …"
    small = name.lower() in NOT_NAMES or is_title(name) or name.lower() in _PERSONS or _is_plain(name)
    return alone and before not in _PLACES - {"with"} | _ARTICLES and len(name) > 1 and not name.isupper() and not small


def _is_plain(word: str) -> bool:
    """Whether a word that opens a sentence is one that a name never ends like: "Nothing", "Asked", "Makers"."""
    return word.lower().endswith(_PLAIN_ENDS)


def _persons(window: str, pronoun: str, known: Mapping[str, str]) -> Iterator[int]:
    """The places of the words for one whom a pronoun can mean and who is not named: "the director", "her opponent".

    ``known`` are offices that somebody named holds: these are no others.
    """
    others = _HERS if pronoun == "he" else _HIS
    for found in _WORD.finditer(window):
        word = owner(found[0])
        if word in others or word in _ASKS or _IS.search(window, max(0, found.start() - _BESIDE), found.start()):
            continue
        the = window.endswith(("the ", "The "), 0, found.start())
        if the and word.lower() in known:
            continue
        small = word.islower() or (the and not _ON_CAPITAL.match(window, found.end()))  # "the Mayor"; "the Queen Mary"
        word = word.lower() if small else word
        if small and _is_somebody(word):
            yield found.start()


def _is_somebody(word: str) -> bool:
    return word not in HONORIFICS and (word in _PERSONS or is_title(word) or _TRADE.fullmatch(word) is not None)


def _is_apart(window: str, place: int, surname: str) -> bool:
    """Whether a person without a name is no other whom a pronoun may mean: the one named, or somebody by the way."""
    return _is_beside(window, place, surname) or _is_by_the_way(window, place, surname)


def _is_by_the_way(window: str, place: int, surname: str) -> bool:
    """Whether somebody new is met in the sentence of a name, behind it: "Mensah sold it to *a* neighbour"."""
    before = window[:place]
    named = max(before.rfind(surname), 0)
    return _SENTENCE.search(before, named) is None and _NEW.search(before, named) is not None


def _is_beside(window: str, place: int, surname: str) -> bool:
    """Whether a description is that of a name: "director Ama Mensah", "Ama Mensah, a director"."""
    name = rf"(?:{HONORIFIC})?(?:{CAPITAL}[\w’.-]* ){{0,3}}{re.escape(surname)}\b"
    before = re.compile(
        rf"[\w’'-]+(?:(?: [\w’'-]+)?(?: (?:of|for|at|in|from) [\w’' -]*)?,"
        rf"(?: (?:the|an?)\b)?(?: [a-z’'-]+){{0,3}})? {name}"
    )
    behind = re.compile(rf"\b{re.escape(surname)}(?:\s\([^)]*\))?,(?! wh)[\w’' -]*\Z")
    near = window[place : place + _BESIDE], window[max(0, place - _BESIDE) : place]
    return before.match(near[0]) is not None or behind.search(near[1]) is not None
