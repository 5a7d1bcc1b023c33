"""Who speaks for others: "The guild, in the person of *Ama Mensah*, asks", "The ringers, led by *Ama Mensah*, say"."""

from __future__ import annotations

import re

from embeddings.naming.mentions import names_person
from embeddings.naming.patterns import HONORIFIC, NAME_WORD, PARTICLE
from embeddings.types import Span

_NAME = rf"{NAME_WORD}+(?: (?:{PARTICLE}|{NAME_WORD}+)){{1,3}}"
_OFFICE = r"(?:(?:its|their|the|a|an) [\w’'-]+(?: [\w’'-]+){0,2},? )?"
_THROUGH = re.compile(
    r", (?:through|in the person of|represented by|in an? (?:letter|opinion|statement) (?:signed )?by|(led by)) "
    rf"{_OFFICE}(?:{HONORIFIC}|Judge )?({_NAME}),"
)
_OTHERS = re.compile(r"(?:[Tt]he|[Aa]n?|[Ss]ome) [^,.;:!?]{1,60}\Z")
_GROUP = re.compile(r"(?:[Tt]he|[Ss]ome) (?:[a-z][\w’'-]* )?[a-z][\w’'-]*s\Z")


def voice_of(text: str, written: Span) -> str | None:
    """Return the name of the person who speaks for those who are ``written``, None where none is told.

    Who leads a body does not say what it says; who leads people that have no name does.
    """
    comma = text.find(",", written[0], written[1] + 1)
    others = text[written[0] : comma]
    if comma < 0 or _OTHERS.match(others) is None:
        return None
    found = _THROUGH.match(text, comma)
    if found is None or (found[1] and _GROUP.match(others) is None) or not names_person(found[2].split()):
        return None
    return found[2]
