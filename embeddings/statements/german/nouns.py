"""What a German noun is by its end, and whose a first name is: an office's, a body's, a woman's, a man's."""

from __future__ import annotations

from typing import Final, Literal

from embeddings.naming.given import HERS, HIS
from embeddings.statements.german.words import (
    BODIES,
    FEMININE,
    GIVEN_TO_MEN,
    GIVEN_TO_WOMEN,
    ROLES_EITHER,
    ROLES_MEN,
    ROLES_WOMEN,
    TEXTS,
)

Gender = Literal["m", "f", ""]

_HERS: Final = HERS | GIVEN_TO_WOMEN
_HIS: Final = (HIS | GIVEN_TO_MEN) - GIVEN_TO_WOMEN
_ROLES: Final = (*ROLES_MEN, *ROLES_WOMEN, *ROLES_EITHER)
_DECLINED: Final = (*BODIES, *ROLES_MEN, *TEXTS)
_SHORT, _LONG = 2, 6  # letters of a body that is called by its letters


def is_role(word: str) -> bool:
    """Return whether a word is an office, a trade, or what somebody is to others."""
    low = word.lower()
    return low.endswith(_ROLES)


def gender_of_role(word: str) -> Gender:
    """Return "f" for "Sprecherin", "m" for "Sprecher", "" where a word is for both."""
    low = word.lower()
    if low.endswith(ROLES_EITHER):
        return ""
    return "f" if low.endswith(ROLES_WOMEN) else "m" if low.endswith(ROLES_MEN) else ""


def gender_of_given(name: str) -> Gender:
    """Return whose first name one is, "" in doubt."""
    first = name.partition("-")[0]
    return "f" if first in _HERS else "m" if first in _HIS else ""


def is_given(name: str) -> bool:
    """Return whether a word is a first name that is known."""
    return gender_of_given(name) != ""


def is_body(word: str) -> bool:
    """Return whether a word is a body's, or its letters: "Umweltministerium", "ADFC"."""
    return word.lower().endswith(BODIES) or (word.isupper() and _SHORT <= len(word) <= _LONG)


def is_feminine(noun: str) -> bool:
    """Return whether "der" before a noun makes it no subject: "der Polizei", "der Ministerin"."""
    return gender_of_role(noun) == "f" or noun.lower().endswith(FEMININE)


def nominative(word: str) -> str:
    """Return "Verband" for "Verbandes", and what is no genitive as it is."""
    for ending in ("es", "s"):
        bare = word.removesuffix(ending)
        if bare != word and bare.lower().endswith(_DECLINED):
            return bare
    return word
