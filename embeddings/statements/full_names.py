"""The full names that one text gives its people, and the long forms that it gives its acronyms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from embeddings.naming.given import HERS, HIS
from embeddings.naming.patterns import HONORIFIC, INITIAL, NAME_WORD, PARTICLE
from embeddings.naming.words import BODIES, HONORIFICS, NOT_NAMES, PARTICLES, TITLES, words
from embeddings.text.possessives import owner

_NAME = re.compile(rf"(?<![\w’'-]){NAME_WORD}(?: (?:{INITIAL}|{PARTICLE}|(?:(?:al|el|bin)-)?{NAME_WORD})){{1,3}}")
_ACRONYM = re.compile(r" \(([A-Z][A-Za-z]{0,8}[A-Z])\)")
_REACH = 120  # characters before an acronym in which its long form stands
_SHORT_ARTICLE = re.compile(r"^[Aae]l-(?=\w)")  # "al-Assad" is Assad
SMALL = words("of the and for on in de to &")
_MAX_NAMES = 5000
_SET_OFF = re.compile(r"(?:, (?:\d|who\b|whose\b|an? |the )| \()")  # "Ama Mensah, 41, left", "Ama Mensah, who left"
_FULL = rf"{NAME_WORD}+(?: (?:{INITIAL}|{NAME_WORD}+)){{1,2}}"
_OFFICE = re.compile(
    r"(?<![\w’'-])(?:([\w’'-]++) )?([\w-]++)(?:,? | \()"
    rf"(?=(?:{HONORIFIC}|(?:Hon|Cllr|Justice|Dame|Sir|Rev)\.? )?({_FULL}))"
)
_BEHIND = re.compile(rf"(?<![\w’'-])({_FULL}), ([\w-]++)(?=[.;,)\n])")
_IN_BRACKETS = re.compile(rf"(?<![\w’'-])({_FULL}) \((?:the |in the )?([\w-]++)\)")
_TITLE_BEFORE = re.compile(r"\b(?:Rev|Dr|Prof|Mr|Mrs|Ms|Sr|Sra|Bro|Fr|Col|Gen|Capt|Sgt|Lt|Cllr|Hon|Mme|Mlle|M)\. \Z")
_LONGEST_TITLE = 8
# What a form says of somebody before a colon: "Author: Ama Mensah. Reviewers: Kofi Boateng, …".
_FORM = re.compile(
    r"(?i)(?:by|authors?|chair|present|attending|attendees|participants|panel|team|owner"
    r"|owner of this document|manager|employee|supervisor"
    r"|reviewers?|deciders|contact|candidate|interviewer|interviewee|interviewed|complainant|tester|minutes|approved"
    r"|responsible|lead|leader|facilitator|recorder|signed|on call|reporter|assignee|client|for us): \Z"
)
_LONGEST_FORM = 26
_DOES = (
    r"(?:was|has|had|is|told|met|went|came|left|took|gave|would|says|said|wants|hopes|wrote|spoke|sat|stood|rose|ran|flew"
    r"|fell|drove|began|became|thought|knew|felt|heard|saw|built|bought|sold|kept|won|lost|beat|led|held|set|read|put"
    r"|runs|keeps|plays|lives|works|leads|owns|teaches|writes|thinks|believes|knows|makes|shares|drives|[a-z]{3,}ed)\b"
)
_ACTS = re.compile(rf" {_DOES}(?! by)")
_ALONE = re.compile(rf"(?:\A|\n|[.!?…,;:—–”\"] |[a-z] )({NAME_WORD}+)(?= {_DOES})")
_PLACES = words(
    "Upper Lower Greater San Santa Sant Santo Saint St St. Port Lake Mount Mt Fort Cape Puerto Porto Rural La Los Las"
)
RANKS = words("M. DI DC DS DCI DSU PC WPC PS SGT CPL INSP")
GIVEN = HERS | HIS
_GENERAL = frozenset({"auditor-general", "governor-general"})
_HELD = (TITLES - HONORIFICS) | _GENERAL | {"owner"}
_ARTICLES = frozenset({"das", "den"})  # in German; in a name they stand behind one word, or "van"
_NO_MORE = frozenset({"former", "ex", "then", "deputy", "vice", "assistant", "shadow", "late", "a", "an"})


def surname_of(name: str) -> str:
    """The last word of a name, without the article of "al-Assad"."""
    return _SHORT_ARTICLE.sub("", name.rsplit(maxsplit=1)[-1])


def told_offices(text: str) -> Iterator[tuple[str, str]]:
    """Yield the offices and trades that stand beside full names, with these.

    "The treasurer, Ms Ama Mensah", "the Treasurer (Ama Mensah)", "Present: Ama Mensah (treasurer)".
    """
    for found in islice(_OFFICE.finditer(text), _MAX_NAMES):
        before, office, name = (found[1] or "").lower(), found[2].lower(), found[3]
        if office in _HELD and before not in _NO_MORE:
            yield office, name
            if before in ("prime", "chief"):
                yield f"{before} {office}", name
            if office in _GENERAL:
                yield office.partition("-")[0], name
    for found in chain(_IN_BRACKETS.finditer(text), _BEHIND.finditer(text)):
        name, office = _person(found[1]), found[2].lower()
        if office in _HELD and name is not None:
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
    alone = {found[1] for found in islice(_ALONE.finditer(text), _MAX_NAMES)}
    for name, is_firm in _written_names(text):
        seen[name] += 1
        if is_firm or name.partition(" ")[0] in GIVEN or surname_of(name) in alone:
            firmly.add(name)
    names = _surely([name for name, count in seen.items() if count > 1 or name in firmly], seen)
    names += [name for name in _spoken_names(spoken) if name not in names]
    names = list(_without_openings(list(_without_ranks(names))))
    by_surname: dict[str, dict[str, str]] = {}
    for name in names:
        firsts = by_surname.setdefault(surname_of(name), {})
        opening = name.partition(" ")[0]
        firsts[opening] = max(firsts.get(opening, name), name, key=seen.__getitem__)
    return {surname: set(firsts.values()) for surname, firsts in by_surname.items()}


def by_given_name(full: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """First names, and a first of two surnames, to the full names that hold them; what is a surname is none."""
    found: dict[str, set[str]] = {}
    for names in full.values():
        for name in names:
            for part in name.split()[:-1]:
                found.setdefault(part, set()).add(name)
    return {given: names for given, names in found.items() if given not in full}


def _without_ranks(names: Sequence[str]) -> Iterator[str]:
    """Leave out "DI Mensah" and "M. Mensah" where there is an Ama Mensah."""
    fully = {surname_of(name) for name in names if name.partition(" ")[0] not in RANKS}
    for name in names:
        opening, _, rest = name.partition(" ")
        if opening not in RANKS or " " in rest or surname_of(name) not in fully:
            yield name


def _without_openings(names: Sequence[str]) -> Iterator[str]:
    """Leave out "Comedian Ama Mensah" where there is an Ama Mensah; but not Anna Maria Mensah beside Maria Mensah."""
    known = set(names)
    for name in names:
        opening, _, rest = name.partition(" ")
        if opening in GIVEN or not known.intersection(_endings(rest)):
            yield name


def _endings(words: str) -> Iterator[str]:
    """Yield words, and what is left of them without the first, as long as two are left."""
    while " " in words:
        yield words
        words = words.partition(" ")[2]


def _surely(firm: list[str], seen: Iterable[str]) -> list[str]:
    """Add the names of others who may bear a surname, wherever these stand: in doubt there are two."""
    surnames, known = {surname_of(name) for name in firm}, set(firm)
    return firm + [name for name in seen if name not in known and surname_of(name) in surnames]


def _written_names(text: str) -> Iterator[tuple[str, bool]]:
    """The names of people in a text, and whether each is surely one: it does not begin a sentence, or has a title."""
    for match in islice(_NAME.finditer(text), _MAX_NAMES):
        name = _person(match.group())
        if name is not None and text.endswith(" of ", 0, match.start()) and len(name.split()) > 2:
            name = _person(name.partition(" ")[2])  # "Secretary of State Ann Example"
        if name is not None:
            yield name, name != match.group() or _is_firm(text, *match.span())


def _is_firm(text: str, start: int, end: int) -> bool:
    """Whether words with capitals stand where only a name does: in a sentence, behind a title, before a verb."""
    inside = text[max(0, start - 2) : start]
    if inside[:1].islower() or inside[:1] == "," or _SET_OFF.match(text, end) is not None:
        return True
    if inside == ": " and _FORM.search(text, max(0, start - _LONGEST_FORM), start) is not None:
        return True
    return (
        _TITLE_BEFORE.search(text, max(0, start - _LONGEST_TITLE), start) is not None
        or _ACTS.match(text, end) is not None
    )


def _spoken_names(spoken: Iterable[str]) -> Iterator[str]:
    """The names of people among those who speak."""
    for written in sorted(spoken):
        if (
            "," not in written
            and written[0].isupper()
            and all(word[0].isupper() or word in PARTICLES for word in written.split())
        ):
            name = _person(written)
            if name is not None:
                yield name


def _before_article(parts: list[str]) -> list[str]:
    """Leave out what stands behind an article of German: "Helene Sturm | das Stadttheater"."""
    return parts[: next((place for place, word in enumerate(parts) if place > 1 and word in _ARTICLES), len(parts))]


def _person(name: str) -> str | None:
    parts = _before_article(owner(name).split())
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
    no_person = parts[-1:] == [] or parts[-1].lower() in BODIES or (len(parts) == 2 and parts[0] in _PLACES)
    return None if no_person or not 2 <= len(parts) <= 4 else " ".join(parts)
