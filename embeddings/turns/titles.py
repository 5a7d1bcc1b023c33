"""What stands before a name and is no part of it: "Mr", "Alderman", "Town Clerk Mr"."""

from __future__ import annotations

import re
from typing import Final

from embeddings.naming.mentions import is_title
from embeddings.naming.words import BARE_HONORIFICS, words
from embeddings.turns.words import NOBODY, ROLES
from embeddings.types import Span

PLAIN_TITLES: Final = words(
    "senator councillor councilman councilwoman professor doctor sir lord lady dame prof dr rev fr"
)
ADDRESSES: Final = (
    BARE_HONORIFICS
    | PLAIN_TITLES
    | words("the hon honourable rt right cllr cr sen rep gov sister brother bro mme mlle m herr frau sr sra father ald")
)
# "King Lear" and "Prince Harry" are called so.
_KEPT: Final = words("king queen prince princess pope count countess mother captain officer agent coach student")
_MODIFIERS: Final = words("""
town city county district state borough parish deputy vice acting chief prime shadow former first senior junior lead
general interim assistant associate managing finance planning head rear
""")
_TOKEN = re.compile(r"\S+")


def untitled(text: str, span: Span) -> Span:
    """Return where a name stands without titles and offices before it; a title alone stays."""
    parts = [*_TOKEN.finditer(text, *span)]
    while len(parts) > 1 and _bare(parts[0][0]) in ADDRESSES:
        parts = parts[1:]
    for count in range(len(parts) - 1, 0, -1):
        if _ends_office([part[0] for part in parts[:count]], [part[0] for part in parts[count:]]):
            parts = parts[count:]
            break
    return (parts[0].start(), span[1]) if parts else span


def office_before(text: str, start: int, end: int) -> str | None:
    """Return the office that words before a name are, without forms of address: "Alderman" of "Alderman Mensah"."""
    offices = [part for part in text[start:end].split() if _bare(part) not in BARE_HONORIFICS and _bare(part) != "the"]
    return " ".join(offices) if offices and all(map(_is_of_office, offices)) else None


def _ends_office(office: list[str], rest: list[str]) -> bool:
    """Whether words are an office, and those behind it a name: "Town Clerk | Ama Mensah", "Minister | Mensah"."""
    last = _bare(office[-1])
    if not (is_title(office[-1]) or last in ADDRESSES) or not all(map(_is_of_office, office)):
        return False
    named = not any(_bare(part) in ROLES | NOBODY or is_title(part) or part.isdigit() for part in rest)
    return named and rest[0][0].isupper() and (len(rest) > 1 or (last not in _KEPT and len(rest[0]) > 1))


def _is_of_office(word: str) -> bool:
    return is_title(word) or _bare(word) in ADDRESSES | ROLES | _MODIFIERS


def _bare(word: str) -> str:
    return word.lower().rstrip(".,")
