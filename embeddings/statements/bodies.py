"""Names that are nobody's: of bodies and of places, as a text itself tells by how it goes on with them.

"Volta told its workers", "Volta, which holds the permit", "Volta's chairman"; "at Keta Point", and nowhere else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import islice

from embeddings.naming.words import words
from embeddings.text.possessives import owner

_NAME = r"(?<![\w’'-])([^\W\d_a-z][\w’'-]++)"
_GOES_ON = re.compile(
    rf"{_NAME}(?=(?: [a-z]+){{1,2}} its\b|, which\b|(?<=[’']s) (?:own )?(?:managing|chief|chairman|chairwoman"
    r"|chairperson|president|director|shareholders|owner)\b)"
)
_PERSON = re.compile(rf"{_NAME}(?=, (?:who\b|\d\d\b)| (?:himself|herself)\b)")
_AT = re.compile(
    r"(?<![\w’'-])(?:[Aa]t|[Ii]n|[Nn]ear|[Ii]nto|[Tt]hrough|[Aa]cross|[Oo]utside|[Ii]nside) "
    r"([^\W\d_a-z][\w’'-]++(?: [^\W\d_a-z][\w’'-]++){1,3})"
)
_IN = re.compile(  # a place of one word
    r"(?<![\w’'-])(?:[Ii]n|[Nn]ear|[Ii]nto|[Aa]cross|[Oo]utside|[Ii]nside) ([^\W\d_a-z][\w-]++)(?![’']s| [^\W\d_a-z])"
)
_WORD = re.compile(r"[\w’'-]+")
_MOST = 5000
_SUBJECT = re.compile(
    r"(?:\A|\n|(?<=[.!?:;] ))The "
    r"(?P<name>(?:(?!(?:of|in|at|for|and|that|which|who)\b)[\w’'-]{1,30} ){0,4}?(?P<noun>[\w-]{3,30}))"
    r"(?=,? (?:(?:has|had|have|is|was|were|will|would|could|did|does|also|now|later|then)\b|[a-z]{3,20}(?:ed|s)\b))"
)
_ACTING = words("""
party union commission council committee department university court senate government company bank assembly agency
association institute authority airline operator regulator watchdog insurer manufacturer retailer charity firm
newspaper ministry board coalition union federation league museum foundation archive chamber bureau inspectorate
""")


def told_things(text: str, people: Mapping[str, set[str]]) -> frozenset[str]:
    """Return the last words of names that a text gives to bodies and places; ``people`` are full names by surname."""
    bodies = {owner(found[1]) for found in islice(_GOES_ON.finditer(text), _MOST)}
    persons = {owner(found[1]) for found in islice(_PERSON.finditer(text), _MOST)}
    alone = {found[1] for found in islice(_IN.finditer(text), _MOST)} - people.keys()
    return _places(text, people) | ((bodies | alone) - persons)


def acting_body(text: str) -> str | None:
    """Return the only body that sentences are about: "*The highways authority* has sent a notice. The trees, it …"."""
    found = {match["name"] for match in _SUBJECT.finditer(text) if match["noun"].lower() in _ACTING}
    named = _ACTING.intersection(_WORD.findall(text.lower()))
    return f"The {next(iter(found))}" if len(found) == len(named) == 1 else None


def _places(text: str, people: Mapping[str, set[str]]) -> frozenset[str]:
    """Return the last words of names that stand behind "at" or "in" only, and never alone."""
    behind = Counter(found[1] for found in islice(_AT.finditer(text), _MOST))
    if not behind:
        return frozenset()
    counts = Counter(map(owner, _WORD.findall(text)))
    return frozenset(
        surname
        for surname, names in people.items()
        if counts[surname] == sum(behind[name] for name in names) > 0 and all(behind[name] for name in names)
    )
